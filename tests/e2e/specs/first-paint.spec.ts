// What the page shows before the app has loaded: the login, which can be filled in and sent; the
// skeleton of a screen for customers with a session; help. When the app takes over, nothing that
// the customer did is lost.

import type { Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { CUSTOMER_WASM, PORTAL_WASM } from "../support/answers.ts";
import { waitForApp } from "../support/app.ts";
import { type } from "../support/person.ts";
import { expect, test } from "../support/test.ts";
import { Customer } from "../support/customer.ts";

/** Marks what is shown now, so that its replacement by the app can be noticed. */
const mark = (page: Page) => page.locator("main").evaluate((main) => main.setAttribute("data-marked", ""));
const marked = (page: Page) => page.locator("main[data-marked]");

test("typed text, focus and caret are carried over to the app once nobody types", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(PORTAL_WASM);
  await portal.open();
  await type(login.identifier, DEMO.email);
  await login.password.pressSequentially("abc");
  await page.keyboard.press("ArrowLeft");
  await mark(page);
  const arrived = page.waitForResponse(PORTAL_WASM);
  release();
  await (await arrived).finished();
  // The sign that the app is loading disappears when the app is ready, but the field in use stays
  // the same element.
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await page.keyboard.type("X");
  await expect(marked(page)).toHaveCount(1);
  await expect(login.password).toHaveValue("abXc");
  // Leaves the fields for the button that shows the password.
  await page.keyboard.press("Tab");
  await waitForApp(page);
  await expect(marked(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Mostrar contraseña" })).toBeFocused();
  await expect(login.identifier).toHaveValue(DEMO.email);
  await expect(login.password).toHaveValue("abXc");
});

test("the app replaces an unused form without moving anything", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(PORTAL_WASM);
  await portal.open();
  const places = () =>
    page.locator("header *, main *").evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility())
        .map((element) => [element.tagName, JSON.stringify(element.getBoundingClientRect())].join(" ")),
    );
  await login.heading.waitFor();
  const before = await places();
  release();
  await waitForApp(page);
  expect(await places()).toEqual(before);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
});

test("a login sent with Enter before the app has loaded waits for it, and is sent once", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(PORTAL_WASM);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") {
      sent.push(new URL(request.url()).pathname);
    }
  });
  await portal.open();
  await type(login.identifier, DEMO.email);
  await type(login.password, DEMO.password);
  await page.keyboard.press("Enter");
  await expect(login.busy).toBeVisible();
  await page.keyboard.press("Enter");
  release();
  await expect(portal.invoices.rows).toHaveCount(2);
  expect(sent).toEqual(["/up/api/v1/session"]);
});

test("an empty login sent before the app has loaded says what is missing", async ({ portal, answers }) => {
  const release = await answers.holdFile(PORTAL_WASM);
  await portal.open();
  await portal.login.submit.click();
  release();
  await expect(portal.page.getByText("Escribe tu contraseña.")).toBeVisible();
});

test("a press of Mostrar contraseña takes effect when the app has loaded", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(PORTAL_WASM);
  await portal.open();
  await type(login.password, "secreta");
  await page.getByRole("button", { name: "Mostrar contraseña" }).click();
  release();
  await expect(page.getByRole("button", { name: "Ocultar contraseña" })).toBeVisible();
  await expect(login.password).toHaveAttribute("type", "text");
  await expect(login.password).toHaveValue("secreta");
});

test("a link works before the app has loaded", async ({ portal, answers }) => {
  await answers.holdFile(PORTAL_WASM);
  await portal.open();
  await portal.page.getByRole("link", { name: "Ayuda" }).click();
  await expect(portal.page).toHaveURL(/\/up\/ayuda$/);
  await expect(portal.page.getByRole("heading", { name: "Ayuda", level: 1 })).toBeVisible();
});

test("at 700 kbit/s the login can be typed before the app has loaded, and is sent", async ({ portal }) => {
  const { page, login } = portal;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 700_000 / 8,
    uploadThroughput: 300_000 / 8,
  });
  await page.goto("/up/", { waitUntil: "commit" });
  await type(login.identifier, DEMO.email);
  const arrived = await page.evaluate(() =>
    performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length,
  );
  expect(arrived, "files of the app that had arrived").toBe(0);
  await type(login.password, DEMO.password);
  await page.waitForFunction(() => "portal" in (document.getElementById("pase-portal") ?? {}));
  // Whether the app arrives before this press depends on the machine's speed. The press works
  // either way.
  await login.submit.click();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("a customer with a session sees a skeleton and never the login", async ({ portal, answers, backend }) => {
  const { page, login } = portal;
  await Customer.logIn(page, backend.url, DEMO);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.querySelector(".login") !== null) {
        document.documentElement.setAttribute("data-login-seen", "");
      }
    }).observe(document, { childList: true, subtree: true });
  });
  const release = await answers.holdFile(PORTAL_WASM);
  await portal.open();
  await expect(page.getByRole("heading", { name: "Tu cuenta", level: 1 })).toBeVisible();
  await expect(page.getByText("Cargando…").first()).toBeAttached();
  await expect(login.heading).toHaveCount(0);
  release();
  await expect(portal.invoices.rows).toHaveCount(2);
  await expect(page.locator("html[data-login-seen]")).toHaveCount(0);
});

test("a session that has ended leads from the skeleton to the login", async ({ portal, backend }) => {
  const { page } = portal;
  await Customer.logIn(page, backend.url, DEMO);
  const cookies = await page.context().cookies();
  await page.request.delete("/up/api/v1/session", { headers: { origin: backend.url } });
  await page.context().addCookies(cookies);
  await portal.open();
  await expect(portal.login.heading).toBeVisible();
});

test("a customer who logs in elsewhere while the login page loads gets in", async ({ portal, answers, backend }) => {
  // Here it is on purpose: the log-in succeeds while the customer types, and another screen
  // appears.
  portal.expectComplaint(/focus moved from .* to <h1> .* while someone types/);
  const { page } = portal;
  const release = await answers.holdFile(PORTAL_WASM);
  await portal.open();
  await type(portal.login.identifier, "otra");
  await Customer.logIn(page, backend.url, DEMO);
  release();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("the app's files are fetched after the first paint, and each only once", async ({ portal, backend }) => {
  const { page } = portal;
  await Customer.logIn(page, backend.url, DEMO);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await portal.open();
  await expect(portal.invoices.rows).toHaveCount(2);
  for (const file of [PORTAL_WASM, CUSTOMER_WASM, /\/portal-[0-9a-f]{16}\.js$/]) {
    expect(asked.filter((path) => file.test(path))).toHaveLength(1);
  }
  const { painted, begun } = await page.evaluate(() => ({
    painted: performance.getEntriesByName("first-contentful-paint").map(({ startTime }) => startTime),
    begun: performance
      .getEntriesByType("resource")
      .filter(({ name }) => /\/assets\/.*\.(wasm|js)$/.test(name))
      .map(({ startTime }) => startTime),
  }));
  expect(begun).toHaveLength(3);
  expect(Math.min(...begun)).toBeGreaterThan(Math.max(...painted));
});
