// Checks every part of the design system by its named examples: compares it with pictures
// (docs/pictures/gallery) and outlines (snapshots/gallery), which `cargo xtask pictures` renews,
// and runs axe. The gallery's own index lists the parts.

import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { violations } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";

const PICTURES = path.resolve(import.meta.dirname, "../../../docs/pictures/gallery");
const OUTLINES = path.resolve(import.meta.dirname, "../snapshots/gallery");
const THEMES = ["light", "dark"] as const;
/** Low windows, so that a full-page picture is only as high as its examples. */
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
/** The part whose examples open over the page. Each example has one button that opens it. */
const DIALOG = "dialog";
/** What axe reports because the page shows one part several times, which no screen does. */
const ABOUT_THE_PAGE = /^landmark-unique /;

type Theme = (typeof THEMES)[number];

async function partNames(page: Page): Promise<string[]> {
  await page.goto("/up/");
  const links = page.locator("a[data-part]");
  await links.first().waitFor();
  return links.evaluateAll((elements) => elements.map((element) => element.getAttribute("data-part") ?? ""));
}

/** Shows a part's examples, one below the other and nothing else. Returns their names. */
async function showPart(page: Page, part: string, theme: Theme): Promise<string[]> {
  await page.goto(`/up/?part=${part}&theme=${theme}&bare`);
  const examples = page.locator("section[data-example]");
  await examples.first().waitFor();
  return examples.evaluateAll((elements) => elements.map((element) => element.getAttribute("data-example") ?? ""));
}

/**
 * Compares views in one theme. The assertions are soft, so that one run reports everything that has
 * changed.
 */
class Comparison {
  private readonly pictures: string[] = [];
  private readonly outlines: string[] = [];
  private readonly page: Page;
  private readonly theme: Theme;

  constructor(page: Page, theme: Theme) {
    this.page = page;
    this.theme = theme;
  }

  /**
   * Runs axe and compares the pictures at every size, and the outline, which is the same in both
   * themes.
   */
  async of(name: string, sizes: { width: number; height: number }[], options: { fullPage: boolean }): Promise<void> {
    const found = (await violations(this.page)).filter((violation) => !ABOUT_THE_PAGE.test(violation));
    expect.soft(found, `what axe finds in ${name}, ${this.theme}`).toEqual([]);
    for (const size of sizes) {
      await this.page.setViewportSize(size);
      const picture = `${name}-${size.width}-${this.theme}.png`;
      this.pictures.push(picture);
      // In brackets, so that the name is used unchanged. Otherwise `date_range` would become
      // `date-range`.
      await expect.soft(this.page).toHaveScreenshot([picture], options);
    }
    if (this.theme === "light") {
      const outline = `${name}.aria.yml`;
      this.outlines.push(outline);
      const root = options.fullPage ? this.page.locator("body") : this.page.getByRole("dialog");
      // Compared as text: `toMatchAriaSnapshot` accepts a missing or empty file, and ignores what
      // the file does not name.
      expect.soft(`${await root.ariaSnapshot()}\n`).toMatchSnapshot([outline]);
    }
  }

  /** Fails for pictures and outlines of a part or an example that no longer exists. */
  async expectNothingLeftOver(): Promise<void> {
    const storedFiles = async (folder: string, ending: string) =>
      (await readdir(folder)).filter((file) => file.endsWith(ending)).sort();
    const advice = "delete the files of parts that no longer exist";
    expect.soft(await storedFiles(PICTURES, `-${this.theme}.png`), advice).toEqual([...this.pictures].sort());
    if (this.theme === "light") {
      expect.soft(await storedFiles(OUTLINES, ".aria.yml"), advice).toEqual([...this.outlines].sort());
    }
  }
}

for (const theme of THEMES) {
  test(`every part matches its pictures and outlines, and axe finds nothing, ${theme}`, async ({ page, guard: _watching }) => {
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

test("the index leads to a part's page, which also has the portal's content security policy", async ({ page, guard: _watching }) => {
  const [part] = await partNames(page);
  await page.locator(`a[data-part="${part}"]`).click();
  await page.locator(`a[data-part="${part}"][aria-current]`).waitFor();
  await page.waitForLoadState();
});

test("with reduced motion, nothing moves quickly", async ({ page, guard: _watching }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const part of await partNames(page)) {
    await showPart(page, part, "light");
    const moving = await page.evaluate(() => {
      const seconds = (times: string) => Math.max(...times.split(",").map(Number.parseFloat));
      const found: string[] = [];
      for (const element of document.querySelectorAll("*")) {
        for (const pseudo of ["", "::before", "::after"]) {
          const style = getComputedStyle(element, pseudo);
          // A turning wheel says that something is in progress. A slow one disturbs nobody.
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
