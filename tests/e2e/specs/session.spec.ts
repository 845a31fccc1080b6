// Sessions: one that ends while the customer works, Back after logging out, and every address after
// a reload.

import { goBackTo, type } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

test("a session that ends inside the modal leads to the login and back, and keeps the choice", async ({ portal }) => {
  portal.expectStatus(401);
  await portal.enter();
  const { invoices, login, rebill, page } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  const address = page.url();
  await page.context().clearCookies();
  await rebill.commit.click();

  await expect(login.heading).toBeVisible();
  await expect(page.getByText("Tu sesión terminó")).toBeVisible();
  await login.logIn("demo@pase.example", "Refactura2020");
  await expect(rebill.reviewed("Nueva razón social")).toContainText("SAT050528XN0");
  expect(page.url()).toBe(address);
  await rebill.commit.click();
  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
});

test("a session that ends while a razón social is being added keeps the typed text", async ({ portal }) => {
  portal.expectStatus(401);
  await portal.enter();
  const { invoices, login, rebill, page } = portal;
  await type(invoices.filter, "junio");
  await expect(invoices.rows).toHaveCount(1);
  await invoices.startRebill("$743.00");
  await rebill.add.click();
  await type(rebill.form.field("RFC"), "EKU9003173C9");
  await type(rebill.form.field("Nombre o razón social"), "Escuela Kemper Urgate");
  await type(rebill.form.field("Código postal"), "42501");
  await rebill.form.field("Régimen fiscal").selectOption("601");
  await rebill.form.field("Uso del CFDI").selectOption("G03");
  await page.context().clearCookies();
  await rebill.form.save.click();

  await login.logIn("demo@pase.example", "Refactura2020");
  await expect(rebill.form.field("Nombre o razón social")).toHaveValue("Escuela Kemper Urgate");
  await expect(rebill.form.field("Régimen fiscal")).toHaveValue("601");
  await rebill.form.save.click();
  await expect(rebill.choice("EKU9003173C9")).toBeChecked();
  await rebill.cancel.click();
  await expect(invoices.filter).toHaveValue("junio");
});

test("another customer finds nothing of the previous one's", async ({ portal, guard }) => {
  portal.expectStatus(401);
  await portal.enter();
  const { invoices, login, rebill, page } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await page.context().clearCookies();
  await rebill.commit.click();
  // The list of another customer's tag is refused, unless the screen says first that the tag is
  // unknown.
  guard.allowStatus(404);
  await login.logIn("xochilt@pase.example", "Refactura2020");
  await expect(page.getByText("Este tag no está en tu cuenta")).toBeVisible();
  expect(await portal.statusOfList()).toBe(404);
  await expect(rebill.dialog).toBeHidden();
  await expect(page.getByText("SAT050528XN0")).toBeHidden();
});

test("after logging out, Back shows nothing of the customer", async ({ portal }) => {
  await portal.enter();
  await portal.invoices.openRow("$743.00");
  await portal.logOut();
  await goBackTo(portal.page, portal.login.heading);
  await expect(portal.page.getByText("$743.00")).toBeHidden();
  await expect(portal.vehicle).toBeHidden();
});

test("logging out in one tab shows the login in the other", async ({ portal }) => {
  await portal.enter();
  const second = await portal.anotherTab();
  await second.open();
  await expect(second.invoices.heading).toBeVisible();
  await portal.logOut();
  await expect(second.login.heading).toBeVisible();
});

test("a link into the portal leads to its screen after the login", async ({ portal }) => {
  await portal.enter();
  await portal.section("Aclaraciones").click();
  const address = portal.page.url();
  await portal.logOut();
  await portal.page.goto(address);
  await expect(portal.login.heading).toBeVisible();
  await portal.login.logIn("demo@pase.example", "Refactura2020");
  await expect(portal.page.getByRole("heading", { name: "Aclaraciones" })).toBeVisible();
  expect(portal.page.url()).toBe(address);
});

test("every address survives a reload, and Back leads through them", async ({ portal }) => {
  await portal.enter();
  const { invoices, page, rebill, tramite } = portal;
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });
  const visited = [page.url()];
  for (const section of ["Movimientos", "Aclaraciones"] as const) {
    await portal.section(section).click();
    await expect(heading(section)).toBeVisible();
    visited.push(page.url());
    await page.reload();
    await expect(heading(section)).toBeVisible();
    await expect(portal.section(section)).toHaveAttribute("aria-current", "page");
    expect(page.url()).toBe(visited.at(-1));
  }
  await portal.help.link.click();
  await expect(portal.help.heading).toBeVisible();
  await page.reload();
  await expect(portal.help.heading).toBeVisible();

  await goBackTo(page, heading("Aclaraciones"));
  await goBackTo(page, heading("Movimientos"));
  await goBackTo(page, invoices.heading);
  expect(page.url()).toBe(visited[0]);

  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await rebill.toTramite.click();
  await expect(tramite.status).toContainText("Documento corregido disponible");
  await page.reload();
  await expect(tramite.status).toContainText("Documento corregido disponible");
  await goBackTo(page, invoices.heading);
});

test("an address that does not exist says so and leads home", async ({ portal }) => {
  await portal.enter();
  await portal.open("/up/no/existe");
  await expect(portal.page.getByRole("heading", { name: "No encontramos esta página" })).toBeVisible();
  await portal.page.getByRole("link", { name: "Ir a mis facturas" }).click();
  await expect(portal.invoices.heading).toBeVisible();
});

test("an answer to a request from before the login does not log the customer out", async ({ portal }) => {
  const { page } = portal;
  let answer = (): void => {};
  const later = new Promise<void>((resolve) => (answer = resolve));
  let answered = false;
  await page.route("**/api/v1/session", async (route) => {
    if (route.request().method() !== "GET" || answered) {
      return route.fallback();
    }
    answered = true;
    const response = await route.fetch();
    await later;
    return route.fulfill({ response });
  });
  await portal.enter();
  const sessionAnswer = page.waitForResponse((response) => response.request().method() === "GET" && response.url().endsWith("/session"));
  answer();
  await (await sessionAnswer).finished();
  await expect(portal.invoices.rows).toHaveCount(2);
  await portal.section("Movimientos").click();
  await expect(portal.movements).toBeVisible();
});
