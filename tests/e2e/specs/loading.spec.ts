// The loader: what a customer reads when the portal cannot start, and that the way on works.

import { DEMO } from "../pages/accounts.ts";
import { expect, test } from "../support/test.ts";

test("a file that does not arrive is said, and Reintentar loads the portal", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*\.wasm$/);
  portal.expectComplaint(/TypeError: Failed to fetch/);
  const { page } = portal;
  await page.route("**/*.wasm", (route) => route.abort());
  await portal.open();
  await expect(page.getByRole("alert")).toHaveText(
    "No pudimos cargar el portal. Revisa tu conexión a internet e inténtalo de nuevo. Reintentar",
  );
  await page.unroute("**/*.wasm");
  await page.getByRole("link", { name: "Reintentar" }).click();
  await expect(portal.login.heading).toBeVisible();
});

test("who logs in before the screens behind it are there waits for them, and starts at their heading", async ({ portal }) => {
  const { page } = portal;
  let arrives = (): void => {};
  const held = new Promise<void>((resolve) => (arrives = resolve));
  await page.route("**/portal-customer-*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(page.getByRole("heading", { name: "Tu cuenta", level: 1 })).toBeVisible();
  await expect(page.getByText("Cargando…")).toBeAttached();
  arrives();
  await expect(portal.invoices.rows).toHaveCount(2);
  await expect(page.locator("main h1")).toBeFocused();
});

test("screens that do not arrive are said, and come with another try", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*portal-customer-.*\.wasm$/);
  portal.expectComplaint(/TypeError: Failed to fetch/);
  const { page } = portal;
  await page.route("**/portal-customer-*.wasm", (route) => route.abort());
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("No pudimos conectarnos");
  await page.unroute("**/portal-customer-*.wasm");
  await alert.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("a browser without WebAssembly is told to be updated", async ({ portal }) => {
  const { page } = portal;
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await portal.open();
  await expect(page.getByRole("alert")).toContainText("Tu navegador no puede abrir el portal");
  await expect(page.getByRole("link", { name: "Reintentar" })).toBeVisible();
});

test("WebAssembly that is forbidden by a policy is said, too", async ({ portal }) => {
  portal.expectComplaint(/wasm-unsafe-eval|CSP violation of script-src/);
  portal.expectComplaint(/CompileError/);
  const { page } = portal;
  await page.route("**/up/", async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = (headers["content-security-policy"] ?? "").replace("'wasm-unsafe-eval'", "");
    await route.fulfill({ response, headers: { ...headers, "content-security-policy": policy } });
  });
  await portal.open();
  await expect(page.getByRole("alert")).toContainText("Tu navegador no puede abrir el portal");
});

test("when not even the loader arrives, the static page offers the way on", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*pase-portal\.js$/);
  const { page } = portal;
  await page.route("**/pase-portal.js", (route) => route.abort());
  await portal.open();
  const slow = page.getByText("Esto está tardando más de lo normal.");
  await expect(slow).toBeHidden();
  // It appears by an animation with a long delay, which needs no script; the test does not sit it out.
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await expect(slow).toBeVisible();
  await page.unroute("**/pase-portal.js");
  await page.getByRole("link", { name: "Reintentar" }).click();
  await expect(portal.login.heading).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says that it needs them", async ({ portal }) => {
    // What the page preloads is of no use then, and the browser refuses it.
    portal.expectFailedRequest(/^csp .*\.js$/);
    await portal.open();
    await expect(portal.page.getByRole("paragraph")).toHaveText(
      "Para usar el portal de PASE activa JavaScript en tu navegador y vuelve a cargar la página.",
    );
  });
});

test("the page carries no inline script or style and is preloaded", async ({ portal }) => {
  const answer = await portal.page.request.get("/up/");
  const html = await answer.text();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
  expect(html).toMatch(/<link rel="modulepreload"/);
  expect(html).toMatch(/<link rel="preload" [^>]*\.wasm" as="fetch"/);
  const policy = answer.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).not.toContain("unsafe-inline");
});

test("the portal outlives a garbage collection", async ({ portal }) => {
  await portal.open();
  await expect(portal.login.heading).toBeVisible();
  await portal.page.requestGC();
  await portal.page.requestGC();
  await expect(portal.login.heading).toBeVisible();
});
