// What the SAT refuses of a new receiver, code by code: the page says so at the field before
// anything is cancelled, the customer corrects it there, and the same trámite ends in an issued
// document.

import { KEMPER_AS_REGISTERED as KEMPER, type ReceiverData } from "../pages/receiver-form.ts";
import { Customer } from "../support/customer.ts";
import { DEMO } from "../pages/accounts.ts";
import { type } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

interface Case {
  readonly code: string;
  readonly field: string;
  readonly label: string;
  /** The wrong data at first. */
  readonly wrong: Partial<ReceiverData>;
  readonly words: RegExp;
}

const name = { field: "name", label: "Nombre o razón social", wrong: { name: "ESCUELA KEMPER" } };
const postalCode = { field: "postal_code", label: "Código postal", wrong: { postalCode: "01160" } };
const regime = { field: "fiscal_regime", label: "Régimen fiscal", wrong: { regime: "603" } };
const use = { field: "cfdi_use", label: "Uso del CFDI", wrong: { use: "I03" } };

/** The part of the SAT's matrix of errors for CFDI 4.0 that is about the receiver. */
const CASES: readonly Case[] = [
  { code: "CFDI40130", ...name, words: /PUBLICO EN GENERAL/ },
  {
    code: "CFDI40143",
    field: "rfc",
    label: "RFC",
    wrong: { rfc: "EKU9003173C8" },
    words: /no tiene registrado este RFC/,
  },
  { code: "CFDI40144", ...name, words: /no encuentra este nombre/ },
  { code: "CFDI40145", ...name, words: /no es el que el SAT tiene para este RFC/ },
  { code: "CFDI40147", ...postalCode, words: /no encuentra un RFC activo con este código postal/ },
  { code: "CFDI40148", ...postalCode, words: /no es el código postal que el SAT tiene/ },
  { code: "CFDI40149", ...postalCode, words: /pide otro código postal/ },
  { code: "CFDI40157", ...regime, words: /ya no tiene este régimen en su catálogo/ },
  { code: "CFDI40158", ...regime, words: /no corresponde al tipo de persona/ },
  { code: "CFDI40159", ...regime, words: /no tiene este régimen para el RFC/ },
  { code: "CFDI40160", ...use, words: /ya no tiene este uso en su catálogo/ },
  { code: "CFDI40161", ...use, words: /no permite este uso/ },
];

for (const { code, field, label, wrong, words } of CASES) {
  test(`${code} is reported at «${label}» and corrected there`, async ({ portal, sandbox, backend }) => {
    const customer = await Customer.logIn(portal.page, backend.url, DEMO);
    const typed = { ...KEMPER, ...wrong };
    await customer.addProfile({
      rfc: typed.rfc,
      name: typed.name,
      postal_code: typed.postalCode,
      fiscal_regime: typed.regime,
      cfdi_use: typed.use,
    });
    await sandbox.refuseReceivers(field, code);
    const { address } = await customer.rebill("743.00", typed.rfc);
    await portal.open(address);
    const { tramite } = portal;
    await expect(tramite.status).toContainText("Requiere corrección");
    await expect(tramite.step("Factura original cancelada")).toContainText("Pendiente:");
    const { correction } = tramite;
    await expect(correction.field(label)).toHaveAccessibleDescription(words);

    await correction.complete(KEMPER);
    await correction.save.click();
    await expect(tramite.status).toContainText("Documento corregido disponible");
    await expect(tramite.heading, "focus is not lost with the form").toBeFocused();
    await expect(portal.page.getByRole("main")).toContainText(KEMPER.name);
  });
}

test("a wrong correction is reported again, and the trámite still waits", async ({ portal, backend }) => {
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  await customer.addProfile({
    rfc: KEMPER.rfc,
    name: "ESCUELA",
    postal_code: KEMPER.postalCode,
    fiscal_regime: KEMPER.regime,
    cfdi_use: KEMPER.use,
  });
  const { address } = await customer.rebill("743.00", KEMPER.rfc);
  await portal.open(address);
  const { correction, status } = portal.tramite;
  await correction.complete({ name: "KEMPER" });
  const saved = portal.page.waitForResponse((response) => response.request().method() === "PUT");
  await correction.save.click();
  await saved;
  await expect(correction.alertWith("El SAT no reconoce estos datos")).toBeVisible();
  await expect(status).toContainText("Requiere corrección");
  await expect(correction.field("Nombre o razón social")).toHaveValue("KEMPER");
  await correction.complete({ name: KEMPER.name });
  await correction.save.click();
  await expect(status).toContainText("Documento corregido disponible");
});

test("while a customer types, the page polls the trámite and the field keeps the focus", async ({
  portal,
  sandbox,
  backend,
}) => {
  await sandbox.refuseReceivers("name", "CFDI40145");
  const customer = await Customer.logIn(portal.page, backend.url, DEMO);
  const { address } = await customer.rebill("743.00", "SAT050528XN0");
  await portal.open(address);
  const name = portal.tramite.correction.field("Nombre o razón social");
  await type(name, "SERVICIOS");
  for (const _asked of ["once", "again"]) {
    await portal.page.waitForResponse(/\/rebills\/[^/]+$/);
  }
  await portal.page.keyboard.type(" DE AUTOPISTAS");
  await expect(name).toHaveValue("SERVICIOS DE AUTOPISTAS");
  await expect(name).toBeFocused();
});

test("in the modal, the choice and the review say what the SAT does not recognize", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill } = portal;
  await invoices.startRebill("$743.00");
  await rebill.add.click();
  await rebill.form.complete({ ...KEMPER, name: "ESCUELA" });
  await rebill.form.save.click();
  await expect(rebill.form.alertWith("El SAT no reconoce estos datos")).toBeFocused();
  await rebill.form.back.click();
  await expect(rebill.choice(KEMPER.rfc)).toBeChecked();
  await expect(rebill.dialog).toContainText("El SAT no reconoce estos datos: corrígelos");
  await rebill.next.click();
  await expect(rebill.dialog).toContainText("El trámite se detendrá");
});
