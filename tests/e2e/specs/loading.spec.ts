// The loader: what a customer reads when the portal cannot start, and that the way on works.

import { DEMO } from "../pages/accounts.ts";
import { FIRST_WASM, SECOND_WASM } from "../support/answers.ts";
import { appIsThere } from "../support/app.ts";
import { skipWaiting } from "../support/animations.ts";
import { expect, test } from "../support/test.ts";

test("a file that does not arrive is said above what was typed, and Reintentar has it come", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*\.wasm$/);
  portal.expectComplaint(/TypeError: Failed to fetch/);
  const { page, login } = portal;
  await page.route(FIRST_WASM, (route) => route.abort());
  await portal.open();
  await login.identifier.fill(DEMO.email);
  await expect(page.getByRole("alert")).toHaveText(
    "No pudimos cargar el portal. Revisa tu conexión a internet e inténtalo de nuevo. Lo que escribiste sigue aquí. Reintentar",
  );
  await page.getByRole("button", { name: "Reintentar" }).click();
  await expect(page.getByRole("alert")).toHaveCount(1);
  await page.unroute(FIRST_WASM);
  await page.getByRole("button", { name: "Reintentar" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(login.identifier).toHaveValue(DEMO.email);
  await login.password.fill(DEMO.password);
  await login.submit.click();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("who sends the login when the app did not arrive has it fetched again", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*\.wasm$/);
  portal.expectComplaint(/TypeError: Failed to fetch/);
  const { page, login } = portal;
  await page.route(FIRST_WASM, (route) => route.abort());
  await portal.open();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.unroute(FIRST_WASM);
  await login.logIn(DEMO.email, DEMO.password);
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("who logs in before the screens behind it are there waits for them, and starts at their heading", async ({
  portal,
  answers,
}) => {
  const { page } = portal;
  const release = await answers.holdFile(SECOND_WASM);
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(page.getByRole("heading", { name: "Tu cuenta", level: 1 })).toBeVisible();
  await expect(page.getByText("Cargando…")).toBeAttached();
  release();
  await expect(portal.invoices.rows).toHaveCount(2);
  await expect(page.locator("main h1")).toBeFocused();
});

test("screens that do not arrive are said, and come with another try", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*portal-customer-.*\.wasm$/);
  portal.expectComplaint(/TypeError: Failed to fetch/);
  const { page } = portal;
  await page.route(SECOND_WASM, (route) => route.abort());
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("No pudimos cargar el resto del portal");
  await page.unroute(SECOND_WASM);
  await alert.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("a release that was replaced while its page was open is exchanged by loading the page anew", async ({ portal }) => {
  portal.expectStatus(404);
  portal.expectComplaint(/TypeError|CompileError|HTTP status code is not ok/);
  const { page } = portal;
  await page.route(SECOND_WASM, (route) => route.fulfill({ status: 404, body: "" }));
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("puede que haya una versión nueva");
  await page.unroute(SECOND_WASM);
  await alert.getByRole("button", { name: "Recargar la página" }).click();
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
  await skipWaiting(page);
  await expect(slow).toBeVisible();
  await page.unroute("**/pase-portal.js");
  await page.getByRole("link", { name: "Reintentar" }).click();
  await expect(portal.login.heading).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says that it needs them, and shows no form that would not work", async ({ portal }) => {
    await portal.open();
    await expect(portal.page.getByRole("paragraph")).toHaveText(
      "Para usar el portal de PASE activa JavaScript en tu navegador y vuelve a cargar la página.",
    );
    await expect(portal.login.heading).toBeHidden();
    await expect(portal.page.getByText("Esto está tardando más de lo normal.")).toBeHidden();
  });

  test("help can be read and called", async ({ portal }) => {
    await portal.open("/up/ayuda");
    await expect(portal.page.getByRole("heading", { name: "Ayuda", level: 1 })).toBeVisible();
    await expect(portal.page.getByRole("main").getByRole("link", { name: /5950 2560/ })).toHaveAttribute("href", /^tel:/);
  });
});

test("the page carries no inline script or style", async ({ portal }) => {
  const answer = await portal.page.request.get("/up/");
  const html = await answer.text();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
  const policy = answer.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).not.toContain("unsafe-inline");
});

test("the portal outlives a garbage collection", async ({ portal }) => {
  await portal.open();
  await appIsThere(portal.page);
  await portal.page.requestGC();
  await portal.page.requestGC();
  await portal.login.submit.click();
  await expect(portal.page.getByText("Escribe tu contraseña.")).toBeVisible();
});
