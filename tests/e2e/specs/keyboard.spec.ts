// The main job without a mouse: only Tab, Enter, Space, the arrows and what is typed.

import type { Locator } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { expect, test } from "../support/test.ts";

test("a customer re-bills an invoice by keyboard alone", async ({ portal }) => {
  const { invoices, login, page, rebill, tramite } = portal;
  /** Presses Tab until the control has focus: it can be reached, and in a sensible number of steps. */
  const tabTo = async (control: Locator) => {
    await control.waitFor();
    for (let step = 0; step < 40; step++) {
      if (await control.evaluate((element) => element === document.activeElement)) {
        return;
      }
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab never reached ${control}`);
  };

  await portal.open();
  await tabTo(login.identifier);
  await page.keyboard.type(DEMO.email);
  await tabTo(login.password);
  await page.keyboard.type(DEMO.password);
  await page.keyboard.press("Enter");

  await tabTo(invoices.opener("$743.00"));
  const folio = /folio (\S+)/.exec((await invoices.opener("$743.00").getAttribute("aria-label")) ?? "")?.[1] ?? "";
  await page.keyboard.press("Enter");
  await tabTo(invoices.refacturar);
  await page.keyboard.press("Enter");

  await expect(rebill.title).toBeFocused();
  await tabTo(rebill.choice("ISD950921HE5"));
  await page.keyboard.press("ArrowDown");
  await expect(rebill.choice("SAT050528XN0")).toBeChecked();
  await tabTo(rebill.next);
  await page.keyboard.press("Enter");

  await expect(rebill.title).toHaveText("Revisa antes de refacturar");
  await expect(rebill.back).toBeFocused();
  await tabTo(rebill.commit);
  await page.keyboard.press("Space");

  await expect(rebill.title).toHaveText("Trámite registrado");
  await tabTo(rebill.understood);
  await page.keyboard.press("Enter");
  await expect(rebill.dialog).toBeHidden();
  await expect(invoices.table.getByRole("button", { name: `Cerrar factura folio ${folio}` })).toBeFocused();

  const link = invoices.table.getByRole("link", { name: "Ver el trámite" });
  await tabTo(link);
  await page.keyboard.press("Enter");
  await expect(tramite.heading).toBeFocused();
  await expect(tramite.status).toContainText("Documento corregido disponible");
  await tabTo(tramite.pdf);
});
