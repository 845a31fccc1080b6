// Every screen in every state: nothing that axe finds, nothing that does not fit, and exactly what a screen reader is told.

import { expect, test } from "../support/test.ts";
import { STATES, fileName } from "../pages/states.ts";
import { stableAriaTree } from "../support/aria.ts";
import { violations } from "../support/axe.ts";
import { Customer } from "../support/customer.ts";
import { layoutProblems, setTextSpacing } from "../support/layout.ts";
import { DEMO } from "../pages/accounts.ts";

const DESKTOP = { width: 1280, height: 1024 };
/** What is left of a screen of 1280 by 1024 at a zoom of 400 % (WCAG 1.4.10). */
const ZOOMED = { width: 320, height: 256 };
const PHONE = { width: 320, height: 640 };
const FORCED = "forced colours";
const WIDTHS = [DESKTOP, { width: 768, height: 1024 }, { width: 360, height: 740 }, PHONE];

// Nothing is caught in the middle of a transition when its colours are measured; a hundred states are not traced.
test.use({ viewport: DESKTOP, contextOptions: { reducedMotion: "reduce" }, trace: "off" });

const passed: string[] = [];
test.afterAll(() => {
  // Once for each worker: both lists together are the catalogue.
  console.log(passed.map((name) => `0 violations · ${name}`).join("\n"));
});

/** What was found, and under which circumstances: the same finding at four widths is one to mend. */
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

    await test.step("reach it", async () => {
      const logIn = (account = DEMO) => Customer.logIn(page, backend.url, account);
      await state.reach({ portal, sandbox, answers, logIn });
      // The mouse that brought it there points at nothing any more.
      await page.mouse.move(0, 0);
    });
    await test.step("what a screen reader is told", async () => {
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

    expect.soft(findings.lines(), "what is wrong with this state").toEqual([]);
    if (testInfo.errors.length === 0) {
      passed.push(state.name);
    }
  });
}
