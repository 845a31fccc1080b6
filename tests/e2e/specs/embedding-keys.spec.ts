// For a host's own keyboard shortcuts each key seems to be pressed on `<pase-portal>`, which is not
// a field. So what is typed into the portal's fields must not leave its shadow root.

import type { Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { expect, test } from "../support/host-test.ts";

const TYPES = ["keydown", "keypress", "keyup", "beforeinput", "input", "paste", "compositionend"];

/**
 * Gives the host shortcuts such as many sites have: `/` goes to its search, unless the user types
 * into a field.
 */
async function addHostShortcuts(page: Page): Promise<void> {
  await page.evaluate((types) => {
    const hostEvents: string[] = [];
    Object.assign(globalThis, { hostEvents });
    for (const target of [document, globalThis]) {
      for (const type of types) {
        target.addEventListener(type, (event) => hostEvents.push(`${type} ${(event as KeyboardEvent).key ?? ""}`.trim()));
      }
    }
    document.addEventListener("keydown", (event) => {
      const target = event.target as HTMLElement;
      if (event.key === "/" && !target.matches("input, textarea")) {
        event.preventDefault();
        document.querySelector<HTMLElement>("[name=q]")?.focus();
      }
    });
  }, TYPES);
}

const hostEvents = (page: Page) => page.evaluate(() => (globalThis as unknown as { hostEvents: string[] }).hostEvents);

test("a host's shortcuts do not receive the keys of a password", async ({ portal, host }) => {
  const { page } = host;
  const { login } = portal;
  await host.open("plain");
  await login.heading.waitFor();
  await addHostShortcuts(page);
  await login.password.click();
  await login.password.pressSequentially("a/b Ñ9");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("ArrowLeft");
  await expect(login.password).toHaveValue("a/b Ñ");
  await expect(login.password).toBeFocused();
  expect(await hostEvents(page)).toEqual([]);

  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Tab");
  const keys = new Set((await hostEvents(page)).filter((line) => line.startsWith("keydown")));
  expect(keys).toEqual(new Set(["keydown Escape", "keydown Control", "keydown k", "keydown Tab"]));
});

test("a host's shortcuts work outside the portal's fields, and in its own fields", async ({ portal, host, sites }) => {
  const { page } = host;
  await portal.enter(DEMO, sites.address("plain"));
  await addHostShortcuts(page);
  await portal.section("Movimientos").focus();
  await page.keyboard.press("/");
  await expect(host.search).toBeFocused();
  await host.search.pressSequentially("a/b");
  await expect(host.search).toHaveValue("a/b");
  expect(await hostEvents(page)).toContain("keydown b");
});
