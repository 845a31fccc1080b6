// The manual, step by step and in its own words: from the login to the corrected document.

import { DEMO } from "../pages/accounts.ts";
import { expect, test } from "../support/test.ts";

test("step 1: the customer logs in with telephone or e-mail and password", async ({ portal }) => {
  await portal.open();
  const { login, page } = portal;
  await expect(login.identifier).toBeVisible();
  await expect(login.identifier).toHaveAccessibleDescription("Ingrese su usuario.");
  await expect(login.password).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "¿Olvidaste tu contraseña?" })).toHaveText(
    "¿Olvidaste tu contraseña? Restablece tu contraseña",
  );
  await expect(page.getByRole("listitem").filter({ hasText: "¿No tienes una cuenta?" })).toHaveText(
    "¿No tienes una cuenta? CREAR TU CUENTA",
  );
  await expect(page.getByRole("link", { name: "Soy cliente corporativo" })).toBeVisible();

  await login.logIn(DEMO.email, DEMO.password);
  await expect(portal.invoices.heading).toBeVisible();
});

test("step 2: the dashboard shows the car, and FACTURAS lists the published invoices", async ({ portal }) => {
  await portal.enter();
  const { invoices, vehicle } = portal;
  await expect(vehicle).toContainText("mi auto");
  await expect(vehicle).toContainText("Activo");
  await expect(vehicle).toContainText("Esquema de pago");
  await expect(vehicle).toContainText("IMDM 29999999-9");
  await expect(vehicle.getByRole("link", { name: "RECARGAR" })).toBeVisible();
  await expect(vehicle.getByRole("link", { name: "FACTURAR" })).toBeVisible();
  await expect(portal.sections.getByRole("link")).toHaveText(["MOVIMIENTOS", "FACTURAS", "ACLARACIONES"], {
    useInnerText: true,
  });
  await expect(portal.section("Facturas")).toHaveAttribute("aria-current", "page");

  await expect(invoices.filter).toBeVisible();
  await expect(invoices.from).toBeVisible();
  await expect(invoices.to).toBeVisible();
  for (const column of ["Concepto", "RFC/Razón Social", "Fecha", "Período", "Folio", "Total"]) {
    await expect(invoices.column(column)).toBeVisible();
  }
  const june = invoices.row("$743.00").getByRole("cell");
  await expect(june.nth(0)).toHaveText("FACTURA");
  await expect(june.nth(1)).toContainText("ISD950921HE5");
  await expect(june.nth(1)).toContainText("Pase, Servicios Electrónicos S.A De C.V.");
  await expect(june.nth(2)).toHaveText("02-jun-20 17:07");
  await expect(june.nth(3)).toHaveText("JUNIO 2020", { useInnerText: true });
  const may = invoices.row("$1,093.40").getByRole("cell");
  await expect(may.nth(2)).toHaveText("27-may-20 11:01");
  await expect(may.nth(3)).toHaveText("MAYO 2020", { useInnerText: true });
});

test("steps 3 and 4: the icon at the end of the row opens XML, PDF and REFACTURAR, with the note", async ({
  portal,
}) => {
  await portal.enter();
  const { invoices } = portal;
  await invoices.openRow("$743.00");
  await expect(invoices.opener("$743.00")).toHaveAttribute("aria-expanded", "true");
  await expect(invoices.xml).toBeVisible();
  await expect(invoices.pdf).toBeVisible();
  await expect(invoices.refacturar).toBeVisible();
  await expect(invoices.table).toContainText(
    "IMPORTANTE: En el siguiente paso podrá modificar la RAZÓN SOCIAL del documento fiscal, " +
      "si no desea realizar modificaciones en este dato omita el cambio.",
  );
  await expect(invoices.table).toContainText("solo será posible realizar una vez el trámite");
});

test("step 5: the modal explains, lists the razones sociales and lets the customer review", async ({ portal }) => {
  await portal.enter();
  await portal.invoices.startRebill("$743.00");
  const { rebill } = portal;
  await expect(rebill.title).toHaveText("Refacturar");
  await expect(rebill.dialog).toContainText(
    "Selecciona la razón social con la que deseas que sean generadas tus facturas. Las facturas se generan de forma " +
      'automática al realizar una recarga a tu PASE. Para agregar un nuevo dato fiscal presiona el botón "+". Para ' +
      'modificar los datos de un registro ve a tu cuenta y selecciona "Datos fiscales".',
  );
  await expect(rebill.dialog).toContainText(
    "comunícate a nuestro centro de atención telefónica al (55) 5950 2560 o al 01 800 900 7273.",
  );
  await expect(rebill.choices).toHaveCount(2);
  await expect(rebill.choice("ISD950921HE5")).toBeChecked();
  const other = rebill.dialog.getByText("SAT050528XN0 (MORAL)").locator("xpath=ancestor::label");
  await expect(other).toContainText("Lago Zurich No.219 Piso 10");
  await expect(other).toContainText("AMPLIACIÓN GRANADA");
  await expect(other).toContainText("MIGUEL HIDALGO CIUDAD DE MÉXICO 11529 MÉXICO");

  await rebill.choose("SAT050528XN0");
  await expect(rebill.reviewed("Razón social actual")).toContainText("ISD950921HE5");
  await expect(rebill.reviewed("Nueva razón social")).toContainText("SAT050528XN0");
  await expect(rebill.reviewed("Total")).toHaveText("$743.00");
  await expect(rebill.commit).toBeVisible();
});

test("step 6: below $1,000.00 nobody needs to accept, and the corrected document arrives", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, tramite, page } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await expect(rebill.dialog).not.toContainText("buzón tributario");
  await rebill.commit.click();

  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
  await expect(rebill.dialog).toContainText(
    "Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas.",
  );
  await expect(rebill.dialog).not.toContainText("buzón tributario");
  await rebill.toTramite.click();

  await expect(tramite.heading).toBeVisible();
  await expect(tramite.status).toContainText("Documento corregido disponible");
  await expect(page.getByText("Tu documento corregido está listo")).toBeVisible();
  await expect(tramite.step("Datos validados")).toBeVisible();
  await expect(tramite.step("Factura original cancelada")).toBeVisible();
});

test("step 6.1: from $1,000.00 on, the cancellation must be accepted in the buzón tributario before the document arrives", async ({
  portal,
  sandbox,
}) => {
  await portal.enter();
  const { invoices, rebill, tramite, page } = portal;
  await invoices.openRow("$1,093.40");
  const uuid = await invoices.openUuid();
  await invoices.refacturar.click();
  await rebill.choose("SAT050528XN0");
  // Before the customer commits, the review says whose buzón it is.
  await expect(rebill.dialog).toContainText("buzón tributario");
  await expect(rebill.dialog).toContainText("La cancelación la acepta quien recibió la factura: RFC ISD950921HE5");
  await rebill.commit.click();

  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
  await expect(rebill.dialog.getByText("Atención", { exact: true })).toBeVisible();
  await expect(rebill.dialog).toContainText(
    "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento.",
  );
  await expect(rebill.dialog).toContainText(
    "*Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes 24 horas.",
  );
  await rebill.acknowledge.click();
  await expect(rebill.dialog).toBeHidden();
  await page.getByRole("link", { name: "Ver el trámite" }).click();
  await expect(tramite.status).toContainText("Aceptación pendiente");

  await sandbox.answerCancellation(uuid, "accept");
  // The page itself asks the server for the trámite's status.
  await expect(tramite.status).toContainText("Documento corregido disponible");
  await expect(tramite.step("Cancelación aceptada en el buzón tributario")).toBeVisible();
});

test("help: CAVI's mail with the tag number, the reason, and the 48 hours", async ({ portal }) => {
  await portal.enter();
  const { help, page } = portal;
  await help.link.click();
  await expect(help.heading).toBeVisible();
  await expect(page.getByRole("main")).toContainText(
    "Si tiene alguna duda o inconveniente para concluir el trámite de re facturación, agradeceremos reporte la " +
      "situación a cavi@pase.com.mx con la siguiente información:",
  );
  await expect(page.getByRole("main")).toContainText("Número de Tag");
  await expect(page.getByRole("main")).toContainText(
    "Motivo del contacto (adjuntando la pantalla donde se presentó el inconveniente)",
  );
  await expect(page.getByRole("main")).toContainText("En 48 horas hábiles ofreceremos estatus a su reporte");
  await expect(help.mail).toHaveAttribute("href", /^mailto:cavi@pase\.com\.mx\?.*IMDM%2029999999-9/);
  await expect(help.phone("(55) 5950 2560")).toHaveAttribute("href", "tel:+525559502560");
  await expect(help.phone("01 800 900 7273")).toHaveAttribute("href", "tel:+528009007273");
});
