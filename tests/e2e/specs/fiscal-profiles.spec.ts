// Datos fiscales: adding, changing and removing a razón social, choosing the default; what the SAT
// does not recognize; two windows at once.

import { KEMPER as KEMPERS } from "../pages/accounts.ts";
import { ADDRESS } from "../pages/fiscal-profiles.ts";
import { KEMPER_AS_REGISTERED as KEMPER } from "../pages/receiver-form.ts";
import { expect, test } from "../support/test.ts";

const DEFAULT = "ISD950921HE5";
const OTHER = "SAT050528XN0";

test("a customer goes from the menu to a new razón social, types it as people do, and returns to the list", async ({ portal }) => {
  await portal.enter();
  const { page, profiles } = portal;
  await portal.account.click();
  await profiles.link.click();
  await expect(profiles.heading).toBeFocused();
  await expect(profiles.cards).toHaveCount(2);
  await expect(profiles.card(DEFAULT)).toContainText("predeterminada");

  await profiles.add.click();
  await profiles.form.complete({ ...KEMPER, rfc: "eku-900317-3c9", name: "Escuela Kemper Urgate, S.A. de C.V." });
  await profiles.form.root.getByRole("button", { name: /^Quitar/ }).click();
  await expect(profiles.form.field("Nombre o razón social")).toHaveValue("ESCUELA KEMPER URGATE");
  await profiles.form.save.click();
  await expect(profiles.statusMessage.filter({ hasText: "se guardó y el SAT la reconoce" })).toBeVisible();
  await expect(profiles.card(KEMPER.rfc)).toContainText("ESCUELA KEMPER URGATE");

  await page.goBack();
  await expect(profiles.form.field("RFC"), "what was saved is not offered to be saved again").toHaveValue("");
});

test("all errors are shown at once, and each line leads to its field", async ({ portal }) => {
  await portal.enter();
  const { page, profiles } = portal;
  await portal.open(`${ADDRESS}/nueva`);
  await profiles.form.save.click();
  const summary = profiles.form.alertWith("Revisa estos datos");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("button")).toHaveCount(5);
  await summary.getByRole("button", { name: /código postal/ }).click();
  await expect(profiles.form.field("Código postal")).toBeFocused();
  await expect(profiles.form.field("Código postal")).toHaveAccessibleDescription(/Cópialo de tu Constancia/);
  await expect(page).toHaveURL(/nueva$/);
});

test("data that the SAT does not recognize are saved, reported at their fields, and corrected there", async ({ portal }) => {
  await portal.enter();
  const { page, profiles } = portal;
  await portal.open(`${ADDRESS}/nueva`);
  await profiles.form.complete({ ...KEMPER, name: "Escuela Kemper", postalCode: "01160" });
  await profiles.form.save.click();
  await expect(profiles.form.alertWith("El SAT no reconoce estos datos")).toBeFocused();
  await expect(profiles.form.field("Nombre o razón social")).toHaveAccessibleDescription(/no es el que el SAT tiene/);
  await expect(profiles.form.field("Código postal")).toHaveAccessibleDescription(/Copia el código postal/);

  await profiles.form.complete({ name: "Kemper" });
  await profiles.form.save.click();
  await expect(profiles.form.alertWith("El SAT no reconoce estos datos"), "shown again, so that it is read out again").toBeFocused();
  await profiles.form.back.click();
  await expect(profiles.card(KEMPER.rfc), "it is saved").toContainText("El SAT no reconoce estos datos");
  await profiles.edit(KEMPER.rfc).click();
  await expect(profiles.form.alertWith("El SAT no reconoce estos datos")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 }), "an alert from before the visit does not take the focus").toBeFocused();
  await profiles.form.complete(KEMPER);
  await profiles.form.save.click();
  await expect(profiles.card(KEMPER.rfc)).toContainText(KEMPER.name);
  await expect(profiles.card(KEMPER.rfc)).not.toContainText("El SAT no reconoce");
});

test("a postal code that is not in the SAT's catalog is refused at its field", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { form } = portal.profiles;
  await form.complete({ ...KEMPER, postalCode: "00001" });
  await form.save.click();
  await expect(form.field("Código postal")).toHaveAccessibleDescription(/no está en el catálogo del SAT/);
});

test("neither of two windows silently overwrites the other's changes, and no typed text is lost", async ({ portal }) => {
  portal.expectStatus(412);
  await portal.enter();
  const other = await portal.anotherTab();
  for (const window of [portal, other]) {
    await window.open(ADDRESS);
    await window.profiles.edit(OTHER).click();
    await expect(window.profiles.form.field("RFC")).toHaveValue(OTHER);
  }
  await other.profiles.form.complete({ use: "S01", postalCode: "11520", name: "Servicios de autopistas" });
  await other.profiles.form.save.click();
  await other.profiles.form.alertWith("El SAT no reconoce").waitFor();

  const { form } = portal.profiles;
  await form.complete({ use: "I03", postalCode: "11521" });
  await form.save.click();
  const notice = form.editConflictNotice;
  await expect(notice).toBeFocused();
  await expect(notice, "what only the other window changed is taken over").toContainText("Nombre o razón social");
  await expect(form.field("Nombre o razón social")).toHaveValue("SERVICIOS DE AUTOPISTAS");
  await expect(notice.getByRole("listitem")).toHaveCount(2);
  await expect(notice).toContainText("Aquí: 11521");
  await expect(notice).toContainText("En la otra ventana: 11520");
  await expect(form.field("Uso del CFDI")).toHaveValue("I03");

  await notice.getByRole("button", { name: /Uso del CFDI$/ }).click();
  await expect(form.field("Uso del CFDI")).toHaveValue("S01");
  await expect(form.field("Uso del CFDI"), "focus moves to the changed field").toBeFocused();
  await expect(notice.getByRole("listitem")).toHaveCount(1);
  await form.complete({ name: "SERVICIOS DE AUTOPISTAS Y TELEPEAJE", postalCode: "11529" });
  await form.save.click();
  await expect(portal.profiles.card(OTHER)).toContainText("11529");
  await expect(portal.profiles.card(OTHER)).toContainText("S01");
});

test("a late answer does not change text that was typed meanwhile", async ({ portal, answers }) => {
  await portal.enter();
  const { page, profiles } = portal;
  await portal.open(ADDRESS);
  await profiles.edit(OTHER).click();
  const release = await answers.hold("PUT", "/fiscal-profiles/*");
  await profiles.form.save.click();
  await page.goBack();
  await profiles.add.click();
  await profiles.form.complete({ name: "OTRA" });
  const answered = page.waitForResponse((response) => response.request().method() === "PUT");
  release();
  await answered;
  await profiles.form.complete({ postalCode: "42501" });
  await expect(profiles.form.field("Nombre o razón social")).toHaveValue("OTRA");
  await expect(profiles.form.field("RFC")).toHaveValue("");
});

test("another customer in the same browser sees nothing of the previous one's", async ({ portal }) => {
  await portal.enter();
  await portal.open(ADDRESS);
  await expect(portal.profiles.card(DEFAULT)).toBeVisible();
  const other = await portal.anotherTab();
  await other.open();
  await other.logOut();
  await other.login.logIn(KEMPERS.email, KEMPERS.password);
  await other.invoices.heading.waitFor();
  // The first window shows the front page of the customer who is logged in now.
  await expect(portal.invoices.heading).toBeVisible();
  await portal.open(ADDRESS);
  await expect(portal.profiles.card(KEMPER.rfc)).toBeVisible();
  await expect(portal.profiles.card(DEFAULT)).toHaveCount(0);
});

test("the old default can be removed only after another one is chosen", async ({ portal }) => {
  portal.expectStatus(409);
  await portal.enter();
  await portal.open(ADDRESS);
  const { profiles } = portal;
  await profiles.remove(DEFAULT).click();
  await expect(profiles.keepButton, "the safe choice").toBeFocused();
  await profiles.confirm.click();
  await expect(profiles.dialog).toContainText("Elige antes otra como predeterminada");
  await profiles.acknowledge.click();

  await profiles.makeDefault(OTHER).click();
  await expect(profiles.cards.first()).toContainText(OTHER);
  await expect(profiles.edit(OTHER), "focus moves to the changed card").toBeFocused();
  await profiles.remove(DEFAULT).click();
  await profiles.confirm.click();
  await expect(profiles.cards).toHaveCount(1);
  await expect(profiles.heading).toBeFocused();
});

test("a razón social that a trámite in progress uses cannot be removed, and links to the trámite", async ({ portal }) => {
  await portal.enter();
  const { invoices, profiles, rebill, tramite } = portal;
  await invoices.startRebill("$1,093.40");
  await rebill.choose(OTHER);
  await rebill.commit.click();
  await rebill.acknowledge.click();
  await portal.open(ADDRESS);
  await expect(profiles.remove(OTHER)).toHaveCount(0);
  await profiles.card(OTHER).getByRole("link", { name: "En uso: ver el trámite" }).click();
  await expect(tramite.status).toContainText("Aceptación pendiente");
});

test("typed text is still there if the session ended meanwhile", async ({ portal }) => {
  portal.expectStatus(401);
  await portal.enter();
  const { login, page, profiles } = portal;
  await portal.open(`${ADDRESS}/nueva`);
  await profiles.form.complete(KEMPER);
  await page.context().clearCookies();
  await profiles.form.save.click();
  await login.logIn("demo@pase.example", "Refactura2020");
  await expect(profiles.form.field("Nombre o razón social")).toHaveValue(KEMPER.name);
  await profiles.form.save.click();
  await expect(profiles.card(KEMPER.rfc)).toBeVisible();
});
