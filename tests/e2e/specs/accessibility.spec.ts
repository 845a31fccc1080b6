// Every screen in every state: axe finds nothing, everything fits, and a screen reader gets exactly
// the expected text.

import { expect, test } from "../support/test.ts";
import { STATES, fileName } from "../pages/states.ts";
import { stableAriaTree } from "../support/aria.ts";
import { violations } from "../support/axe.ts";
import { Customer } from "../support/customer.ts";
import { layoutProblems, setTextSpacing } from "../support/layout.ts";
import { DEMO } from "../pages/accounts.ts";

const DESKTOP = { width: 1280, height: 1024 };
/** What a zoom of 400 % leaves of a screen of 1280 by 1024 (WCAG 1.4.10). */
const ZOOMED = { width: 320, height: 256 };
const PHONE = { width: 320, height: 640 };
const FORCED = "forced colors";
const WIDTHS = [DESKTOP, { width: 768, height: 1024 }, { width: 360, height: 740 }, PHONE];

// Reduced motion, so that colors are not measured in the middle of a transition. No traces, because
// there are about a hundred states.
test.use({ viewport: DESKTOP, contextOptions: { reducedMotion: "reduce" }, trace: "off" });

const passed: string[] = [];
test.afterAll(() => {
  // Runs once per worker. The lists of all workers together are the catalog.
  console.log(passed.map((name) => `0 violations · ${name}`).join("\n"));
});

/**
 * Problems with the circumstances in which they were found. The same problem at four widths is one
 * problem to fix.
 */
class Findings {
  private readonly found = new Map<string, string[]>();

  add(where: string, problems: readonly string[]): void {
    for (const problem of problems) {
      this.found.set(problem, [...(this.found.get(problem) ?? []), where]);
    }
  }

  lines(): string[] {
    return [...this.found].map(([problem, where]) => `${problem} [${where.join("; ")}]`);
  }
}

for (const state of STATES) {
  test(`${state.name}: 0 violations`, async ({ portal, sandbox, answers, backend }, testInfo) => {
    const { page } = portal;
    const findings = new Findings();
    const axe = (where: string) =>
      test.step(`axe: ${where}`, async () => findings.add(`axe, ${where}`, await violations(page, where === FORCED ? "the user's" : "ours")));

    await test.step("reach the state", async () => {
      const logIn = (account = DEMO) => Customer.logIn(page, backend.url, account);
      await state.reach({ portal, sandbox, answers, logIn });
      // The mouse that was used on the way must not point at anything.
      await page.mouse.move(0, 0);
    });
    await test.step("ARIA tree", async () => {
      expect.soft(await stableAriaTree(page)).toMatchSnapshot(["aria", `${fileName(state)}.aria.yml`]);
    });
    await axe("light");
    await page.emulateMedia({ colorScheme: "dark" });
    await axe("dark");
    await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
    await axe(FORCED);
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    for (const size of WIDTHS) {
      await test.step(`layout at ${size.width} px`, async () => {
        await page.setViewportSize(size);
        findings.add(`${size.width} px`, await layoutProblems(page));
        await setTextSpacing(page, true);
        findings.add(`${size.width} px with text spacing`, await layoutProblems(page));
        await setTextSpacing(page, false);
      });
    }
    await axe("320 px");
    await page.setViewportSize(ZOOMED);
    await axe("1280×1024 at 400 %");

    expect.soft(findings.lines(), "problems of this state").toEqual([]);
    if (testInfo.errors.length === 0) {
      passed.push(state.name);
    }
  });
}
