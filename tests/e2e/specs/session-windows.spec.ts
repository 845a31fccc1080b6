// The session across windows, and log-ins and log-outs whose answers get lost.

import type { Page, Route } from "@playwright/test";
import { DEMO, XOCHILT } from "../pages/accounts.ts";
import type { Portal } from "../pages/portal.ts";
import { expect, test } from "../support/test.ts";

const SESSION = /\/api\/v1\/session$/;

/** Replaces the answer to one method of the session. The others stay real. */
async function onSession(page: Page, method: string, answer: (route: Route) => Promise<void>): Promise<void> {
  await page.route(SESSION, (route) => (route.request().method() === method ? answer(route) : route.fallback()));
}

/** The server does it, but its answer is lost. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort("connectionreset");
}

/** Opens another window with the same session, on the invoices. */
async function anotherWindow(portal: Portal): Promise<Portal> {
  const second = await portal.anotherTab();
  await second.open();
  await expect(second.invoices.rows).toHaveCount(2);
  return second;
}

test("logging out in one window shows the login in all, and forgets the text typed there", async ({ portal }) => {
  await portal.enter();
  const second = await anotherWindow(portal);
  await second.invoices.filter.pressSequentially("junio");
  await expect(second.invoices.rows).toHaveCount(1);
  // Nobody is typing there when the session ends.
  await second.invoices.heading.click();
  await portal.logOut();
  await expect(second.login.heading).toBeVisible();
  await expect(second.page.getByText("Tu sesión terminó")).toBeHidden();
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(second.invoices.heading).toBeVisible();
  await expect(second.invoices.filter).toHaveValue("");
});

test("when another customer logs in, the other windows show that customer's data and nothing of the previous one's", async ({ portal }) => {
  await portal.enter();
  const second = await anotherWindow(portal);
  await second.invoices.openRow("$743.00");
  await portal.logOut();
  await portal.login.logIn(XOCHILT.email, XOCHILT.password);
  await expect(portal.page.getByRole("button", { name: XOCHILT.name })).toBeVisible();
  await expect(second.page.getByRole("button", { name: XOCHILT.name })).toBeVisible();
  await expect(second.page.getByText("Este tag no está en tu cuenta")).toBeHidden();
  await expect(second.page.getByText("$743.00")).toBeHidden();
  await expect(second.invoices.heading).toBeVisible();
});

test("without a channel between windows, a window notices the log-out when it is shown again", async ({ portal, guard }) => {
  await portal.page.context().addInitScript(() => {
    Reflect.deleteProperty(window, "BroadcastChannel");
  });
  await portal.enter();
  const second = await anotherWindow(portal);
  await portal.logOut();
  // Other requests of the window may be in progress when it learns that the session is over.
  guard.allowStatus(401);
  await second.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(second.login.heading).toBeVisible();
});

test("windows neither store nor send each other personal data", async ({ portal }) => {
  await portal.page.addInitScript(() => {
    const messages: unknown[] = [];
    Object.assign(window, { messages });
    const postMessage = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (message) {
      messages.push(message);
      postMessage.call(this, message);
    };
  });
  await portal.enter();
  await portal.logOut();
  const messages = await portal.page.evaluate(() => (window as unknown as { messages: unknown[] }).messages);
  expect(messages).toEqual(["in", "out"]);
  const stored = await portal.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain("demo");
});

test("a login whose answer is lost is noticed", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  await onSession(portal.page, "POST", loseAnswer);
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("a log-out whose answer is lost is noticed", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  await portal.enter();
  await onSession(portal.page, "DELETE", loseAnswer);
  await portal.tryToLogOut();
  await expect(portal.login.heading).toBeVisible();
});

test("after a log-out that never arrived, the portal says that the session is open", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_REFUSED/);
  await portal.enter();
  await onSession(portal.page, "DELETE", (route) => route.abort("connectionrefused"));
  await portal.tryToLogOut();
  await expect(portal.page.getByRole("alert")).toContainText("Tu sesión sigue abierta.");
});

test("after a log-out with an unknown outcome, the portal claims nothing", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_REFUSED/);
  await portal.enter();
  await portal.page.route(SESSION, (route) => route.abort("connectionrefused"));
  await portal.tryToLogOut();
  const alert = portal.page.getByRole("alert");
  await expect(alert).toContainText("No sabemos si tu sesión se cerró.");
  await expect(alert).not.toContainText("sigue abierta");
});

test("in a browser that blocks cookies, the login says so and what to do", async ({ portal }) => {
  portal.expectStatus(401);
  await onSession(portal.page, "POST", async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers["set-cookie"];
    await portal.page.context().clearCookies();
    await route.fulfill({ response, headers });
  });
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(portal.page.getByText("Tu navegador bloquea las cookies")).toBeVisible();
  await expect(portal.page.getByText("Permite las cookies de este sitio")).toBeVisible();
  await expect(portal.page.getByText("Tu sesión terminó")).toBeHidden();
  await portal.page.unroute(SESSION);
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(portal.invoices.rows).toHaveCount(2);
});
