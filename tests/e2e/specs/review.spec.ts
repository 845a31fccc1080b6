// The review on a phone: nobody can commit without passing its warnings, and the answer to a press
// appears where the press was.

import { DEMO, XOCHILT } from "../pages/accounts.ts";
import { expect, test } from "../support/test.ts";

test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

test("a commit that failed says so beside its button", async ({ portal, answers }) => {
  portal.expectStatus(503);
  await portal.enter();
  const { invoices, rebill } = portal;
  await answers.fail("POST", "/invoices/*/rebill", "unavailable");
  await invoices.startRebill("$1,093.40");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  const answer = rebill.dialog.getByRole("alert");
  await expect(answer).toContainText("El servicio no está disponible");
  await expect(answer).toBeInViewport({ ratio: 0.5 });
  await expect(rebill.commit).toBeInViewport();
});

test("an answer at the end of the review is completely visible, with the buttons beneath it", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await invoices.startRebill("$1,093.40");
  await rebill.choose("SAT050528XN0");
  await rebill.dialog.evaluate((dialog) => dialog.scrollTo(0, dialog.scrollHeight));
  await expect(rebill.commit).toBeInViewport({ ratio: 1 });
  await page.context().setOffline(true);
  await rebill.commit.click();
  await expect(rebill.dialog.getByText("Tu trámite no quedó registrado")).toBeInViewport({ ratio: 1 });
  await expect(rebill.commit).toBeInViewport({ ratio: 1 });
  await page.context().setOffline(false);
});

test("a missing confirmation is reported beside its checkbox and the button", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill } = portal;
  await invoices.startRebill("$1,093.40");
  await rebill.next.click();
  await rebill.commit.click();
  const answer = rebill.dialog.getByText("Marca la casilla para confirmar");
  await expect(answer).toBeInViewport();
  await expect(rebill.sameReceiver).toBeInViewport();
  await expect(rebill.commit).toBeInViewport();
});

test("every warning of the review is above its button", async ({ portal }) => {
  await portal.enter(DEMO);
  const { invoices, rebill } = portal;
  await invoices.startRebill("$1,093.40");
  await rebill.choose("SAT050528XN0");
  const top = async (text: string) => {
    const box = await rebill.dialog.getByText(text).first().boundingBox();
    return box?.y ?? Number.POSITIVE_INFINITY;
  };
  const button = await rebill.commit.boundingBox();
  for (const warning of ["Solo una vez", "La cancelación la acepta quien recibió la factura", "Este RFC podría tener un error"]) {
    expect(await top(warning), warning).toBeLessThan(button?.y ?? 0);
  }
  // The customer must pass them to reach it.
  await expect(rebill.commit).not.toBeInViewport();
});

test("the choice and the review name the invoice", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill } = portal;
  await invoices.startRebill("$743.00");
  for (const fact of [/O-\d+/, /junio 2020/i, /02-jun/, /\$743\.00/]) {
    await expect(rebill.dialog).toContainText(fact);
  }
  await rebill.choose("SAT050528XN0");
  for (const fact of [/O-\d+/, /junio 2020/i, /02-jun/, /\$743\.00/]) {
    await expect(rebill.dialog).toContainText(fact);
  }
});

test("pressing Continuar without a choice shows an error beside the button", async ({ portal }) => {
  await portal.enter(XOCHILT);
  const { invoices, rebill, page } = portal;
  await page.route("**/fiscal-profiles", async (route) => {
    await route.fulfill({ json: { items: [], next_cursor: null, previous_cursor: null, offset: 0, total: 0 } });
  });
  await invoices.rows.first().getByRole("button", { name: /factura folio/ }).click();
  await invoices.refacturar.click();
  await rebill.next.click();
  const answer = rebill.dialog.getByText("Elige la razón social del nuevo documento");
  await expect(answer).toBeInViewport();
});
