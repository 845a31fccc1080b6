// Adds styles to a host's page. A constructed stylesheet is not an inline style, so the host's
// content security policy allows it.

import type { Page } from "@playwright/test";

export async function addHostStyles(page: Page, css: string): Promise<void> {
  await page.evaluate((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, css);
}

/** The parts of the portal that extend beyond its element sideways, one line for each. */
export function overflowingParts(page: Page): Promise<string[]> {
  return page.locator("pase-portal").evaluate((element) => {
    const column = element.getBoundingClientRect();
    const isSeen = (one: Element) => {
      const box = one.getBoundingClientRect();
      return box.width > 1 && box.height > 1 && one.checkVisibility() && getComputedStyle(one).clipPath === "none";
    };
    return [...(element.shadowRoot?.querySelectorAll(".pase-portal *") ?? [])]
      .filter((one) => isSeen(one))
      .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return right > column.right + 1 || left < column.left - 1;
      })
      .map((one) => `<${one.localName} class="${one.getAttribute("class") ?? ""}"> of ${one.getBoundingClientRect().right.toFixed(0)}`);
  });
}
