// The pictures of the documents: each screen on a desktop and on a phone, light and dark.

import path from "node:path";
import { test } from "../support/test.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../docs/pictures");
const VIEWPORTS = [
  { width: 1280, height: 900 },
  { width: 360, height: 780 },
];

for (const viewport of VIEWPORTS) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("every screen of the main job", async ({ portal }) => {
        const { invoices, login, page, rebill, tramite } = portal;
        const picture = (name: string) =>
          page.screenshot({
            path: path.join(FOLDER, `${name}-${viewport.width}-${colorScheme}.png`),
            animations: "disabled",
            caret: "hide",
          });
        await portal.open();
        await login.heading.waitFor();
        await picture("entrar");

        await portal.enter();
        await invoices.openRow("$1,093.40");
        await picture("facturas");

        await invoices.refacturar.click();
        await rebill.choice("SAT050528XN0").check();
        await picture("refacturar");
        await rebill.next.click();
        await rebill.commit.waitFor();
        await picture("revisar");
        await rebill.commit.click();
        await rebill.understood.waitFor();
        await picture("atencion");

        await rebill.toTramite.click();
        await tramite.heading.waitFor();
        await tramite.step("Aceptación pendiente").waitFor();
        await picture("tramite");

        await portal.help.link.click();
        await portal.help.heading.waitFor();
        await picture("ayuda");
      });
    });
  }
}
