// When an answer is lost, the write may have been done: the portal says that it does not know, asks
// the server, and shows the truth.

import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

const REBILL = /\/api\/v1\/invoices\/[^/]+\/rebill$/;

/** The write arrives, its answer does not. */
async function loseAnswer(page: Page): Promise<void> {
  await page.route(REBILL, async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
}

test("after a lost answer, the portal asks for the trámite and shows it as registered", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await loseAnswer(page);
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await expect(rebill.title).toHaveText("Trámite registrado");
  await rebill.acknowledge.click();
  await expect(invoices.table.getByRole("link", { name: "Ver el trámite" })).toBeVisible();
  await expect(invoices.refacturar).toBeHidden();
});

test("while the server cannot be asked, the portal says that it does not know, and asks again", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await page.route(REBILL, async (route) => {
    await route.fetch();
    await page.context().setOffline(true);
    await route.abort("connectionreset");
  });
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await expect(rebill.title).toHaveText("No sabemos si tu trámite quedó registrado");
  await expect(rebill.dialog).toContainText("pudo quedar registrado, o no");
  await expect(rebill.dialog).not.toContainText("No se perdió nada");
  await expect(rebill.dialog).toContainText("Todavía no pudimos preguntar");
  await page.context().setOffline(false);
  await expect(rebill.title).toHaveText("Trámite registrado");
});

test("the portal says if a trámite was not registered, and the next press registers it once", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  await portal.enter();
  const { invoices, rebill, page } = portal;
  const keys = new Set<string | undefined>();
  page.on("request", (request) => {
    if (REBILL.test(request.url())) {
      keys.add(request.headers()["idempotency-key"]);
    }
  });
  await page.route(REBILL, (route) => route.abort("connectionreset"), { times: 1 });
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  const answer = rebill.dialog.getByRole("alert");
  await expect(answer).toContainText("Tu trámite no quedó registrado y nada cambió en tu factura");
  await expect(answer).toBeInViewport();
  await rebill.commit.click();
  await expect(rebill.title).toHaveText("Trámite registrado");
  expect(keys.size).toBe(1);
});
