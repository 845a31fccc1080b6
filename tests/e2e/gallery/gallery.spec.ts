// What every part of the design system looks like and says, by its named examples: compared with pictures (docs/pictures/gallery)
// and outlines (snapshots/gallery), which `cargo xtask pictures` renews, and searched by axe. The gallery's own index says
// which parts there are.

import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { violations } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

const PICTURES = path.resolve(import.meta.dirname, "../../../docs/pictures/gallery");
const OUTLINES = path.resolve(import.meta.dirname, "../snapshots/gallery");
const THEMES = ["light", "dark"] as const;
/** Low, so that a picture of a page is as high as its examples. */
const PAGES = [
  { width: 360, height: 320 },
  { width: 768, height: 320 },
  { width: 1280, height: 320 },
];
/** A modal fills a phone and floats on a desktop. */
const WINDOWS = [
  { width: 360, height: 780 },
  { width: 768, height: 1024 },
  { width: 1280, height: 900 },
];
/** The part whose examples open over the page, each by the one button in it. */
const DIALOG = "dialog";
/** What axe says of a page on which one part stands several times, as on no screen. */
const ABOUT_THE_PAGE = /^landmark-unique /;

type Theme = (typeof THEMES)[number];

async function partNames(page: Page): Promise<string[]> {
  await page.goto("/up/");
  const links = page.locator("a[data-part]");
  await links.first().waitFor();
  return links.evaluateAll((elements) => elements.map((element) => element.getAttribute("data-part") ?? ""));
}

/** Shows a part's examples, one below the other and nothing else; returns their names. */
async function showPart(page: Page, part: string, theme: Theme): Promise<string[]> {
  await page.goto(`/up/?part=${part}&theme=${theme}&bare`);
  const examples = page.locator("section[data-example]");
  await examples.first().waitFor();
  return examples.evaluateAll((elements) => elements.map((element) => element.getAttribute("data-example") ?? ""));
}

/** What is compared of each view, in one theme; soft, so that one run tells everything that has changed. */
class Comparison {
  private readonly pictures: string[] = [];
  private readonly outlines: string[] = [];
  private readonly page: Page;
  private readonly theme: Theme;

  constructor(page: Page, theme: Theme) {
    this.page = page;
    this.theme = theme;
  }

  /** Axe, the pictures at every size, and the outline, which is the same in both themes. */
  async of(name: string, sizes: { width: number; height: number }[], options: { fullPage: boolean }): Promise<void> {
    const found = (await violations(this.page)).filter((violation) => !ABOUT_THE_PAGE.test(violation));
    expect.soft(found, `what axe finds in ${name}, ${this.theme}`).toEqual([]);
    for (const size of sizes) {
      await this.page.setViewportSize(size);
      const picture = `${name}-${size.width}-${this.theme}.png`;
      this.pictures.push(picture);
      // In brackets, so that a name is taken as it is: `date_range` would become `date-range`.
      await expect.soft(this.page).toHaveScreenshot([picture], options);
    }
    if (this.theme === "light") {
      const outline = `${name}.aria.yml`;
      this.outlines.push(outline);
      const root = options.fullPage ? this.page.locator("body") : this.page.getByRole("dialog");
      // As text: `toMatchAriaSnapshot` takes a missing or an emptied file for a match, and leaves out what it does not name.
      expect.soft(`${await root.ariaSnapshot()}\n`).toMatchSnapshot([outline]);
    }
  }

  /** Fails for what is kept of a part or an example that is gone. */
  async expectNothingLeftOver(): Promise<void> {
    const kept = async (folder: string, ending: string) =>
      (await readdir(folder)).filter((file) => file.endsWith(ending)).sort();
    const advice = "delete what is kept of parts that are gone";
    expect.soft(await kept(PICTURES, `-${this.theme}.png`), advice).toEqual([...this.pictures].sort());
    if (this.theme === "light") {
      expect.soft(await kept(OUTLINES, ".aria.yml"), advice).toEqual([...this.outlines].sort());
    }
  }
}

for (const theme of THEMES) {
  test(`every part looks and reads as it is kept, and axe finds nothing, ${theme}`, async ({ page, guard: _watching }) => {
    const comparison = new Comparison(page, theme);
    await page.emulateMedia({ colorScheme: theme });
    const parts = await partNames(page);
    expect.soft(await violations(page), `what axe finds in the index, ${theme}`).toEqual([]);
    for (const part of parts) {
      await test.step(part, async () => {
        const examples = await showPart(page, part, theme);
        await comparison.of(part, PAGES, { fullPage: true });
        for (const example of part === DIALOG ? examples : []) {
          await showPart(page, part, theme);
          await page.locator(`section[data-example="${example}"]`).getByRole("button").click();
          await page.getByRole("dialog").waitFor();
          await comparison.of(`${part}-${example}`, WINDOWS, { fullPage: false });
        }
      });
    }
    await comparison.expectNothingLeftOver();
  });
}

test("the index leads to a part's page, which stands under the portal's policy as well", async ({ page, guard: _watching }) => {
  const [part] = await partNames(page);
  await page.locator(`a[data-part="${part}"]`).click();
  await page.locator(`a[data-part="${part}"][aria-current]`).waitFor();
  await page.waitForLoadState();
});

test("nothing moves, or slowly, for who asked for less motion", async ({ page, guard: _watching }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const part of await partNames(page)) {
    await showPart(page, part, "light");
    const moving = await page.evaluate(() => {
      const seconds = (times: string) => Math.max(...times.split(",").map(Number.parseFloat));
      const found: string[] = [];
      for (const element of document.querySelectorAll("*")) {
        for (const pseudo of ["", "::before", "::after"]) {
          const style = getComputedStyle(element, pseudo);
          // A wheel that turns tells that something is going on; slowly, it disturbs nobody.
          const turns = style.animationName !== "none" && seconds(style.animationDuration) > 0;
          const isQuick = turns && seconds(style.animationDuration) < 4;
          if (isQuick || seconds(style.transitionDuration) > 0) {
            found.push(`${element.localName}.${element.className}${pseudo}`);
          }
        }
      }
      return found;
    });
    expect.soft(moving, `what moves quickly in ${part}`).toEqual([]);
  }
});
