// The text size of the browser's settings, here twice the usual one. The portal follows it on our
// own page and on a host's page whose `html` has a size of its own, and nothing is lost by it on a
// phone.

import { STATES } from "../pages/states.ts";
import { DEMO } from "../pages/accounts.ts";
import { Customer } from "../support/customer.ts";
import { expect, test } from "../support/host-test.ts";
import { layoutProblems } from "../support/layout.ts";
import settings from "../playwright.config.ts";

const launch = settings.use?.launchOptions;

test.use({
  viewport: { width: 360, height: 740 },
  contextOptions: { reducedMotion: "reduce" },
  trace: "off",
  launchOptions: { ...launch, args: [...(launch?.args ?? []), "--blink-settings=defaultFontSize=32"] },
});

for (const site of ["plain", "bootstrap-3", "hostile"] as const) {
  test(`as a guest of ${site}, the portal's text has the size of the browser's settings`, async ({ portal, host }) => {
    await host.open(site);
    await portal.login.heading.waitFor();
    const size = (selector: string) =>
      host.page.locator(selector).first().evaluate((element) => getComputedStyle(element).fontSize);
    expect(await size(".login__card input")).toBe("32px");
    expect(await size(".login__links")).toBe("28px");
    expect(await size(".login__title")).toBe("52px");
  });
}

test("on our own page it has that size, too, even before the app has loaded", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(/\.wasm$/);
  await portal.open();
  const size = () => login.heading.evaluate((element) => getComputedStyle(element).fontSize);
  expect(await size()).toBe("52px");
  release();
  await page.locator(".portal__frame h1").last().waitFor();
  await expect.poll(size).toBe("52px");
});

/**
 * The first state of each screen, and every state with long content. The other states differ in
 * their words, not in their layout.
 */
const screens = new Set<string>();
const shown = STATES.filter(({ name }) => {
  const screen = name.split(",")[0] ?? name;
  const isFirst = !screens.has(screen);
  screens.add(screen);
  return isFirst || /300 characters|awaiting|review|many pages|open row/.test(name);
});

for (const state of shown) {
  test(`at 200 % on a phone: ${state.name}`, async ({ page, portal, sandbox, answers, baseURL }) => {
    await state.reach({
      portal,
      sandbox,
      answers,
      logIn: (account = DEMO) => Customer.logIn(page, baseURL ?? "", account),
    });
    expect(await layoutProblems(page)).toEqual([]);
  });
}
