// Every screen of the main job on a phone, a tablet and a desktop, light and dark, compared with
// the pictures in docs/pictures, which `cargo xtask pictures` renews. Each test starts with fresh
// demo data and resets the sandbox's clock, so that every picture shows the same names, numbers and
// days.

import { DEMO } from "../pages/accounts.ts";
import { fileName } from "../pages/states.ts";
import { TRAMITE } from "../pages/states/tramite.ts";
import type { Answers } from "../support/answers.ts";
import { Customer } from "../support/customer.ts";
import { waitForApp } from "../support/app.ts";
import { type } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

/**
 * Removes what differs from run to run from the trámites: the minutes of the sandbox's running
 * clock, and the stamp's UUID.
 */
async function removeVolatileData(answers: Answers): Promise<void> {
  const mask = (body: object) => {
    const text = JSON.stringify(body).replaceAll(/(2020-06-\d\dT\d\d):[\d:.]+/g, "$1:00:00");
    Object.assign(body, JSON.parse(text));
    if ("corrected" in body && body.corrected instanceof Object) {
      Object.assign(body.corrected, { uuid: "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f" });
    }
  };
  await answers.change("GET", "/rebills", mask);
  await answers.change("GET", "/rebills/*", mask);
}

const PHONE = { width: 360, height: 780 };
const TABLET = { width: 768, height: 1024 };
const DESKTOP = { width: 1280, height: 900 };
const VIEWPORTS = [PHONE, TABLET, DESKTOP];

/** Every status of a trámite, with and without an acceptance, and the list of trámites. */
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

      test("every screen of the main job matches its picture", async ({ portal, answers }) => {
        // Playwright takes pictures until two are the same, which takes long on a busy machine.
        test.slow();
        await removeVolatileData(answers);
        const { help, invoices, login, page, profiles, rebill, tramite } = portal;
        // Soft, so that one run reports every screen that has changed.
        const comparePicture = async (screen: string, options: { fullPage?: boolean } = {}) => {
          // Nothing is under the pointer in a picture.
          await page.mouse.move(0, 0);
          await expect.soft(page).toHaveScreenshot(`${screen}-${viewport.width}-${colorScheme}.png`, options);
        };
        /** For the whole page. A picture of a modal needs only the window. */
        const whole = { fullPage: true };

        await portal.open();
        await waitForApp(page);
        await login.heading.waitFor();
        await comparePicture("entrar", whole);

        await portal.enter();
        await portal.section("Movimientos").click();
        await portal.movements.getByRole("table").waitFor();
        await comparePicture("movimientos", whole);
        await portal.section("Aclaraciones").click();
        await page.getByRole("link", { name: "Pedir una aclaración" }).waitFor();
        await comparePicture("aclaraciones", whole);
        await portal.section("Facturas").click();
        await invoices.openRow("$1,093.40");
        await comparePicture("facturas", whole);

        await invoices.refacturar.click();
        await rebill.choice("SAT050528XN0").check();
        await comparePicture("refacturar");
        await rebill.add.click();
        await type(rebill.form.field("RFC"), "SAT050528XN0");
        await rebill.form.save.click();
        await rebill.dialog.getByRole("alert").first().waitFor();
        await comparePicture("agregar");
        await rebill.back.click();
        await rebill.next.click();
        await rebill.commit.waitFor();
        await comparePicture("revisar");
        await rebill.commit.click();
        await rebill.acknowledge.waitFor();
        // The list behind the dialog follows the trámite by itself.
        await expect(page).toHaveTitle("(1) Facturas · PASE");
        await page.locator("table").getByText("Acepta en el buzón").waitFor({ state: "attached" });
        await comparePicture("atencion");

        await rebill.toTramite.click();
        await tramite.step("Aceptación pendiente").waitFor();
        await comparePicture("tramite", whole);

        await help.link.click();
        await help.heading.waitFor();
        await comparePicture("ayuda", whole);

        await portal.account.click();
        await profiles.link.waitFor();
        await comparePicture("cuenta");
        await profiles.link.click();
        await profiles.cards.first().waitFor();
        await comparePicture("datos-fiscales", whole);
        await profiles.edit("ISD950921HE5").click();
        await profiles.form.complete({ name: "Pase, Servicios Electrónicos, S.A. de C.V.", postalCode: "01160" });
        await profiles.form.save.click();
        await profiles.form.alertWith("El SAT no reconoce estos datos").waitFor();
        await comparePicture("corregir", whole);
      });
    });
  }
}

for (const state of TRAMITE.filter(({ name }) => PICTURED.has(name))) {
  test(`${state.name}: matches its pictures`, async ({ portal, sandbox, answers, backend }) => {
    test.slow();
    const { page } = portal;
    await removeVolatileData(answers);
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
  // A letter sheet at 96 px per inch. Browsers print in light colors, whatever the screen's.
  test.use({ viewport: { width: 816, height: 1056 }, colorScheme: "light" });

  test("a list of invoices and a trámite print cleanly", async ({ portal, answers }) => {
    await removeVolatileData(answers);
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
