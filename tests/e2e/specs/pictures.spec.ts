// What every screen of the main job looks like, on a phone, a tablet and a desktop, light and dark: compared with the pictures
// in docs/pictures, which `cargo xtask pictures` renews. The demo data and the sandbox's clock begin anew with each test, so
// that the same names, numbers and days stand in every picture.

import { expect, test } from "../support/test.ts";

const VIEWPORTS = [
  { width: 360, height: 780 },
  { width: 768, height: 1024 },
  { width: 1280, height: 900 },
];

for (const viewport of VIEWPORTS) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("every screen of the main job looks as in its picture", async ({ portal }) => {
        // A picture is taken until two are the same, which takes its time on a busy machine.
        test.slow();
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

test.describe("on paper", () => {
  // A letter sheet at 96 px an inch; a browser prints in light, whatever its screen is.
  test.use({ viewport: { width: 816, height: 1056 }, colorScheme: "light" });

  test("a list of invoices and a trámite are clean sheets", async ({ portal }) => {
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
