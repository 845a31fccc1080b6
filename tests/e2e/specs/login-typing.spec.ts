// Logging in as people do: key by key, after a failure, and with a password manager whose input
// causes no events.

import type { Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { waitForApp } from "../support/app.ts";
import { PORTAL_WASM } from "../support/answers.ts";
import { expect, test } from "../support/test.ts";

/** Sets the fields as some password managers do, without any event. */
async function fillSilently(page: Page): Promise<void> {
  await page.evaluate(({ email, password }) => {
    const set = (name: string, value: string) => {
      for (const input of document.querySelectorAll<HTMLInputElement>(`[name='${name}']`)) {
        input.value = value;
      }
    };
    set("identifier", email);
    set("password", password);
  }, DEMO);
}

test("after a failed login every typed key arrives", async ({ portal }) => {
  portal.expectStatus(401);
  await portal.open();
  const { login, page } = portal;
  await login.identifier.pressSequentially(DEMO.email);
  await login.password.pressSequentially("otra");
  await page.keyboard.press("Enter");
  await expect(login.alert).toContainText("no coinciden");
  await expect(login.failure).toBeFocused();
  await expect(login.failure).toBeInViewport();

  await login.password.click();
  for (const key of DEMO.password) {
    await page.keyboard.press(key);
    await expect(login.password).toBeFocused();
  }
  await expect(login.password).toHaveValue(DEMO.password);
  await login.identifier.click();
  await page.keyboard.press("End");
  await page.keyboard.press("x");
  await page.keyboard.press("Backspace");
  await expect(login.identifier).toBeFocused();
  await expect(login.identifier).toHaveValue(DEMO.email);
  await login.submit.click();
  await expect(portal.invoices.heading).toBeVisible();
});

test("a customer who keeps typing while the answer is awaited is not interrupted", async ({ portal, answers }) => {
  portal.expectStatus(401);
  await portal.open();
  const { login, page } = portal;
  const answer = await answers.hold("POST", "/session");
  await login.identifier.pressSequentially(DEMO.email);
  await login.password.pressSequentially("otra");
  await page.keyboard.press("Enter");
  await expect(login.busy).toBeVisible();
  await page.keyboard.type("mas");
  answer();
  await expect(login.alert).toContainText("no coinciden");
  await expect(login.password).toBeFocused();
  await expect(login.password).toHaveValue("otramas");
});

test("values that a password manager fills in without an event are sent", async ({ portal }) => {
  await portal.open();
  const { login, page } = portal;
  await waitForApp(page);
  await login.submit.click();
  await expect(login.identifier).toHaveAccessibleDescription(/Escribe tu teléfono/);
  await fillSilently(page);
  await login.submit.click();
  await expect(portal.invoices.heading).toBeVisible();
});

for (const [how, send] of [
  ["the button", (page: Page) => page.getByRole("button", { name: "ENTRAR", exact: true }).click()],
  [
    "a password manager",
    (page: Page) => page.evaluate(() => document.querySelector<HTMLFormElement>("form.login__card")?.requestSubmit()),
  ],
] as const) {
  test(`values filled in before the app has loaded and sent by ${how} log the customer in`, async ({ portal, answers }) => {
    const { page } = portal;
    const arrive = await answers.holdFile(PORTAL_WASM);
    await portal.open();
    await expect(portal.login.heading).toBeVisible();
    await fillSilently(page);
    await send(page);
    arrive();
    await expect(portal.invoices.heading).toBeVisible();
  });
}
