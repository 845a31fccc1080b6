// What the page shows before the app is there: the login, which can be written in and sent; the bones of a screen for who
// has a session; help. Nothing of what a customer did to it is lost when the app takes its place.

import type { Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { FIRST_WASM, SECOND_WASM } from "../support/answers.ts";
import { appIsThere } from "../support/app.ts";
import { expect, test } from "../support/test.ts";
import { Customer } from "../support/customer.ts";

/** Marks what is shown now: whether the app has replaced it can be seen by that. */
const mark = (page: Page) => page.locator("main").evaluate((main) => main.setAttribute("data-marked", ""));
const marked = (page: Page) => page.locator("main[data-marked]");

test("what was typed, the focus and the caret go over to the app once nobody writes", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(FIRST_WASM);
  await portal.open();
  await login.identifier.fill(DEMO.email);
  await login.password.pressSequentially("abc");
  await page.keyboard.press("ArrowLeft");
  await mark(page);
  const arrived = page.waitForResponse(FIRST_WASM);
  release();
  await (await arrived).finished();
  // The sign of waiting goes when the app is ready; the field that is being written in stays what it is.
  await expect(page.getByRole("progressbar")).toHaveCount(0);
  await page.keyboard.type("X");
  await expect(marked(page)).toHaveCount(1);
  await expect(login.password).toHaveValue("abXc");
  // Out of the fields, to the button that shows the password.
  await page.keyboard.press("Tab");
  await appIsThere(page);
  await expect(marked(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Mostrar contraseña" })).toBeFocused();
  await expect(login.identifier).toHaveValue(DEMO.email);
  await expect(login.password).toHaveValue("abXc");
});

test("the app takes the place of a form that nobody is at without moving anything", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(FIRST_WASM);
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
  await appIsThere(page);
  expect(await places()).toEqual(before);
  await expect(page.getByRole("progressbar")).toHaveCount(0);
});

test("a login sent with Enter before the app is there waits for it, and is sent once", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(FIRST_WASM);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") {
      sent.push(new URL(request.url()).pathname);
    }
  });
  await portal.open();
  await login.identifier.fill(DEMO.email);
  await login.password.fill(DEMO.password);
  await page.keyboard.press("Enter");
  await expect(login.busy).toBeVisible();
  await page.keyboard.press("Enter");
  release();
  await expect(portal.invoices.rows).toHaveCount(2);
  expect(sent).toEqual(["/up/api/v1/session"]);
});

test("an empty login sent before the app is there is told what is missing", async ({ portal, answers }) => {
  const release = await answers.holdFile(FIRST_WASM);
  await portal.open();
  await portal.login.submit.click();
  release();
  await expect(portal.page.getByText("Escribe tu contraseña.")).toBeVisible();
});

test("a password that was to be shown is shown when the app is there", async ({ portal, answers }) => {
  const { page, login } = portal;
  const release = await answers.holdFile(FIRST_WASM);
  await portal.open();
  await login.password.fill("secreta");
  await page.getByRole("button", { name: "Mostrar contraseña" }).click();
  release();
  await expect(page.getByRole("button", { name: "Ocultar contraseña" })).toBeVisible();
  await expect(login.password).toHaveAttribute("type", "text");
  await expect(login.password).toHaveValue("secreta");
});

test("a link is a link before the app is there", async ({ portal, answers }) => {
  await answers.holdFile(FIRST_WASM);
  await portal.open();
  await portal.page.getByRole("link", { name: "Ayuda" }).click();
  await expect(portal.page).toHaveURL(/\/up\/ayuda$/);
  await expect(portal.page.getByRole("heading", { name: "Ayuda", level: 1 })).toBeVisible();
});

test("at 700 kbit/s the login can be typed and sent before the app has arrived", async ({ portal }) => {
  const { page, login } = portal;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 700_000 / 8,
    uploadThroughput: 300_000 / 8,
  });
  await page.goto("/up/", { waitUntil: "commit" });
  await login.identifier.fill(DEMO.email);
  await login.password.fill(DEMO.password);
  const arrived = await page.evaluate(() =>
    performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length,
  );
  expect(arrived, "files of the app that had arrived").toBe(0);
  await page.waitForFunction(() => "portal" in (document.getElementById("pase-portal") ?? {}));
  await login.submit.click();
  await expect(login.busy).toBeVisible();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("who has a session sees bones and never the login", async ({ portal, answers, backend }) => {
  const { page, login } = portal;
  await Customer.logIn(page, backend.url, DEMO);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.querySelector(".login") !== null) {
        document.documentElement.setAttribute("data-login-seen", "");
      }
    }).observe(document, { childList: true, subtree: true });
  });
  const release = await answers.holdFile(FIRST_WASM);
  await portal.open();
  await expect(page.getByRole("heading", { name: "Tu cuenta", level: 1 })).toBeVisible();
  await expect(page.getByText("Cargando…").first()).toBeAttached();
  await expect(login.heading).toHaveCount(0);
  release();
  await expect(portal.invoices.rows).toHaveCount(2);
  await expect(page.locator("html[data-login-seen]")).toHaveCount(0);
});

test("a session that is over leads from the bones to the login", async ({ portal, backend }) => {
  const { page } = portal;
  await Customer.logIn(page, backend.url, DEMO);
  const cookies = await page.context().cookies();
  await page.request.delete("/up/api/v1/session", { headers: { origin: backend.url } });
  await page.context().addCookies(cookies);
  await portal.open();
  await expect(portal.login.heading).toBeVisible();
});

test("who logged in elsewhere while the login was on its way here is let in", async ({ portal, answers, backend }) => {
  const { page } = portal;
  const release = await answers.holdFile(FIRST_WASM);
  await portal.open();
  await portal.login.identifier.fill("otra");
  await Customer.logIn(page, backend.url, DEMO);
  release();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("what paints the page has the line for itself, and each file of the app is fetched once", async ({ portal, backend }) => {
  const { page } = portal;
  await Customer.logIn(page, backend.url, DEMO);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await portal.open();
  await expect(portal.invoices.rows).toHaveCount(2);
  for (const file of [FIRST_WASM, SECOND_WASM, /\/portal-[0-9a-f]{16}\.js$/]) {
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
