// What the pages say about a trámite: its state at the SAT, both documents and the receipt, and the
// list of all trámites.

import { readFile } from "node:fs/promises";
import { DEMO } from "../pages/accounts.ts";
import { Customer } from "../support/customer.ts";
import { expect, test } from "../support/test.ts";

const OTHER = "SAT050528XN0";

test("the SAT's state is shown from the request to the cancellation", async ({ portal, sandbox, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  const tramite = await customer.rebill("1093.40", OTHER);
  await portal.open(tramite.address);
  const { sat, status } = portal.tramite;
  await expect(status).toContainText("Aceptación pendiente");
  await expect(sat).toContainText("Vigente · Cancelable con aceptación · En proceso");
  await sandbox.answerCancellation(tramite.uuid, "accept");
  await expect(status).toContainText("Documento corregido disponible");
  await expect(sat).toContainText("Cancelado · Cancelado con aceptación");
});

test("silence accepts after the SAT's three business days, and the page says so", async ({ portal, sandbox, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  const tramite = await customer.rebill("1093.40", OTHER);
  await customer.waitForStatus(tramite, "awaiting_acceptance");
  await sandbox.advance("P7D");
  await customer.waitForStatus(tramite, "issued");
  await portal.open(tramite.address);
  await expect(portal.tramite.sat).toContainText("Plazo vencido");
  await expect(portal.tramite.step("el SAT la dio por aceptada")).toBeVisible();
});

test("original, receipt and corrected document can be downloaded, and verified at the SAT", async ({ portal, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  const tramite = await customer.rebill("743.00", OTHER);
  await customer.waitForStatus(tramite, "issued");
  await portal.open(tramite.address);
  const { document } = portal.tramite;
  for (const [title, kind, name, words] of [
    ["Factura original", "XML", /^ISD950921HE5_.+\.xml$/, /<cfdi:Comprobante/],
    ["Acuse de cancelación", "XML", /acuse.+\.xml$/, new RegExp(tramite.uuid, "i")],
    ["Documento corregido", "XML", /^SAT050528XN0_.+\.xml$/, new RegExp(`TipoRelacion="04"[^]+${tramite.uuid}`, "i")],
    ["Factura original", "PDF", /\.pdf$/, /^%PDF/],
    ["Acuse de cancelación", "PDF", /\.pdf$/, /^%PDF/],
    ["Documento corregido", "PDF", /\.pdf$/, /^%PDF/],
  ] as const) {
    const download = portal.page.waitForEvent("download");
    await document(title).getByRole("link", { name: new RegExp(`^${kind}`) }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(name);
    expect(await readFile(await file.path(), "latin1")).toMatch(words);
  }
  const link = document("Documento corregido").getByRole("link", { name: /Verificar en el SAT/ });
  const address = new URL((await link.getAttribute("href")) ?? "");
  expect(address.host).toBe("verificacfdi.facturaelectronica.sat.gob.mx");
  expect(address.searchParams.get("rr")).toBe(OTHER);
  expect(address.searchParams.get("tt")).toMatch(/^743\.0+$/);
  expect(address.searchParams.get("fe")).toHaveLength(8);
});

test("the page refreshes by itself and leaves the focus where it is", async ({ portal, sandbox, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  const tramite = await customer.rebill("1093.40", OTHER);
  await portal.open(tramite.address);
  await expect(portal.tramite.status).toContainText("Aceptación pendiente");
  const copy = portal.tramite.document("Factura original").getByRole("button", { name: "Copiar folio fiscal de la factura original" });
  await copy.focus();
  await sandbox.answerCancellation(tramite.uuid, "accept");
  await expect(portal.tramite.status).toContainText("Documento corregido disponible");
  await expect(copy).toBeFocused();
});

test("a receipt that comes after the document appears by itself", async ({ portal, sandbox, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  await sandbox.setPacBehavior({ receipt: { does: "down" } });
  const tramite = await customer.rebill("743.00", OTHER);
  await customer.waitForStatus(tramite, "issued");
  await portal.open(tramite.address);
  await expect(portal.tramite.status).toContainText("Documento corregido disponible");
  await expect(portal.tramite.document("Acuse de cancelación")).toHaveCount(0);
  await sandbox.setPacBehavior({ receipt: null });
  await expect(portal.tramite.document("Acuse de cancelación")).toBeVisible();
});

test("the list has all trámites, first those that wait for the customer, and leads to their pages", async ({ portal, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  await customer.waitForStatus(await customer.rebill("743.00", OTHER), "issued");
  await customer.waitForStatus(await customer.rebill("1093.40", OTHER), "awaiting_acceptance");
  await portal.open("/up/ayuda");
  await portal.tramites.link.click();
  await expect(portal.tramites.heading).toBeFocused();
  await expect(portal.tramites.cards).toHaveCount(2);
  await expect(portal.tramites.cards.first()).toContainText("$1,093.40");
  await expect(portal.tramites.cards.first()).toContainText("Acepta en el buzón");
  await expect(portal.tramites.cards.first()).toContainText(/Acéptala hasta el .+ \(faltan .+\)\./);
  await portal.tramites.cards.last().getByRole("link", { name: /^Ver el trámite/ }).click();
  await expect(portal.tramite.status).toContainText("Documento corregido disponible");
});

for (const [total, change] of [
  ["$743.00", null],
  ["$1,093.40", "El nuevo documento puede quedar en otro mes"],
] as const) {
  test(`the review ${change === null ? "does not warn" : "warns"} of another period for ${total}`, async ({ portal }) => {
    await portal.enter();
    await portal.invoices.startRebill(total);
    await portal.rebill.choose(OTHER);
    await portal.rebill.commit.waitFor();
    const warning = portal.rebill.dialog.getByText("El nuevo documento puede quedar en otro");
    await expect(warning).toHaveCount(change === null ? 0 : 1);
  });
}
