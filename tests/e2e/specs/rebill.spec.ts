// Trámites that do not simply succeed: rejected, overdue, unchanged, repeated, in two windows, to a
// new razón social.

import type { Locator, Request } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { KEMPER_AS_REGISTERED } from "../pages/receiver-form.ts";
import { expect, test } from "../support/test.ts";

const isRebill = (request: Request) => request.method() === "POST" && /\/invoices\/[^/]+\/rebill$/.test(request.url());

test("the corrected document is made out to the new razón social and is in the list", async ({ portal }) => {
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

test("an invoice that is being re-billed says so in place of the button, with a link to its trámite", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, tramite, page } = portal;
  await invoices.startRebill("$1,093.40");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await rebill.acknowledge.click();

  // How far the worker has come at the list's next request depends on the machine.
  await expect(invoices.row("$1,093.40")).toContainText(/En trámite|Acepta en el buzón/);
  await expect(invoices.table).toContainText(/tiene un trámite de refacturación en curso|espera que aceptes la cancelación/);
  await expect(invoices.refacturar).toBeHidden();
  await page.getByRole("link", { name: "Ver el trámite" }).click();
  await expect(tramite.status).toContainText("Aceptación pendiente");
});

test("a rejected cancellation ends the trámite and leaves the invoice as it was, permanently", async ({
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
  await sandbox.answerCancellation(uuid, "reject");

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
  await expect(page.getByText(/faltan 23 h|faltan 24 horas/).first()).toBeVisible();

  await sandbox.advance("PT25H");
  await page.reload();
  await expect(page.getByText(/El plazo venció el .+ de 2020, \d\d:\d\d\sh\. Todavía puedes aceptarla\./)).toBeVisible();
  await expect(tramite.status).toContainText("Aceptación pendiente");

  await sandbox.answerCancellation(uuid, "accept");
  await expect(tramite.status).toContainText("Documento corregido disponible");
});

test("a receiver that the SAT does not know is reported before anything is cancelled", async ({ portal, sandbox }) => {
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

test("keeping the razón social needs a confirmation after a warning", async ({ portal }) => {
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

test("the second press of a double click does nothing to what appeared after the first", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, page } = portal;
  const pressTwice = async (target: Locator, answered: () => Promise<void>) => {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (box === null) {
      throw new Error("the control to press is not on the screen");
    }
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.click(x, y);
    await answered();
    // The browser takes it for the second press of the same double click, however late the answer
    // was.
    await page.mouse.move(x, y);
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
  };
  await pressTwice(invoices.opener("$743.00"), async () => expect(invoices.refacturar).toBeVisible());
  await pressTwice(invoices.refacturar, async () => expect(rebill.title).toHaveText("Refacturar"));
  await rebill.choice("SAT050528XN0").check();
  await pressTwice(rebill.next, async () => expect(rebill.title).toHaveText("Revisa antes de refacturar"));
  await pressTwice(rebill.commit, async () => expect(rebill.title).toHaveText("Trámite registrado"));
  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
});

test("of two windows at the same time, one registers the trámite and the other shows it", async ({ portal }) => {
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

test("Cancelar, × and Esc close the modal without sending anything", async ({ portal }) => {
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

  await rebill.form.complete({ ...KEMPER_AS_REGISTERED, rfc: "eku9003173c9" });
  await rebill.form.save.click();

  await expect(rebill.choice("EKU9003173C9")).toBeChecked();
  await rebill.next.click();
  await expect(rebill.reviewed("Nueva razón social")).toContainText("ESCUELA KEMPER URGATE");
});
