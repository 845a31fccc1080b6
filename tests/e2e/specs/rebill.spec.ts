// The trámite beyond the straight way: rejected, overdue, unchanged, repeated, in two windows, to a new razón social.

import type { Request } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { KEMPER_AS_REGISTERED } from "../pages/receiver-form.ts";
import { expect, test } from "../support/test.ts";

const isRebill = (request: Request) => request.method() === "POST" && /\/invoices\/[^/]+\/rebill$/.test(request.url());

test("the corrected document is made out to the new razón social and stands in the list", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, tramite, page } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await rebill.toTramite.click();
  await expect(tramite.xml).toBeVisible();

  const download = page.waitForEvent("download");
  await tramite.xml.click();
  const xml = await readFile(await (await download).path(), "utf8");
  expect(xml).toMatch(/<cfdi:Receptor [^>]*Rfc="SAT050528XN0"/);
  expect(xml).toContain('Total="743.00"');

  await tramite.backToInvoices.click();
  await expect(invoices.rows).toHaveCount(3);
  await expect(invoices.rows.filter({ hasText: "Documento corregido" })).toContainText("SAT050528XN0");
  await expect(invoices.rows.filter({ hasText: "Refacturada" })).toContainText("ISD950921HE5");
});

test("an invoice that is being re-billed says so where the button was, with its trámite", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, tramite, page } = portal;
  await invoices.startRebill("$1,093.40");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await rebill.understood.click();

  await expect(invoices.row("$1,093.40")).toContainText("En trámite");
  await expect(invoices.table).toContainText("Esta factura tiene un trámite de refacturación en curso.");
  await expect(invoices.refacturar).toBeHidden();
  await page.getByRole("link", { name: "Ver el trámite" }).click();
  await expect(tramite.status).toContainText("Aceptación pendiente");
});

test("a rejected cancellation ends the trámite and leaves the invoice as it was, for ever", async ({
  portal,
  sandbox,
}) => {
  await portal.enter();
  const { invoices, rebill, tramite, page } = portal;
  await invoices.openRow("$1,093.40");
  const uuid = await invoices.openUuid();
  await invoices.refacturar.click();
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await rebill.toTramite.click();
  await sandbox.decide(uuid, "reject");

  await expect(tramite.status).toContainText("Cancelación rechazada");
  await expect(page.getByRole("main")).toContainText("esa factura sigue vigente, con la razón social que tenía, y este trámite terminó");
  await tramite.backToInvoices.click();
  await expect(invoices.rows).toHaveCount(2);
  await invoices.openRow("$1,093.40");
  await expect(invoices.refacturar).toBeHidden();
  await expect(invoices.table).toContainText(
    "La cancelación de esta factura fue rechazada en el buzón tributario: sigue vigente y su trámite terminó.",
  );
});

test("after 24 hours the page says what to do, nothing is undone, and accepting still works", async ({
  portal,
  sandbox,
}) => {
  await portal.enter();
  const { invoices, rebill, tramite, page } = portal;
  await invoices.openRow("$1,093.40");
  const uuid = await invoices.openUuid();
  await invoices.refacturar.click();
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await rebill.toTramite.click();
  await expect(tramite.status).toContainText("Aceptación pendiente");
  await expect(page.getByText(/faltan 23 h|falta 1 día/)).toBeVisible();

  await sandbox.advance("PT25H");
  await page.reload();
  await expect(page.getByText("El plazo para aceptar ya pasó")).toBeVisible();
  await expect(tramite.status).toContainText("Aceptación pendiente");

  await sandbox.decide(uuid, "accept");
  await expect(tramite.status).toContainText("Documento corregido disponible");
});

test("a receiver that the SAT does not know is told before anything is cancelled", async ({ portal, sandbox }) => {
  await sandbox.refuseReceivers("name", "CFDI40145");
  await portal.enter();
  const { invoices, page, rebill, tramite } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await rebill.toTramite.click();
  await expect(tramite.status).toContainText("Requiere corrección");
  await expect(page.getByText("Nada se ha cancelado").first()).toBeVisible();
  await expect(tramite.step("Factura original cancelada")).toContainText("Pendiente:");
});

test("keeping the razón social warns, asks expressly, and only then registers", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, tramite } = portal;
  await invoices.startRebill("$743.00");
  await rebill.next.click();
  await expect(rebill.dialog).toContainText("Esto consume la única refacturación de la factura.");
  await rebill.commit.click();
  await expect(rebill.dialog.getByRole("alert")).toContainText("Marca la casilla para confirmar");
  await rebill.sameReceiver.check();
  await rebill.commit.click();
  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
  await rebill.toTramite.click();
  await expect(tramite.status).toContainText("Documento corregido disponible");
});

test("a double click registers once", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, page } = portal;
  const sent: Request[] = [];
  page.on("request", (request) => {
    if (isRebill(request)) {
      sent.push(request);
    }
  });
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.dblclick();
  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
  expect(sent).toHaveLength(1);
});

test("of two windows at once one registers, and the other is shown that trámite", async ({ portal }) => {
  portal.expectStatus(409);
  await portal.enter();
  const second = await portal.anotherTab();
  await second.open();
  for (const window of [portal, second]) {
    await window.invoices.startRebill("$743.00");
    await window.rebill.choose("SAT050528XN0");
    await expect(window.rebill.commit).toBeVisible();
  }
  await portal.rebill.commit.click();
  await expect(portal.rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
  await second.rebill.commit.click();
  await expect(second.rebill.dialog).toContainText("Esta factura ya tiene un trámite de refacturación");
  await second.rebill.toTramite.click();
  await portal.rebill.toTramite.click();
  await expect(second.tramite.heading).toBeVisible();
  await expect(portal.tramite.heading).toBeVisible();
  expect(new URL(second.page.url()).pathname).toBe(new URL(portal.page.url()).pathname);
});

test("an answer that the network swallowed is sent again and registers once", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET .*\/rebill$/);
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  // The server registers it; its answer never arrives.
  await page.route("**/rebill", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await rebill.commit.click();
  await expect(rebill.dialog.getByRole("alert")).toContainText("No pudimos conectarnos");
  await page.unroute("**/rebill");
  await rebill.commit.click();
  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
});

test("Cancelar, × and Esc close the modal with nothing sent", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, page } = portal;
  page.on("request", (request) => expect(isRebill(request), "nothing may be sent").toBe(false));
  await invoices.openRow("$743.00");
  for (const leave of [
    () => rebill.cancel.click(),
    () => rebill.close.click(),
    () => page.keyboard.press("Escape"),
  ]) {
    await invoices.refacturar.click();
    await expect(rebill.title).toHaveText("Refacturar");
    await leave();
    await expect(rebill.dialog).toBeHidden();
    await expect(invoices.refacturar).toBeFocused();
  }
});

test('"+" adds a razón social without leaving the modal, and it can be chosen at once', async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill } = portal;
  await invoices.startRebill("$743.00");
  await rebill.add.click();
  await rebill.form.save.click();
  await expect(rebill.form.field("RFC")).toHaveAccessibleDescription(/Escribe el RFC/);

  await rebill.form.fill({ ...KEMPER_AS_REGISTERED, rfc: "eku9003173c9" });
  await rebill.form.save.click();

  await expect(rebill.choice("EKU9003173C9")).toBeChecked();
  await rebill.next.click();
  await expect(rebill.reviewed("Nueva razón social")).toContainText("ESCUELA KEMPER URGATE");
});
