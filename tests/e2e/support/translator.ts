// Simulates a browser's translation, as Chrome does it (Google Translate): replaces each text of
// the page by two `<font>` elements with the translation, and also translates what is added later.
// Here the translation equals the text. So if nothing is stale and nothing appears twice, a screen
// reads as it does without translation.

import type { Page } from "@playwright/test";

/** Translates every page that is opened from now on. */
export async function translatePages(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const isLeftAlone = (text: Text) =>
      text.data.trim() === "" || text.parentElement?.closest("font, script, style, noscript, svg, [translate=no]") !== null;
    const font = () => {
      const element = document.createElement("font");
      element.setAttribute("data-translation", "");
      return element;
    };
    const translate = (root: Node) => {
      const texts: Text[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node: Node | null = root instanceof Text ? root : walker.nextNode(); node !== null; node = walker.nextNode()) {
        texts.push(node as Text);
      }
      for (const text of texts.filter((one) => one.isConnected && !isLeftAlone(one))) {
        const [outer, inner] = [font(), font()];
        inner.append(text.data);
        outer.append(inner);
        text.replaceWith(outer);
      }
    };
    const observer = new MutationObserver((records) => {
      // Chrome translates in tasks of its own, after the page's script has run.
      setTimeout(() => records.forEach(({ addedNodes }) => addedNodes.forEach(translate)));
    });
    document.addEventListener("DOMContentLoaded", () => {
      translate(document.body);
      observer.observe(document.body, { childList: true, subtree: true });
    });
  });
}

/** The number of translated texts on the page. */
export function countTranslations(page: Page): Promise<number> {
  return page.locator("font[data-translation] > font").count();
}

/** What the page says: its texts in their order, including those for screen readers only. */
export function allText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.querySelector(".pase-portal:has(main)");
    return (root?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  });
}
