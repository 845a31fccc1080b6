// What every screen of the main job looks like, on a phone, a tablet and a desktop, light and dark: compared with the pictures
// in docs/pictures, which `cargo xtask pictures` renews. The demo data and the sandbox's clock begin anew with each test, so
// that the same names, numbers and days stand in every picture.

import { DEMO } from "../pages/accounts.ts";
import { fileName } from "../pages/states.ts";
import { TRAMITE } from "../pages/states/tramite.ts";
import type { Answers } from "../support/answers.ts";
import { Customer } from "../support/customer.ts";
import { appIsThere } from "../support/app.ts";
import { expect, test } from "../support/test.ts";

/** Trámites without what differs from run to run: the minutes of the sandbox's running clock, the stamp's UUID. */
async function standStill(answers: Answers): Promise<void> {
  const still = (body: object) => {
    const text = JSON.stringify(body).replaceAll(/(2020-06-\d\dT\d\d):[\d:.]+/g, "$1:00:00");
    Object.assign(body, JSON.parse(text));
    if ("corrected" in body && body.corrected instanceof Object) {
      Object.assign(body.corrected, { uuid: "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f" });
    }
  };
  await answers.change("GET", "/rebills", still);
  await answers.change("GET", "/rebills/*", still);
}

const PHONE = { width: 360, height: 780 };
const TABLET = { width: 768, height: 1024 };
const DESKTOP = { width: 1280, height: 900 };
const VIEWPORTS = [PHONE, TABLET, DESKTOP];

/** Each status that a trámite can have, with and without an acceptance, and the list of all. */
const PICTURED = new Set([
  "tramite, registered below the threshold",
  "tramite, registered from the threshold on",
  "tramite, validating",
  "tramite, cancelling",
  "tramite, needs correction",
  "tramite, awaiting acceptance",
  "tramite, overdue",
  "tramite, issuing",
  "tramite, issued",
  "tramite, issued after acceptance",
  "tramite, rejected",
  "tramites, one done and one overdue",
]);

for (const viewport of VIEWPORTS) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("every screen of the main job looks as in its picture", async ({ portal, answers }) => {
        // A picture is taken until two are the same, which takes its time on a busy machine.
        test.slow();
        await standStill(answers);
        const { help, invoices, login, page, profiles, rebill, tramite } = portal;
        // Soft, so that one run tells every screen that has changed.
        const compare = async (screen: string, options: { fullPage?: boolean } = {}) => {
          // Nothing is under the pointer in a picture.
          await page.mouse.move(0, 0);
          await expect.soft(page).toHaveScreenshot(`${screen}-${viewport.width}-${colorScheme}.png`, options);
        };
        /** The whole page; of a modal, what fits the window is all that there is to see. */
        const whole = { fullPage: true };

        await portal.open();
        await appIsThere(page);
        await login.heading.waitFor();
        await compare("entrar", whole);

        await portal.enter();
        await portal.section("Movimientos").click();
        await portal.movements.getByRole("table").waitFor();
        await compare("movimientos", whole);
        await portal.section("Aclaraciones").click();
        await page.getByRole("link", { name: "Pedir una aclaración" }).waitFor();
        await compare("aclaraciones", whole);
        await portal.section("Facturas").click();
        await invoices.openRow("$1,093.40");
        await compare("facturas", whole);

        await invoices.refacturar.click();
        await rebill.choice("SAT050528XN0").check();
        await compare("refacturar");
        await rebill.add.click();
        await rebill.form.field("RFC").fill("SAT050528XN0");
        await rebill.form.save.click();
        await rebill.dialog.getByRole("alert").first().waitFor();
        await compare("agregar");
        await rebill.back.click();
        await rebill.next.click();
        await rebill.commit.waitFor();
        await compare("revisar");
        await rebill.commit.click();
        await rebill.understood.waitFor();
        await compare("atencion");

        await rebill.toTramite.click();
        await tramite.step("Aceptación pendiente").waitFor();
        await compare("tramite", whole);

        await help.link.click();
        await help.heading.waitFor();
        await compare("ayuda", whole);

        await portal.account.click();
        await profiles.link.waitFor();
        await compare("cuenta");
        await profiles.link.click();
        await profiles.cards.first().waitFor();
        await compare("datos-fiscales", whole);
        await profiles.edit("ISD950921HE5").click();
        await profiles.form.fill({ name: "Pase, Servicios Electrónicos, S.A. de C.V.", postalCode: "01160" });
        await profiles.form.save.click();
        await profiles.form.told("El SAT no reconoce estos datos").waitFor();
        await compare("corregir", whole);
      });
    });
  }
}

for (const state of TRAMITE.filter(({ name }) => PICTURED.has(name))) {
  test(`${state.name}: as in its pictures`, async ({ portal, sandbox, answers, backend }) => {
    test.slow();
    const { page } = portal;
    await standStill(answers);
    await state.reach({ portal, sandbox, answers, logIn: (account = DEMO) => Customer.logIn(page, backend.url, account) });
    await page.mouse.move(0, 0);
    for (const viewport of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const file = `${fileName(state)}-${viewport.width}-${colorScheme}.png`;
        await expect.soft(page).toHaveScreenshot(["tramites", file], { fullPage: true });
      }
    }
  });
}

test.describe("on paper", () => {
  // A letter sheet at 96 px an inch; a browser prints in light, whatever its screen is.
  test.use({ viewport: { width: 816, height: 1056 }, colorScheme: "light" });

  test("a list of invoices and a trámite are clean sheets", async ({ portal, answers }) => {
    await standStill(answers);
    const { invoices, page, rebill, tramite } = portal;
    const print = async (name: string) => {
      await page.emulateMedia({ media: "print" });
      await expect.soft(page.getByRole("button")).toHaveCount(0);
      await expect.soft(page).toHaveScreenshot(`${name}.png`, { fullPage: true });
      await page.emulateMedia({ media: "screen" });
    };
    await portal.enter();
    await invoices.rows.first().waitFor();
    await print("facturas-impresas");
    await invoices.startRebill("$1,093.40");
    await rebill.choose("SAT050528XN0");
    await rebill.commit.click();
    await rebill.toTramite.click();
    await tramite.step("Aceptación pendiente").waitFor();
    await print("tramite-impreso");
  });
});
