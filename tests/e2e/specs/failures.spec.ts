// When the network or the server fails, each screen says what happened and that nothing was lost,
// and offers a way on.

import type { Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { Customer } from "../support/customer.ts";
import { expect, test } from "../support/test.ts";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

/** Makes the server fail at these addresses until the route is removed. */
async function serverFailsAt(page: Page, pattern: string): Promise<void> {
  await page.route(pattern, (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      json: { type: "about:blank", title: "The server failed", status: 500, code: "internal", trace_id: TRACE_ID },
    }),
  );
}

for (const [what, address, pattern, arrived] of [
  ["invoices", "facturas", "**/invoices**", "$743.00"],
  ["movements", "movimientos", "**/movements**", "Tlalpan, México–Cuernavaca"],
] as const) {
  test(`a list of ${what} that fails says so and can be tried again, and help gets the error's id`, async ({ portal }) => {
    portal.expectStatus(500);
    await portal.enter();
    const { page } = portal;
    await serverFailsAt(page, pattern);
    await page.goto(page.url().replace(/facturas.*/, address));
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("Algo falló de nuestro lado");
    await expect(alert).toContainText("No se perdió nada.");
    await expect(alert.getByRole("link", { name: "Reportar un problema" })).toHaveAttribute(
      "href",
      new RegExp(`error=${TRACE_ID}`),
    );
    await page.unroute(pattern);
    await alert.getByRole("button", { name: "Intentar de nuevo" }).click();
    await expect(page.getByText(arrived).first()).toBeVisible();
    await expect(alert).toBeHidden();
    // The focused button has disappeared with the failure.
    await expect(page.locator("main h1")).toBeFocused();
  });
}

test("without a network, sorting a list shows an error, and with the network the list arrives", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
  await portal.enter();
  const { invoices, page } = portal;
  await expect(invoices.rows).toHaveCount(2);
  await page.context().setOffline(true);
  await invoices.column("Total").getByRole("link").click();
  await expect(page.getByRole("alert")).toContainText("No tienes conexión a internet");
  // The focused link of the column has disappeared with the rows.
  await expect(invoices.heading).toBeFocused();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(invoices.rows.first()).toContainText("$1,093.40");
});

test("razones sociales that do not load can be tried again inside the modal", async ({ portal }) => {
  portal.expectStatus(500);
  await portal.enter();
  const { invoices, page, rebill } = portal;
  await serverFailsAt(page, "**/fiscal-profiles");
  await invoices.startRebill("$743.00");
  await expect(rebill.dialog.getByRole("alert")).toContainText("Algo falló de nuestro lado");
  await page.unroute("**/fiscal-profiles");
  await rebill.dialog.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(rebill.choices).toHaveCount(2);
});

test("a trámite that fails on the server is not registered and can be sent again", async ({ portal }) => {
  portal.expectStatus(500);
  await portal.enter();
  const { invoices, page, rebill } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await serverFailsAt(page, "**/rebill");
  await rebill.commit.click();
  await expect(rebill.dialog.getByRole("alert")).toContainText("Algo falló de nuestro lado");
  await page.unroute("**/rebill");
  await rebill.commit.click();
  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
});

test("one invoice that cannot be read does not spoil the list", async ({ portal }) => {
  portal.expectComplaint(/facturas: items\[0\]\.total: /);
  await portal.enter();
  const { invoices, page } = portal;
  await page.route("**/invoices?*", async (route) => {
    const response = await route.fetch();
    const list = (await response.json()) as { items: Record<string, unknown>[] };
    const [first] = list.items;
    if (first !== undefined) {
      first["total"] = "mucho";
    }
    await route.fulfill({ response, json: list });
  });
  await invoices.column("Total").getByRole("link").click();
  await expect(invoices.rows).toHaveCount(1);
  await expect(page.getByText("Algunas facturas no se pudieron mostrar.")).toBeVisible();
});

test("logging out without a network says that the session is still open", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
  await portal.enter();
  const { page } = portal;
  await page.context().setOffline(true);
  await portal.tryToLogOut();
  await expect(page.getByRole("alert")).toContainText("Tu sesión sigue abierta.");
  await page.context().setOffline(false);
  await portal.logOut();
});

test("a portal that cannot find out who is logged in offers another try", async ({ portal, backend }) => {
  portal.expectStatus(500);
  const { page } = portal;
  await Customer.logIn(page, backend.url, DEMO);
  await serverFailsAt(page, "**/session");
  await portal.open();
  await expect(page.getByRole("alert")).toContainText("Algo falló de nuestro lado");
  await page.unroute("**/session");
  await page.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(portal.invoices.rows).toHaveCount(2);
});

test("a customer without a session gets the login, even if the server fails", async ({ portal }) => {
  portal.expectStatus(500);
  const { login, page } = portal;
  await serverFailsAt(page, "**/session");
  const asked = page.waitForResponse("**/session");
  await portal.open();
  await (await asked).finished();
  await page.unroute("**/session");
  await login.logIn(DEMO.email, DEMO.password);
  await expect(portal.invoices.rows).toHaveCount(2);
});
