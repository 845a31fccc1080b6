// The loader: what a customer reads when the portal cannot start, and that the offered way on
// works.

import { DEMO } from "../pages/accounts.ts";
import { CUSTOMER_WASM, PORTAL_WASM } from "../support/answers.ts";
import { waitForApp } from "../support/app.ts";
import { finishAnimations } from "../support/animations.ts";
import { type } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

test("if a file does not arrive, the page says so and keeps the typed text, and Reintentar fetches it", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*\.wasm$/);
  portal.expectComplaint(/TypeError: Failed to fetch/);
  const { page, login } = portal;
  await page.route(PORTAL_WASM, (route) => route.abort());
  await portal.open();
  await type(login.identifier, DEMO.email);
  await expect(page.getByRole("alert")).toHaveText(
    "No pudimos cargar el portal. Revisa tu conexión a internet e inténtalo de nuevo. Lo que escribiste sigue aquí. Reintentar",
  );
  await page.getByRole("button", { name: "Reintentar" }).click();
  await expect(page.getByRole("alert")).toHaveCount(1);
  await page.unroute(PORTAL_WASM);
  await page.getByRole("button", { name: "Reintentar" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(login.identifier).toHaveValue(DEMO.email);
  await type(login.password, DEMO.password);
  await login.submit.click();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("sending the login when the app did not arrive fetches it again", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*\.wasm$/);
  portal.expectComplaint(/TypeError: Failed to fetch/);
  const { page, login } = portal;
  await page.route(PORTAL_WASM, (route) => route.abort());
  await portal.open();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.unroute(PORTAL_WASM);
  await login.logIn(DEMO.email, DEMO.password);
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("a customer who logs in before the next screens have loaded waits for them, and starts at their heading", async ({
  portal,
  answers,
}) => {
  const { page } = portal;
  const release = await answers.holdFile(CUSTOMER_WASM);
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(page.getByRole("heading", { name: "Tu cuenta", level: 1 })).toBeVisible();
  await expect(page.getByText("Cargando…")).toBeAttached();
  release();
  await expect(portal.invoices.rows).toHaveCount(2);
  await expect(page.locator("main h1")).toBeFocused();
});

test("if the next screens do not arrive, the portal says so, and another try fetches them", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*portal-customer-.*\.wasm$/);
  portal.expectComplaint(/TypeError: Failed to fetch/);
  const { page } = portal;
  await page.route(CUSTOMER_WASM, (route) => route.abort());
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("No pudimos cargar el resto del portal");
  await page.unroute(CUSTOMER_WASM);
  await alert.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("after a release was replaced while its page was open, reloading the page loads the new one", async ({ portal }) => {
  portal.expectStatus(404);
  portal.expectComplaint(/TypeError|CompileError|HTTP status code is not ok/);
  const { page } = portal;
  await page.route(CUSTOMER_WASM, (route) => route.fulfill({ status: 404, body: "" }));
  await portal.open();
  await portal.login.logIn(DEMO.email, DEMO.password);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("puede que haya una versión nueva");
  await page.unroute(CUSTOMER_WASM);
  await alert.getByRole("button", { name: "Recargar la página" }).click();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("in a browser without WebAssembly the page advises to update it", async ({ portal }) => {
  const { page } = portal;
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await portal.open();
  await expect(page.getByRole("alert")).toContainText("Tu navegador no puede abrir el portal");
  await expect(page.getByRole("link", { name: "Reintentar" })).toBeVisible();
});

test("the page also says so if a policy forbids WebAssembly", async ({ portal }) => {
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

test("if not even the loader arrives, the static page offers a way on", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_FAILED .*pase-portal\.js$/);
  const { page } = portal;
  await page.route("**/pase-portal.js", (route) => route.abort());
  await portal.open();
  const slow = page.getByText("Esto está tardando más de lo normal.");
  await expect(slow).toBeHidden();
  await finishAnimations(page);
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

  test("help can be read, and its phone links work", async ({ portal }) => {
    await portal.open("/up/ayuda");
    await expect(portal.page.getByRole("heading", { name: "Ayuda", level: 1 })).toBeVisible();
    await expect(portal.page.getByRole("main").getByRole("link", { name: /5950 2560/ })).toHaveAttribute("href", /^tel:/);
  });
});

test("the page has no inline script or style", async ({ portal }) => {
  const answer = await portal.page.request.get("/up/");
  const html = await answer.text();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
  const policy = answer.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toContain("style-src 'self'");
  expect(policy).not.toContain("unsafe-inline");
});

test("the portal survives a garbage collection", async ({ portal }) => {
  await portal.open();
  await waitForApp(portal.page);
  await portal.page.requestGC();
  await portal.page.requestGC();
  await portal.login.submit.click();
  await expect(portal.page.getByText("Escribe tu contraseña.")).toBeVisible();
});
