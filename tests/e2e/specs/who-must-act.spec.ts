// Who must act: the row, the list of trámites, the banner, the header's number and the window's
// title say it.

import { DEMO, KEMPER, OSCAR, XOCHILT } from "../pages/accounts.ts";
import { Customer } from "../support/customer.ts";
import { layoutShifts, recordLayoutShifts } from "../support/layout-shift.ts";
import { expect, test } from "../support/test.ts";

const OTHER = "SAT050528XN0";

test("a pending acceptance is shown in the row, above the list, in the header and in the window's title", async ({ portal, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  await customer.waitForStatus(await customer.rebill("1093.40", OTHER), "awaiting_acceptance");
  await portal.open();
  const { invoices, page, tramite } = portal;
  await expect(invoices.row("$1,093.40")).toContainText("Acepta en el buzón");
  await expect(portal.attention).toContainText("Acepta la cancelación en el buzón tributario");
  await expect(portal.attention).toContainText(/Acéptala hasta el .+ de 2020, \d\d:\d\d\sh \(faltan .+\)\.|Acéptala hasta el .+, \d\d:\d\d\sh \(faltan .+\)\./);
  await expect(portal.attention).toContainText("hora de la Ciudad de México");
  await expect(portal.tramites.link).toHaveAccessibleName(/1 espera algo de ti/);
  await expect(page).toHaveTitle("(1) Facturas · PASE");
  await portal.attention.getByRole("link", { name: /^Ver qué hacer/ }).click();
  await expect(tramite.heading).toBeFocused();
  await expect(tramite.status).toContainText("Acepta en el buzón");
});

test("several waiting trámites are counted, the most urgent comes first, and a finished one is no longer counted", async ({ portal, sandbox, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  await sandbox.refuseReceivers("name", "CFDI40145");
  await customer.waitForStatus(await customer.rebill("743.00", OTHER), "needs_correction");
  await sandbox.setPacBehavior({ refuse_receiver: null });
  const large = await customer.rebill("1093.40", OTHER);
  await customer.waitForStatus(large, "awaiting_acceptance");
  await portal.open();
  const { invoices, page } = portal;
  await expect(portal.attention).toContainText("2 trámites esperan algo de ti");
  await expect(portal.attention).toContainText("espera que aceptes su cancelación");
  await expect(invoices.row("$743.00")).toContainText("Corrige un dato");
  await expect(page).toHaveTitle("(2) Facturas · PASE");

  await sandbox.answerCancellation(large.uuid, "accept");
  await customer.waitForStatus(large, "issued");
  await portal.tramites.link.click();
  await expect(page).toHaveTitle("(1) Mis trámites · PASE");
  await expect(portal.tramites.cards.first()).toContainText("Corrige un dato");
});

test("a past deadline says since when, and that the cancellation can still be accepted", async ({ portal, sandbox, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  await customer.waitForStatus(await customer.rebill("1093.40", OTHER), "awaiting_acceptance");
  await sandbox.advance("PT25H");
  await portal.open();
  const past = /El plazo venció el .+ de 2020, \d\d:\d\d\sh\. Todavía puedes aceptarla\./;
  await expect(portal.attention).toContainText(past);
  await expect(portal.invoices.row("$1,093.40")).toContainText("Acepta: plazo vencido");
  await portal.tramites.link.click();
  await expect(portal.tramites.cards.first()).toContainText(past);
});

test("a rejected row says so, and nothing waits for the customer any more", async ({ portal, sandbox, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  const tramite = await customer.rebill("1093.40", OTHER);
  await customer.waitForStatus(tramite, "awaiting_acceptance");
  await sandbox.answerCancellation(tramite.uuid, "reject");
  await customer.waitForStatus(tramite, "rejected");
  await portal.open();
  await expect(portal.invoices.row("$1,093.40")).toContainText("Cancelación rechazada");
  await expect(portal.attention).toBeHidden();
  await expect(portal.page).toHaveTitle("Facturas · PASE");
});

test("the banner appears together with the list, so that nothing moves", async ({ portal, answers, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  await customer.waitForStatus(await customer.rebill("1093.40", OTHER), "awaiting_acceptance");
  const release = await answers.hold("GET", "/rebills");
  const { page } = portal;
  await recordLayoutShifts(page);
  const rows = page.waitForResponse(/\/invoices/);
  await portal.open(await customer.address("facturas"));
  await rows;
  release();
  await portal.attention.waitFor();
  await expect(portal.invoices.rows).toHaveCount(2);
  expect(await layoutShifts(page), "what moved by itself").toEqual([]);
});

test("what waits for one customer is not shown to the next one", async ({ portal, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  await customer.waitForStatus(await customer.rebill("1093.40", OTHER), "awaiting_acceptance");
  await portal.open();
  await portal.attention.waitFor();
  await portal.logOut();
  await expect(portal.page).toHaveTitle("Entrar · PASE");
  await portal.login.logIn(OSCAR.email, OSCAR.password);
  await portal.page.getByText("Aún no hay facturas publicadas").waitFor();
  await expect(portal.attention).toBeHidden();
  await expect(portal.page).toHaveTitle("Facturas · PASE");
});

test("a press anywhere in a row opens it, except on a control of its own", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await invoices.row("$743.00").getByText("JUNIO 2020").click();
  await expect(invoices.xml).toBeVisible();
  await expect(invoices.opener("$743.00")).toHaveAttribute("aria-expanded", "true");
  await invoices.row("$743.00").getByText("$743.00").click();
  await expect(invoices.xml).toBeHidden();
  await invoices.opener("$743.00").click();
  await expect(invoices.xml).toBeVisible();
  await invoices.opener("$743.00").click();
  await expect(invoices.xml).toBeHidden();

  // Selecting the RFC with the mouse opens nothing.
  const rfc = await invoices.row("$743.00").getByText("ISD950921HE5").boundingBox();
  if (rfc === null) {
    throw new Error("the RFC is not on the screen");
  }
  await page.mouse.move(rfc.x + 1, rfc.y + rfc.height / 2);
  await page.mouse.down();
  await page.mouse.move(rfc.x + rfc.width - 1, rfc.y + rfc.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(invoices.opener("$743.00")).toHaveAttribute("aria-expanded", "false");
});

test("on a phone, Mis trámites is one press away, by a link with these words", async ({ portal }) => {
  await portal.page.setViewportSize({ width: 360, height: 640 });
  await portal.enter();
  await expect(portal.tramites.link).toBeInViewport();
  await portal.tramites.link.click();
  await expect(portal.tramites.heading).toBeFocused();
});

test("a recharge has a plus sign, and times name their time zone", async ({ portal }) => {
  await portal.enter(KEMPER);
  await portal.section("Movimientos").click();
  const recharge = portal.movements.getByRole("row").filter({ hasText: /recarga/i }).first();
  await expect(recharge).toContainText(/\+\$\d/);
  await expect(portal.movements).toContainText("hora de la Ciudad de México");
});

test("the page of a trámite that does not exist offers a way on", async ({ portal, backend }) => {
  portal.expectStatus(404);
  await Customer.logIn(portal.page, backend.url, DEMO);
  await portal.open("/up/tramites/no-existe");
  await portal.page.getByText("No encontramos lo que buscas").waitFor();
  await portal.page.getByRole("main").getByRole("link", { name: "Ver todos mis trámites" }).click();
  await expect(portal.tramites.heading).toBeFocused();
});

test("tags that cannot be read are not reported as no tags", async ({ portal, answers, backend }) => {
  portal.expectComplaint(/tags: items\[0\]/);
  await Customer.logIn(portal.page, backend.url, DEMO);
  await answers.change<{ items: { id: unknown }[] }>("GET", "/tags", ({ items }) => {
    items.forEach((tag) => (tag.id = 1));
  });
  await portal.open();
  await expect(portal.page.getByText("No pudimos mostrar todos tus tags")).toBeVisible();
  await expect(portal.page.getByText("Tu cuenta aún no tiene un tag")).toBeHidden();
});

test("a row does not say that nothing is to be done when something will be, and it updates by itself", async ({ portal, sandbox }) => {
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await sandbox.setPacBehavior({ validate: { does: "down" } });
  await invoices.startRebill("$1,093.40");
  await rebill.choose(OTHER);
  await rebill.commit.click();
  await rebill.acknowledge.click();
  await expect(invoices.table).toContainText("En cuanto el SAT lo pida, tendrás que aceptar la cancelación");
  await expect(page.getByText("No tienes que hacer nada")).toHaveCount(0);
  await sandbox.setPacBehavior({ validate: null });
  await expect(invoices.row("$1,093.40")).toContainText("Acepta en el buzón");
  await expect(portal.attention).toContainText("Acepta la cancelación en el buzón tributario");
});

test("after re-billing to data that the SAT does not recognize, the customer is asked to correct them, without a deadline", async ({ portal }) => {
  await portal.enter(XOCHILT);
  const { invoices, rebill, tramite } = portal;
  await invoices.startRebill("$1,000.00");
  await rebill.choose("XIA190128J61");
  await rebill.commit.click();
  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
  await expect(rebill.dialog).toContainText("Corrige un dato para continuar tu trámite");
  await expect(rebill.dialog).not.toContainText("24 horas");
  await expect(rebill.dialog).not.toContainText("buzón tributario");
  await rebill.toTramite.click();
  await expect(tramite.status).toContainText("Corrige un dato");
});
