// Datos fiscales: add, change, remove, choose the default; what the SAT does not recognise; two windows at once.

import { KEMPER as KEMPERS } from "../pages/accounts.ts";
import { ADDRESS } from "../pages/fiscal-profiles.ts";
import { KEMPER_AS_REGISTERED as KEMPER } from "../pages/receiver-form.ts";
import { expect, test } from "../support/test.ts";

const DEFAULT = "ISD950921HE5";
const OTHER = "SAT050528XN0";

test("from the menu to a new razón social, typed as people type, and back to the list", async ({ portal }) => {
  await portal.enter();
  const { page, profiles } = portal;
  await portal.account.click();
  await profiles.link.click();
  await expect(profiles.heading).toBeFocused();
  await expect(profiles.cards).toHaveCount(2);
  await expect(profiles.card(DEFAULT)).toContainText("predeterminada");

  await profiles.add.click();
  await profiles.form.fill({ ...KEMPER, rfc: "eku-900317-3c9", name: "Escuela Kemper Urgate, S.A. de C.V." });
  await profiles.form.root.getByRole("button", { name: /^Quitar/ }).click();
  await expect(profiles.form.field("Nombre o razón social")).toHaveValue("ESCUELA KEMPER URGATE");
  await profiles.form.save.click();
  await expect(profiles.news.filter({ hasText: "se guardó y el SAT la reconoce" })).toBeVisible();
  await expect(profiles.card(KEMPER.rfc)).toContainText("ESCUELA KEMPER URGATE");

  await page.goBack();
  await expect(profiles.form.field("RFC"), "what was saved is not offered to be saved again").toHaveValue("");
});

test("everything that is wrong is told at once, and each line leads to its field", async ({ portal }) => {
  await portal.enter();
  const { page, profiles } = portal;
  await portal.open(`${ADDRESS}/nueva`);
  await profiles.form.save.click();
  const summary = profiles.form.told("Revisa estos datos");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("button")).toHaveCount(5);
  await summary.getByRole("button", { name: /código postal/ }).click();
  await expect(profiles.form.field("Código postal")).toBeFocused();
  await expect(profiles.form.field("Código postal")).toHaveAccessibleDescription(/Cópialo de tu Constancia/);
  await expect(page).toHaveURL(/nueva$/);
});

test("what the SAT does not recognise is saved, said at its field, and mended in place", async ({ portal }) => {
  await portal.enter();
  const { page, profiles } = portal;
  await portal.open(`${ADDRESS}/nueva`);
  await profiles.form.fill({ ...KEMPER, name: "Escuela Kemper", postalCode: "01160" });
  await profiles.form.save.click();
  await expect(profiles.form.told("El SAT no reconoce estos datos")).toBeFocused();
  await expect(profiles.form.field("Nombre o razón social")).toHaveAccessibleDescription(/no es el que el SAT tiene/);
  await expect(profiles.form.field("Código postal")).toHaveAccessibleDescription(/Copia el código postal/);

  await profiles.form.fill({ name: "Kemper" });
  await profiles.form.save.click();
  await expect(profiles.form.told("El SAT no reconoce estos datos"), "told again, and read again").toBeFocused();
  await profiles.form.back.click();
  await expect(profiles.card(KEMPER.rfc), "it is saved").toContainText("El SAT no reconoce estos datos");
  await profiles.edit(KEMPER.rfc).click();
  await expect(profiles.form.told("El SAT no reconoce estos datos")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 }), "what was told before is read in its turn").toBeFocused();
  await profiles.form.fill(KEMPER);
  await profiles.form.save.click();
  await expect(profiles.card(KEMPER.rfc)).toContainText(KEMPER.name);
  await expect(profiles.card(KEMPER.rfc)).not.toContainText("El SAT no reconoce");
});

test("a postal code that the SAT's catalogue does not have is refused at its field", async ({ portal }) => {
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { form } = portal.profiles;
  await form.fill({ ...KEMPER, postalCode: "00001" });
  await form.save.click();
  await expect(form.field("Código postal")).toHaveAccessibleDescription(/no está en el catálogo del SAT/);
});

test("of two windows none overwrites the other unseen, and nothing typed is lost", async ({ portal }) => {
  portal.expectStatus(412);
  await portal.enter();
  const other = await portal.anotherTab();
  for (const window of [portal, other]) {
    await window.open(ADDRESS);
    await window.profiles.edit(OTHER).click();
    await expect(window.profiles.form.field("RFC")).toHaveValue(OTHER);
  }
  await other.profiles.form.fill({ use: "S01", postalCode: "11520", name: "Servicios de autopistas" });
  await other.profiles.form.save.click();
  await other.profiles.form.told("El SAT no reconoce").waitFor();

  const { form } = portal.profiles;
  await form.fill({ use: "I03", postalCode: "11521" });
  await form.save.click();
  const notice = form.elsewhere;
  await expect(notice).toBeFocused();
  await expect(notice, "what only the other window changed is taken over").toContainText("Nombre o razón social");
  await expect(form.field("Nombre o razón social")).toHaveValue("SERVICIOS DE AUTOPISTAS");
  await expect(notice.getByRole("listitem")).toHaveCount(2);
  await expect(notice).toContainText("Aquí: 11521");
  await expect(notice).toContainText("En la otra ventana: 11520");
  await expect(form.field("Uso del CFDI")).toHaveValue("I03");

  await notice.getByRole("button", { name: /Uso del CFDI$/ }).click();
  await expect(form.field("Uso del CFDI")).toHaveValue("S01");
  await expect(form.field("Uso del CFDI"), "focus goes where the change is").toBeFocused();
  await expect(notice.getByRole("listitem")).toHaveCount(1);
  await form.fill({ name: "SERVICIOS DE AUTOPISTAS Y TELEPEAJE", postalCode: "11529" });
  await form.save.click();
  await expect(portal.profiles.card(OTHER)).toContainText("11529");
  await expect(portal.profiles.card(OTHER)).toContainText("S01");
});

test("an answer that comes late leaves alone what is typed meanwhile", async ({ portal, answers }) => {
  await portal.enter();
  const { page, profiles } = portal;
  await portal.open(ADDRESS);
  await profiles.edit(OTHER).click();
  const release = await answers.hold("PUT", "/fiscal-profiles/*");
  await profiles.form.save.click();
  await page.goBack();
  await profiles.add.click();
  await profiles.form.fill({ name: "OTRA" });
  const answered = page.waitForResponse((response) => response.request().method() === "PUT");
  release();
  await answered;
  await profiles.form.fill({ postalCode: "42501" });
  await expect(profiles.form.field("Nombre o razón social")).toHaveValue("OTRA");
  await expect(profiles.form.field("RFC")).toHaveValue("");
});

test("another customer of the same browser sees nothing of the one before", async ({ portal }) => {
  await portal.enter();
  await portal.open(ADDRESS);
  await expect(portal.profiles.card(DEFAULT)).toBeVisible();
  const other = await portal.anotherTab();
  await other.open();
  await other.logOut();
  await other.login.logIn(KEMPERS.email, KEMPERS.password);
  await other.invoices.heading.waitFor();
  await portal.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(portal.profiles.card(KEMPER.rfc)).toBeVisible();
  await expect(portal.profiles.card(DEFAULT)).toHaveCount(0);
});

test("the default moves, and only then the former default can be removed", async ({ portal }) => {
  portal.expectStatus(409);
  await portal.enter();
  await portal.open(ADDRESS);
  const { profiles } = portal;
  await profiles.remove(DEFAULT).click();
  await expect(profiles.keep, "the safe choice").toBeFocused();
  await profiles.confirm.click();
  await expect(profiles.dialog).toContainText("Elige antes otra como predeterminada");
  await profiles.understood.click();

  await profiles.makeDefault(OTHER).click();
  await expect(profiles.cards.first()).toContainText(OTHER);
  await expect(profiles.edit(OTHER), "focus is where it went on").toBeFocused();
  await profiles.remove(DEFAULT).click();
  await profiles.confirm.click();
  await expect(profiles.cards).toHaveCount(1);
  await expect(profiles.heading).toBeFocused();
});

test("what a running trámite uses stays, and leads to it", async ({ portal }) => {
  await portal.enter();
  const { invoices, profiles, rebill, tramite } = portal;
  await invoices.startRebill("$1,093.40");
  await rebill.choose(OTHER);
  await rebill.commit.click();
  await rebill.understood.click();
  await portal.open(ADDRESS);
  await expect(profiles.remove(OTHER)).toHaveCount(0);
  await profiles.card(OTHER).getByRole("link", { name: "En uso: ver el trámite" }).click();
  await expect(tramite.status).toContainText("Aceptación pendiente");
});

test("what was typed is still there when a session ended meanwhile", async ({ portal }) => {
  portal.expectStatus(401);
  await portal.enter();
  const { login, page, profiles } = portal;
  await portal.open(`${ADDRESS}/nueva`);
  await profiles.form.fill(KEMPER);
  await page.context().clearCookies();
  await profiles.form.save.click();
  await login.logIn("demo@pase.example", "Refactura2020");
  await expect(profiles.form.field("Nombre o razón social")).toHaveValue(KEMPER.name);
  await profiles.form.save.click();
  await expect(profiles.card(KEMPER.rfc)).toBeVisible();
});
