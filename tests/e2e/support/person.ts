// Makes Playwright use the portal as a person does: they scroll with the wheel until they see what
// they look for, their finger stays down for a moment, they type key by key, and Back does not
// leave the portal. Playwright skips all of this, and so hides what stops people. This changes its
// locators once, for every test.

import { expect, type Locator, type Page } from "@playwright/test";
import { allowFocusMove, answerChecked } from "./usability-rules.ts";

/**
 * How long a finger stays down, in milliseconds: several frames, so that effects of pressing show
 * before the release.
 */
const PRESS_DURATION = 50;

type Options = Readonly<Record<string, unknown>>;
type LocatorMethod = (this: Locator, ...given: unknown[]) => Promise<unknown>;
type LocatorMethods = Record<string, LocatorMethod>;

let isHumanized = false;

/** Makes every locator and page of this process behave as a person does. */
export function humanizePlaywright(page: Page): void {
  if (isHumanized) {
    return;
  }
  isHumanized = true;
  const locators = Object.getPrototypeOf(page.locator("html")) as LocatorMethods;

  for (const name of ["click", "dblclick"]) {
    override(locators, name, async (method, locator, options) => {
      await scrollIntoReach(locator, options as Options | undefined);
      return method.call(locator, { delay: PRESS_DURATION, ...(options as Options | undefined) });
    });
  }
  for (const name of ["tap", "check", "uncheck", "hover"]) {
    override(locators, name, async (method, locator, options) => {
      await scrollIntoReach(locator, options as Options | undefined);
      return method.call(locator, options);
    });
  }
  for (const name of ["focus", "blur", "selectOption", "press", "pressSequentially"]) {
    override(locators, name, async (method, locator, ...given) => {
      await allowFocusMove(locator.page());
      return method.call(locator, ...given);
    });
  }
  locators["fill"] = () => Promise.reject(new Error("people type key by key: `type` of support/person.ts"));

  // The browser's own buttons move the focus away from a field.
  const pages = Object.getPrototypeOf(page) as Pick<Page, "goBack" | "goForward">;
  const { goBack, goForward } = pages;
  pages.goForward = async function (this: Page, options) {
    await allowFocusMove(this);
    return goForward.call(this, options);
  };
  pages.goBack = async function (this: Page, options) {
    await allowFocusMove(this);
    const wasInPortal = isInPortal(this);
    const answer = await goBack.call(this, options);
    if (wasInPortal && !isInPortal(this)) {
      throw new Error(`Back left the portal: ${this.url()}`);
    }
    return answer;
  };
}

function override(
  locators: LocatorMethods,
  name: string,
  replacement: (original: LocatorMethod, locator: Locator, ...given: unknown[]) => Promise<unknown>,
): void {
  const original = locators[name];
  if (original === undefined) {
    throw new Error(`Playwright's locators have no ${name}`);
  }
  locators[name] = function (this: Locator, ...given: unknown[]) {
    return replacement(original, this, ...given);
  };
}

/** The portal is under `/up`, on our own page and on the sites of hosts/. */
function isInPortal(page: Page): boolean {
  return /^https?:\/\/[^/]+(\/[^/]+)?\/up(\/|$|\?)/.test(page.url());
}

/** Replaces the text of a field, key by key. The portal must not move the focus meanwhile. */
export async function type(field: Locator, text: string): Promise<void> {
  const { keyboard } = field.page();
  await field.click();
  await keyboard.press("ControlOrMeta+a");
  await (text === "" ? keyboard.press("Delete") : keyboard.type(text));
}

/**
 * Types a date (`2020-05-27`) into a date field, beginning with its first part. An empty text
 * empties the field.
 */
export async function typeDate(field: Locator, date: string): Promise<void> {
  const { keyboard } = field.page();
  // In Spanish the day comes first, so a press at the field's start selects the day.
  await field.click({ position: { x: 16, y: 12 } });
  if (date === "") {
    await keyboard.press("ControlOrMeta+a");
    await keyboard.press("Delete");
    return;
  }
  const [year, month, day] = date.split("-");
  await keyboard.type(`${day}${month}${year}`);
}

/** Presses Back, which must lead to this screen. */
export async function goBackTo(page: Page, screen: Locator): Promise<void> {
  await page.goBack();
  await expect(screen, "the screen that Back leads to").toBeVisible();
}

/**
 * Looks for what will be pressed, as a person does: waits for the last answer, then scrolls until
 * the element is visible.
 */
async function scrollIntoReach(locator: Locator, options?: Options): Promise<void> {
  const page = locator.page();
  await answerChecked(page);
  await locator.waitFor({ state: "visible", ...(options?.["timeout"] === undefined ? {} : { timeout: options["timeout"] as number }) });
  const position = options?.["position"] as { x: number; y: number } | undefined;
  let before = Number.NaN;
  let stuck = 0;
  for (let turn = 0; turn < 60 && stuck < 8; turn += 1) {
    const { distance, top, isInView } = await locator.evaluate(scrollDistance, position);
    if (distance === null) {
      return;
    }
    if (Math.abs(top - before) < 1) {
      if (isInView) {
        // Something covers it. Playwright waits until it is gone, or reports what it is.
        return;
      }
      // On a busy machine, the wheel may take effect only after the frames that were waited for.
      stuck += 1;
    } else {
      stuck = 0;
    }
    before = top;
    const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    await page.mouse.move(width / 2, height / 2);
    await page.mouse.wheel(0, distance);
    await locator.evaluate(waitUntilStill);
  }
  throw new Error(`nobody can scroll to ${String(locator)}`);
}

interface ScrollPosition {
  readonly distance: number | null;
  readonly top: number;
  readonly isInView: boolean;
}

/** How far down the place is from the middle of the window; `null` when it can be seen. */
function scrollDistance(element: Element, position?: { x: number; y: number }): ScrollPosition {
  const box = element.getBoundingClientRect();
  const x = box.left + (position?.x ?? box.width / 2);
  const y = box.top + (position?.y ?? box.height / 2);
  const labels = [...((element as HTMLInputElement).labels ?? [])];
  let hit = document.elementFromPoint(x, y);
  for (let inner = hit?.shadowRoot?.elementFromPoint(x, y); inner && inner !== hit; ) {
    hit = inner;
    inner = hit.shadowRoot?.elementFromPoint(x, y);
  }
  const isHit = hit !== null && (element.contains(hit) || labels.some((label) => label.contains(hit)));
  const isInView = y >= 0 && y <= innerHeight && x >= 0 && x <= innerWidth;
  return { distance: isHit && isInView ? null : Math.round(y - innerHeight / 2), top: box.top, isInView };
}

/** A wheel scrolls some frames later, and perhaps smoothly. */
async function waitUntilStill(element: Element): Promise<void> {
  let top = Number.NaN;
  let still = 0;
  for (let frame = 0; frame < 60 && still < 4; frame += 1) {
    await new Promise((painted) => requestAnimationFrame(painted));
    const now = element.getBoundingClientRect().top;
    still = now === top ? still + 1 : 0;
    top = now;
  }
}
