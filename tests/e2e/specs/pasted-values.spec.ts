// What people paste and what browsers fill in: the value that is visible counts, or the portal
// names the character that does not fit.

import type { Locator, Page } from "@playwright/test";
import { ADDRESS } from "../pages/fiscal-profiles.ts";
import { KEMPER_AS_REGISTERED as KEMPER } from "../pages/receiver-form.ts";
import { expect, test } from "../support/test.ts";

/** Inserts the text at once, as a paste does. */
async function paste(page: Page, field: Locator, text: string): Promise<void> {
  await field.focus();
  await page.keyboard.insertText(text);
}

test("values pasted with labels, entities and invisible characters are saved as they look", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { page, profiles } = portal;
  const { form } = profiles;
  await paste(page, form.field("RFC"), "\u202aRFC: EKU9003173C9\u202c\u200b");
  await paste(page, form.field("Nombre o razón social"), "Denominación/Razón Social:\u00a0Escuela Kemper Urgate\u200b");
  await paste(page, form.field("Código postal"), "Código Postal:42501");
  await form.field("Régimen fiscal").selectOption(KEMPER.regime);
  await form.field("Uso del CFDI").selectOption(KEMPER.use);
  await form.save.click();
  await expect(profiles.card(KEMPER.rfc)).toContainText("ESCUELA KEMPER URGATE");
  await expect(profiles.card(KEMPER.rfc)).toContainText("42501");
});

test("a character that a field does not allow is named, and nothing is cut off silently", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { page, profiles } = portal;
  const { form } = profiles;
  await paste(page, form.field("RFC"), "\u0415KU9003173C9");
  await paste(page, form.field("Nombre o razón social"), "N".repeat(310));
  await paste(page, form.field("Código postal"), "4250O");
  await form.root.getByText("Domicilio (opcional)").click();
  await paste(page, form.field("Calle y número"), "x".repeat(130));
  await form.save.click();
  await expect(form.field("RFC")).toHaveAccessibleDescription(/U\+0415.*otro alfabeto/);
  await expect(form.field("Nombre o razón social")).toHaveAccessibleDescription(/tiene 310 caracteres/);
  await expect(form.field("Nombre o razón social")).toHaveValue("N".repeat(310));
  await expect(form.field("Código postal")).toHaveAccessibleDescription(/aquí hay el carácter «O»/);
  await expect(form.field("Calle y número")).toHaveAccessibleDescription(/tiene 130 caracteres/);
  await expect(form.field("Calle y número")).toHaveValue("x".repeat(130));
});

test("values that a browser fills in without an event are read when the form is sent", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { profiles } = portal;
  const { form } = profiles;
  const fillIn = (label: string, text: string) =>
    form.field(label).evaluate((element, value) => {
      (element as HTMLInputElement).value = value;
    }, text);
  await fillIn("RFC", KEMPER.rfc);
  await fillIn("Nombre o razón social", KEMPER.name);
  await fillIn("Código postal", KEMPER.postalCode);
  await form.field("Régimen fiscal").selectOption(KEMPER.regime);
  await form.field("Uso del CFDI").selectOption(KEMPER.use);
  await fillIn("Código postal", KEMPER.postalCode);
  await form.save.click();
  await expect(profiles.card(KEMPER.rfc)).toContainText(KEMPER.name);
});

test("for a name as people write it, the SAT's form is suggested", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { form } = portal.profiles;
  const name = form.field("Nombre o razón social");
  await form.field("RFC").pressSequentially("EKU9003173C9");
  await name.pressSequentially("Escuela Kemper Urgate S.A. Promotora de Inversión de C.V.");
  await form.root.getByRole("button", { name: "Quitar el régimen de capital" }).click();
  await expect(name).toHaveValue("ESCUELA KEMPER URGATE");
  await expect(name).toBeFocused();

  await form.field("RFC").press("ControlOrMeta+a");
  await form.field("RFC").pressSequentially("CACX7605101P8");
  await name.press("ControlOrMeta+a");
  await name.pressSequentially("Castillo Cruz Xóchitl");
  await form.root.getByRole("button", { name: "Poner primero el nombre" }).click();
  await expect(name).toHaveValue("XÓCHITL CASTILLO CRUZ");
});

test("the régimen can be chosen by typing its name", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const regime = portal.profiles.form.field("Régimen fiscal");
  await regime.pressSequentially("sueldos");
  await expect(regime).toHaveValue("605");
});

test("a corrected field is no longer red, and typing after an error does not move the focus", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { form } = portal.profiles;
  await form.save.click();
  const summary = form.alertWith("Revisa estos datos");
  await expect(summary).toBeFocused();
  await form.field("RFC").pressSequentially(KEMPER.rfc);
  await expect(form.field("RFC")).toBeFocused();
  await expect(form.field("RFC")).toHaveValue(KEMPER.rfc);
  await expect(form.field("RFC")).not.toHaveAttribute("aria-invalid");
  await expect(summary.getByRole("button")).toHaveCount(4);
});

test("advice about the saved data does not stay beside new errors", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { form } = portal.profiles;
  await form.field("RFC").pressSequentially(KEMPER.rfc);
  await form.field("Nombre o razón social").pressSequentially("Escuela Kemper");
  await form.field("Código postal").pressSequentially(KEMPER.postalCode);
  await form.field("Régimen fiscal").selectOption(KEMPER.regime);
  await form.field("Uso del CFDI").selectOption(KEMPER.use);
  await form.save.click();
  await expect(form.alertWith("El SAT no reconoce estos datos")).toBeFocused();
  await form.field("Código postal").press("End");
  await form.field("Código postal").press("Backspace");
  await form.save.click();
  await expect(form.alertWith("Revisa estos datos")).toBeFocused();
  await expect(form.alertWith("El SAT no reconoce estos datos")).toBeHidden();
});

test("an error in the collapsed address section opens it, and its line leads to the field", async ({ portal }) => {
  await portal.enter();
  const { form } = portal.profiles;
  await portal.open(`${ADDRESS}/nueva`);
  await form.complete(KEMPER);
  const domicile = form.root.getByText("Domicilio (opcional)");
  await domicile.click();
  await form.field("Calle y número").pressSequentially("x".repeat(121));
  await domicile.click();
  await expect(form.field("Calle y número")).toBeHidden();
  await form.save.click();
  await form.alertWith("Revisa estos datos").getByRole("button").click();
  await expect(form.field("Calle y número")).toBeFocused();
  await expect(form.field("Calle y número")).toHaveValue("x".repeat(121));
});

test("correcting the end of an RFC keeps régimen and uso", async ({ portal }) => {
  await portal.enter();
  const { form } = portal.profiles;
  await portal.open(`${ADDRESS}/nueva`);
  await form.complete({ rfc: "CACX7605101P8", regime: "612", use: "G03" });
  await form.field("RFC").press("End");
  await form.field("RFC").press("Backspace");
  await form.field("RFC").press("8");
  await expect(form.root.getByText("Es el RFC de una persona física")).toBeVisible();
  await expect(form.field("Régimen fiscal")).toHaveValue("612");
  await expect(form.field("Uso del CFDI")).toHaveValue("G03");
});
