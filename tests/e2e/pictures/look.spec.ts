import { test } from "../support/test.ts";
import { KEMPER, XOCHILT } from "../pages/accounts.ts";
const VIEWPORTS = [{ width: 1280, height: 1000 }, { width: 360, height: 800 }];
for (const viewport of VIEWPORTS) for (const colorScheme of ["light", "dark"] as const)
  test.describe(`${viewport.width} ${colorScheme}`, () => {
    test.use({ viewport, colorScheme });
    test("look", async ({ portal }) => {
      const { invoices, login, page, rebill, tramite } = portal;
      const picture = (name: string, fullPage = true) => page.screenshot({ path: `/tmp/shots/${name}-${viewport.width}-${colorScheme}.png`, animations: "disabled", caret: "hide", fullPage });
      await portal.open(); await login.heading.waitFor(); await picture("entrar");
      await login.submit.click(); await picture("entrar-errores");
      await portal.enter(); await invoices.rows.first().waitFor(); await picture("lista");
      await invoices.openRow("$1,093.40"); await picture("facturas");
      await invoices.refacturar.click(); await rebill.choice("SAT050528XN0").check(); await picture("refacturar", false);
      await rebill.add.click(); await rebill.save.click(); await picture("agregar", false); await rebill.back.click();
      await rebill.next.click(); await rebill.commit.waitFor(); await picture("revisar", false);
      await rebill.commit.click(); await rebill.understood.waitFor(); await picture("atencion", false);
      await rebill.toTramite.click(); await tramite.heading.waitFor(); await tramite.step("Aceptación pendiente").waitFor(); await picture("tramite");
      await portal.help.link.click(); await portal.help.heading.waitFor(); await picture("ayuda");
    });
    test("others", async ({ portal, anotherBrowser }) => {
      const { invoices, page } = portal;
      const picture = (name: string, fullPage = true) => page.screenshot({ path: `/tmp/shots/${name}-${viewport.width}-${colorScheme}.png`, animations: "disabled", caret: "hide", fullPage });
      await portal.enter(XOCHILT); await invoices.rows.first().waitFor();
      await page.getByRole("button", { name: "Cambiar de tag" }).click(); await picture("xochilt");
      await portal.section("Movimientos").click(); await page.getByRole("table").waitFor(); await picture("movimientos");
      await portal.section("Aclaraciones").click(); await page.getByText("Pedir una aclaración").waitFor(); await picture("aclaraciones");
      const { portal: _p } = { portal };
    });
  });
