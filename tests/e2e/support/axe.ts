// Runs axe-core on the page: what a machine can find of WCAG 2.2 AA, and axe's best practices.

import axe from "axe-core";
import type { Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** axe's violations, one line for each element: the rule, the element, why. */
export async function violations(page: Page, colors: "ours" | "the user's" = "ours"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    // Evaluated through the debugger, so the page's content security policy does not apply and
    // stays as strict as it is.
    await page.evaluate(axe.source);
  }
  return page.evaluate(async ({ tags, checksContrast }) => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await injected.run({
      runOnly: { type: "tag", values: tags },
      // WCAG 2.5.8 is the one rule of these tags that axe turns off by default. With forced colors,
      // the browser paints the user's colors but reports ours to scripts, so axe would compare
      // wrong ones.
      rules: { "target-size": { enabled: true }, "color-contrast": { enabled: checksContrast } },
      resultTypes: ["violations"],
    });
    return found.flatMap((rule) =>
      rule.nodes.map((node) => {
        const why = (node.failureSummary ?? rule.help).split("\n").slice(1).map((line) => line.trim());
        const html = node.html.length > 160 ? `${node.html.slice(0, 160)}…` : node.html;
        return `${rule.id} (${rule.impact ?? "?"}): ${node.target.join(" ")}: ${why.join("; ")}: ${html}`;
      }),
    );
  }, { tags: TAGS, checksContrast: colors === "ours" });
}
