// The portal leaves alone what is the host's: links, history, scroll position, title, focus and
// globals, both while it is on the page and after it has left.

import type { Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { expect, test } from "../support/host-test.ts";

/** Marks the loaded page, so that a reload can be noticed. */
const mark = (page: Page) => page.evaluate(() => void document.documentElement.setAttribute("data-marked", ""));
const isMarked = (page: Page) => page.evaluate(() => document.documentElement.hasAttribute("data-marked"));

for (const [name, path] of [
  ["Subir archivos", "/plain/upload"],
  ["Promociones", "/plain/up-something"],
] as const) {
  test(`a host's link that begins like the portal's addresses leads to ${path}`, async ({ portal, host }) => {
    await host.open("plain");
    await portal.login.heading.waitFor();
    await host.link(name).click();
    await expect(host.page.locator("#path")).toHaveText(path);
    await host.page.goBack();
    await expect(portal.login.heading).toBeVisible();
  });
}

test("a host's link to an address of the portal loads the page", async ({ portal, host }) => {
  await host.open("plain");
  await portal.login.heading.waitFor();
  await mark(host.page);
  await host.link("Ayuda con facturas").click();
  await expect(portal.help.heading).toBeVisible();
  expect(await isMarked(host.page)).toBe(false);
});

test("the portal's links work where the host intercepts clicks, without loading a page", async ({ portal, host, sites }) => {
  await portal.enter(DEMO, sites.address("plain"));
  await mark(host.page);
  await portal.section("Movimientos").click();
  await expect(portal.movements).toBeVisible();
  expect(host.path()).toMatch(/\/movimientos$/);
  expect(await isMarked(host.page)).toBe(true);
  expect(await host.log()).toContain("click in the place");
});

test("the host keeps its own history: its entries, their states, its listener", async ({ portal, host }) => {
  const { page } = host;
  const state = () => page.evaluate(() => history.state as unknown);
  await host.open("plain");
  await portal.login.heading.waitFor();
  await page.evaluate(() => history.replaceState({ host: "first" }, ""));
  await portal.login.logIn(DEMO.email, DEMO.password);
  await portal.invoices.heading.waitFor();
  // The portal has changed the address of this entry, which the host had made.
  expect(host.path()).toMatch(/\/facturas$/);
  expect(await state()).toEqual({ host: "first" });

  await host.push.click();
  expect(host.path()).toBe("/plain/filtro");
  await expect(portal.invoices.heading).toBeVisible();
  // While the address is one of the host's, the portal goes on without it.
  await portal.section("Movimientos").click();
  await expect(portal.movements).toBeVisible();
  expect(host.path()).toBe("/plain/filtro");
  expect(await state()).toEqual({ host: "filtered" });

  await page.goBack();
  await expect(portal.invoices.heading).toBeVisible();
  await page.goForward();
  await expect.poll(() => host.path()).toBe("/plain/filtro");
  await expect(portal.invoices.heading).toBeVisible();
  const travels = (await host.log()).filter((line) => line.startsWith("popstate"));
  expect(travels).toEqual([
    expect.stringMatching(/^popstate \/plain\/up\/tags\/[\w-]+\/facturas \{"host":"first"\}$/),
    'popstate /plain/filtro {"host":"filtered"}',
  ]);
});

test("the host's smooth scroll to its own anchor still works", async ({ portal, host }) => {
  await host.open("bootstrap-5");
  await portal.login.heading.waitFor();
  await host.link("Contacto").click();
  expect(await host.log()).toContain("smooth #contacto");
  await expect(host.page.getByRole("heading", { name: "Contacto" })).toBeInViewport();
  await expect(portal.login.heading).toBeAttached();
});

test("a step inside the portal does not scroll the host", async ({ portal, host, sites }) => {
  const { page } = host;
  await portal.enter(DEMO, sites.address("plain"));
  await page.evaluate(() => scrollTo({ top: 150, behavior: "instant" }));
  const help = host.element.getByRole("link", { name: "Ayuda", exact: true });
  await help.evaluate((link: HTMLElement) => link.click());
  await expect(portal.help.heading).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(150);
});

test("the host keeps its title, unless it lets the portal set it", async ({ portal, host }) => {
  const { page } = host;
  await host.open("plain");
  await portal.login.heading.waitFor();
  await expect(page).toHaveTitle("Sitio anfitrión");
  await host.element.evaluate((element) => element.toggleAttribute("set-title", true));
  await expect(page).toHaveTitle("Entrar · PASE");
  await host.unmount.click();
  await expect(page).toHaveTitle("Sitio anfitrión");
});

test("our own page gets its title back when the portal is removed", async ({ portal }) => {
  const { page } = portal;
  await portal.enter();
  await expect(page).toHaveTitle("Facturas · PASE");
  await page.evaluate(() => {
    const root = document.getElementById("pase-portal") as HTMLElement & { portal: { unmount: () => void } };
    root.portal.unmount();
  });
  await expect(page).toHaveTitle("Entrar · PASE");
  await expect(page.locator("#pase-portal")).toBeEmpty();
});

test("a user who types in the host's page keeps the focus when the session ends", async ({ portal, host, sites, guard }) => {
  // The portal asks who is logged in and, at the same time, what waits for the customer.
  guard.allowStatus(401);
  const { page } = host;
  await portal.enter(DEMO, sites.address("plain"));
  await host.search.focus();
  await page.context().clearCookies();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(portal.login.heading).toBeVisible();
  // Waits for the frame in which the screen's heading would take the focus.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(host.search).toBeFocused();
});

test("the portal adds nothing to the host's globals, body and head, and leaves nothing", async ({ portal, host }) => {
  const { page } = host;
  const seen = () =>
    page.evaluate(() => ({
      globals: Object.getOwnPropertyNames(globalThis).sort(),
      head: document.head.innerHTML,
      body: [...document.body.children].map((child) => child.outerHTML),
      attributes: [document.documentElement, document.body].flatMap((element) => element.getAttributeNames()),
    }));
  await host.open("plain", "/");
  const before = await seen();
  await host.mount.click();
  await portal.login.heading.waitFor();
  expect((await seen()).globals).toEqual(before.globals);
  expect((await seen()).head).toBe(before.head);
  await host.unmount.click();
  expect(await seen()).toEqual(before);
});

test("on a page outside its base, the portal works and leaves address and history alone", async ({ portal, host }) => {
  const { page } = host;
  await host.open("plain", "/");
  const entries = await page.evaluate(() => history.length);
  await host.mount.click();
  await portal.login.logIn(DEMO.email, DEMO.password);
  await portal.invoices.heading.waitFor();
  await portal.section("Movimientos").click();
  await expect(portal.movements).toBeVisible();
  expect(host.path()).toBe("/plain/");
  expect(await page.evaluate(() => history.length)).toBe(entries);
});

test("a second portal on a page is refused, and the first one keeps working", async ({ portal, host }) => {
  portal.expectComplaint(/this page has a portal already/);
  await host.open("plain");
  await portal.login.heading.waitFor();
  await host.mount.click();
  await expect(host.element.nth(1)).toContainText("El portal ya está abierto en otra parte de esta página.");
  await expect.poll(() => host.log()).toContain('pase-error {"code":"second"}');
  expect(await host.element.evaluateAll((all) => all.map((element) => (element as unknown as Stateful).state))).toEqual([
    "ready",
    "failed",
  ]);
  await host.element.nth(1).evaluate((second) => second.remove());
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(portal.invoices.heading).toBeVisible();
  // After the first portal has left, another one can open.
  await host.unmount.click();
  await host.mount.click();
  await expect(portal.invoices.heading).toBeVisible();
});

test("an element that is removed while the app loads mounts nothing, but its replacement does", async ({ portal, host }) => {
  const { page } = host;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  await host.open("plain");
  await expect(host.element).toHaveText("Un momento…");
  expect(await host.element.evaluate((element) => (element as unknown as Stateful).state)).toBe("loading");
  await host.unmount.click();
  await host.mount.click();
  await host.move.click();
  release();
  await expect(portal.login.heading).toBeVisible();
  await expect(portal.login.heading).toHaveCount(1);
  expect((await host.log()).filter((line) => line.startsWith("pase-ready"))).toHaveLength(1);
});

test("an element that is moved opens again where the customer was", async ({ portal, host, sites }) => {
  await portal.enter(DEMO, sites.address("plain"));
  await portal.section("Movimientos").click();
  await expect(portal.movements).toBeVisible();
  await host.move.click();
  await expect(portal.movements).toBeVisible();
  await portal.section("Facturas").click();
  await expect(portal.invoices.heading).toBeVisible();
});

test("attributes are also properties, and their changes take effect", async ({ portal, host }) => {
  const { page } = host;
  await host.open("plain");
  await portal.login.heading.waitFor();
  const root = host.element.locator(".pase-portal");
  await expect(root).toHaveAttribute("data-theme", "light");
  await host.element.evaluate((element) => void ((element as unknown as Stateful).theme = "dark"));
  await expect(root).toHaveAttribute("data-theme", "dark");
  await expect(host.element).toHaveAttribute("theme", "dark");
  await host.element.evaluate((element) => void ((element as unknown as Stateful).theme = null));
  await expect(root).not.toHaveAttribute("data-theme");

  await host.element.evaluate((element) => void ((element as unknown as Stateful).registerUrl = "/plain/alta"));
  await expect(page.getByRole("link", { name: "CREAR TU CUENTA" })).toHaveAttribute("href", "/plain/alta");
  expect(await host.element.evaluate((element) => (element as unknown as Stateful).version)).toMatch(/^\d+\.\d+\.\d+$/);
});

test("nothing of the portal is visible before its styles have loaded", async ({ portal, host }) => {
  const { page } = host;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/assets/*.css", async (route) => {
    await released;
    await route.continue();
  });
  const app = page.waitForResponse("**/*.wasm");
  await host.beginToOpen("plain");
  await (await app).finished();
  await expect(host.element).toHaveText("Un momento…");
  await expect(portal.login.heading).toHaveCount(0);
  release();
  await expect(portal.login.heading).toBeVisible();
  await expect(host.element.getByText("Un momento…")).toBeHidden();
});

/** `<pase-portal>` as a script sees it. */
interface Stateful extends Element {
  readonly state: string;
  readonly version: string;
  theme: string | null;
  registerUrl: string | null;
}
