// The threshold of $1,000.00, to the centavo: from this amount on, the cancellation must be
// accepted in the buzón tributario; below it, nobody needs to accept.

import { XOCHILT } from "../pages/accounts.ts";
import { Customer } from "../support/customer.ts";
import { expect, test } from "../support/test.ts";

/** Another person, with her data from the SAT's padrón. */
const KARLAS = {
  rfc: "FUNK671228PH6",
  name: "KARLA FUENTE NOLASCO",
  postal_code: "01160",
  fiscal_regime: "612",
  cfdi_use: "G03",
};

for (const [total, needsTheMailbox] of [
  ["$999.99", false],
  ["$1,000.00", true],
  ["$1,000.01", true],
] as const) {
  test(`${total} ${needsTheMailbox ? "waits for" : "needs no"} acceptance`, async ({ portal, backend }) => {
    const customer = await Customer.logIn(portal.page, backend.url, XOCHILT);
    await customer.addProfile(KARLAS);
    await portal.open();
    const { invoices, rebill, tramite } = portal;
    await invoices.startRebill(total);
    await rebill.choose(KARLAS.rfc);
    await expect(rebill.reviewed("Total")).toHaveText(total);
    const mailbox = rebill.dialog.getByText("Necesitas el buzón tributario del receptor actual");
    await expect(mailbox).toBeVisible({ visible: needsTheMailbox });
    if (needsTheMailbox) {
      await expect(rebill.dialog).toContainText("RFC CACX7605101P8");
    }
    await rebill.commit.click();

    await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
    const notice = rebill.dialog.getByText("Atención", { exact: true });
    await expect(notice).toBeVisible({ visible: needsTheMailbox });
    await rebill.toTramite.click();
    await expect(tramite.status).toContainText(
      needsTheMailbox ? "Aceptación pendiente" : "Documento corregido disponible",
    );
  });
}
