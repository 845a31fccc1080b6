// The whole main job without a mouse and without a screen: every key, and what a screen reader says
// after it. The focus is never lost, always visible and never covered. The transcript contains all
// of it, for people to review.

import type { Locator, Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { ADDRESS } from "../pages/fiscal-profiles.ts";
import { KEMPER_AS_REGISTERED } from "../pages/receiver-form.ts";
import { ScreenReader } from "../support/screen-reader.ts";
import { Customer } from "../support/customer.ts";
import { waitForApp } from "../support/app.ts";
import { expect, test } from "../support/test.ts";

/** `tabTo` presses Tab until a control has the focus; `focusIn` checks where the focus is. */
function keyboard(page: Page, reader: ScreenReader) {
  const hasFocus = async (control: Locator) => (await control.and(page.locator(":focus")).count()) > 0;
  return {
    tabTo: (control: Locator) => reader.pressUntil("Tab", () => hasFocus(control)),
    focusIn: (place: Locator) => expect(place.locator(":focus")).toHaveCount(1),
  };
}

test("a customer with a screen reader re-bills an invoice by keyboard alone", async ({ portal, sandbox }) => {
  // The whole accessibility tree is read after each of about eighty keys.
  test.setTimeout(120_000);
  const { invoices, login, page, rebill, tramite } = portal;
  const reader = await ScreenReader.start(page, "Refacturar con el teclado");
  const { tabTo, focusIn } = keyboard(page, reader);

  reader.chapter("Entrar");
  await reader.open("/up/", () => waitForApp(page));
  await tabTo(login.identifier);
  await reader.type(DEMO.email);
  await tabTo(login.password);
  await reader.type(DEMO.password, true);
  await reader.press("Enter", async () => {
    await invoices.rows.first().waitFor();
    await portal.vehicle.waitFor();
    await focusIn(page.getByRole("main"));
  });

  reader.chapter("Encontrar la factura de $1,093.40");
  await tabTo(invoices.filter);
  await reader.type("mayo");
  await reader.wait("La lista se filtra", () => expect(invoices.rows).toHaveCount(1));
  await tabTo(invoices.opener("$1,093.40"));
  await reader.press("Enter", () => invoices.refacturar.waitFor());
  const uuid = await invoices.openUuid();

  reader.chapter("Elegir la otra razón social");
  await tabTo(invoices.refacturar);
  await reader.press("Enter", async () => {
    await rebill.choices.first().waitFor();
    await focusIn(rebill.dialog);
  });
  await expect(rebill.title).toBeFocused();
  await reader.press("Escape", () => expect(invoices.refacturar).toBeFocused());
  await reader.press("Enter", async () => {
    await rebill.choices.first().waitFor();
    await focusIn(rebill.dialog);
  });
  await tabTo(rebill.choice("ISD950921HE5"));
  await reader.press("ArrowDown");
  await expect(rebill.choice("SAT050528XN0")).toBeChecked();
  await tabTo(rebill.next);
  await reader.press("Enter", async () => {
    await rebill.commit.waitFor();
    await focusIn(rebill.dialog);
  });

  reader.chapter("Revisar y refacturar");
  await expect(rebill.title).toHaveText("Revisa antes de refacturar");
  await tabTo(rebill.commit);
  await reader.press("Shift+Tab");
  await expect(rebill.back).toBeFocused();
  await reader.press("Tab");
  await reader.press("Space", async () => {
    await rebill.acknowledge.waitFor();
    await focusIn(rebill.dialog);
    // The list behind the dialog follows the trámite by itself, and so does the title.
    await expect(page).toHaveTitle("(1) Facturas · PASE");
  });
  await expect(rebill.title).toHaveText("Trámite registrado");
  await expect(rebill.dialog.getByText("Atención", { exact: true })).toBeVisible();
  await tabTo(rebill.acknowledge);
  await reader.press("Enter", () => expect(invoices.opener("$1,093.40")).toBeFocused());
  await expect(rebill.dialog).toBeHidden();

  reader.chapter("Seguir el trámite");
  await tabTo(invoices.table.getByRole("link", { name: "Ver el trámite" }));
  await reader.press("Enter", async () => {
    await expect(tramite.heading).toBeFocused();
    await expect(tramite.status).toContainText("Aceptación pendiente");
  });
  await sandbox.answerCancellation(uuid, "accept");
  reader.note("El receptor acepta la cancelación en su buzón tributario.");
  await reader.wait("El trámite avanza", async () => {
    await expect(tramite.status).toContainText("Documento corregido disponible");
    await tramite.pdf.waitFor();
  });
  await tabTo(tramite.pdf);
  const download = page.waitForEvent("download");
  await reader.press("Enter");
  expect((await download).suggestedFilename()).toMatch(/^SAT050528XN0_.+\.pdf$/);

  expect(reader.transcript()).toMatchSnapshot("refacturar-con-teclado.md");
});

test("a customer with a screen reader adds and corrects a razón social by keyboard alone", async ({
  portal,
  backend,
}) => {
  test.setTimeout(120_000);
  const { page, profiles } = portal;
  await Customer.logIn(page, backend.url, DEMO);
  const reader = await ScreenReader.start(page, "Datos fiscales con el teclado");
  const { tabTo, focusIn } = keyboard(page, reader);
  const { form } = profiles;

  reader.chapter("Llegar a Datos fiscales");
  await reader.open("/up/ayuda", () => portal.account.waitFor());
  await tabTo(portal.account);
  await reader.press("Enter", () => profiles.link.waitFor());
  await tabTo(profiles.link);
  await reader.press("Enter", async () => {
    await expect(profiles.heading).toBeFocused();
    await expect(profiles.cards).toHaveCount(2);
  });

  reader.chapter("Agregar una, con todo lo que falta");
  await tabTo(profiles.add);
  await reader.press("Enter", () => focusIn(page.getByRole("main")));
  await tabTo(form.field("RFC"));
  await reader.type("eku-900317-3c9");
  await reader.wait("Se sabe de quién es", () => form.root.getByText("Es el RFC de una persona moral.").waitFor());
  await reader.press("Enter", () => expect(form.alertWith("Revisa estos datos")).toBeFocused());
  await tabTo(form.alertWith("Revisa estos datos").getByRole("button", { name: /^Escribe el nombre/ }));
  await reader.press("Enter", () => expect(form.field("Nombre o razón social")).toBeFocused());

  reader.chapter("Llenar el formulario");
  await reader.type("Escuela Kemper, S.A. de C.V.");
  const shorter = form.root.getByRole("button", { name: "Quitar el régimen de capital" });
  await reader.wait("Se sugiere el nombre sin el régimen de capital", () => shorter.waitFor());
  await tabTo(shorter);
  await reader.press("Enter", () => expect(form.field("Nombre o razón social")).toBeFocused());
  await tabTo(form.field("Código postal"));
  await reader.type(KEMPER_AS_REGISTERED.postalCode);
  await tabTo(form.field("Régimen fiscal"));
  await reader.press("ArrowDown");
  await expect(form.field("Régimen fiscal")).toHaveValue("601");
  await tabTo(form.field("Uso del CFDI"));
  await reader.type("G03");
  await expect(form.field("Uso del CFDI")).toHaveValue("G03");
  await tabTo(form.save);
  await reader.press("Enter", () => expect(form.alertWith("El SAT no reconoce estos datos")).toBeFocused());

  reader.chapter("Corregir lo que el SAT no reconoce");
  await tabTo(form.alertWith("El SAT no reconoce estos datos").getByRole("button"));
  await reader.press("Enter", () => expect(form.field("Nombre o razón social")).toBeFocused());
  await reader.press("End");
  await reader.type(" Urgate");
  await reader.press("Enter", async () => {
    await expect(profiles.heading).toBeFocused();
    await profiles.card(KEMPER_AS_REGISTERED.rfc).waitFor();
  });
  await expect(page).toHaveURL(new RegExp(`${ADDRESS}$`));

  reader.chapter("Hacerla predeterminada y eliminar otra");
  await tabTo(profiles.makeDefault(KEMPER_AS_REGISTERED.rfc));
  await reader.press("Enter", () => expect(profiles.edit(KEMPER_AS_REGISTERED.rfc)).toBeFocused());
  await tabTo(profiles.remove("SAT050528XN0"));
  await reader.press("Enter", () => expect(profiles.keepButton).toBeFocused());
  await tabTo(profiles.confirm);
  await reader.press("Enter", async () => {
    await expect(profiles.cards).toHaveCount(2);
    await expect(profiles.heading).toBeFocused();
  });

  expect(reader.transcript()).toMatchSnapshot("datos-fiscales-con-teclado.md");
});
