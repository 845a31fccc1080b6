// When the answer to a write of a razón social is lost, the portal says that it does not know, asks
// the server, and shows the truth.

import type { Page } from "@playwright/test";
import { ADDRESS } from "../pages/fiscal-profiles.ts";
import { KEMPER_AS_REGISTERED as KEMPER, type ReceiverForm } from "../pages/receiver-form.ts";
import { expect, test } from "../support/test.ts";

const PROFILES = /\/api\/v1\/fiscal-profiles(\/[^/]+)?$/;
const OTHER = "SAT050528XN0";

type Loss = "after" | "before";

/** Loses the next write of this method: `after` the server has done it, or `before` it arrives. */
async function loseWrite(page: Page, method: string, loss: Loss): Promise<void> {
  let isLost = false;
  await page.route(PROFILES, async (route) => {
    if (isLost || route.request().method() !== method) {
      await route.fallback();
      return;
    }
    isLost = true;
    if (loss === "after") {
      await route.fetch();
    }
    await route.abort("connectionreset");
  });
}

async function fillIn(form: ReceiverForm): Promise<void> {
  await form.field("RFC").pressSequentially(KEMPER.rfc);
  await form.field("Nombre o razón social").pressSequentially(KEMPER.name);
  await form.field("Código postal").pressSequentially(KEMPER.postalCode);
  await form.field("Régimen fiscal").selectOption(KEMPER.regime);
  await form.field("Uso del CFDI").selectOption(KEMPER.use);
}

test("a razón social that was saved is shown as saved, although the answer was lost", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { page, profiles } = portal;
  await loseWrite(page, "POST", "after");
  await fillIn(profiles.form);
  await profiles.form.save.click();
  await expect(profiles.card(KEMPER.rfc)).toContainText(KEMPER.name);
  await expect(profiles.statusMessage.filter({ hasText: "se guardó" })).toBeVisible();
});

test("the portal says where the press was that a razón social was not saved, and the next press saves it", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { page, profiles } = portal;
  await loseWrite(page, "POST", "before");
  await fillIn(profiles.form);
  await profiles.form.save.click();
  const answer = profiles.form.alertWith("No se guardó");
  await expect(answer).toContainText("Lo que escribiste sigue aquí");
  await expect(answer).toBeInViewport();
  await expect(profiles.form.root).not.toContainText("No se perdió nada");
  await profiles.form.save.click();
  await expect(profiles.card(KEMPER.rfc)).toContainText(KEMPER.name);
});

test("while the server cannot be asked, the form says that it does not know, and asks again", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
  await portal.enter();
  await portal.open(`${ADDRESS}/nueva`);
  const { page, profiles } = portal;
  await page.route(PROFILES, async (route) => {
    if (route.request().method() !== "POST") {
      await route.fallback();
      return;
    }
    await route.fetch();
    await page.context().setOffline(true);
    await route.abort("connectionreset");
  });
  await fillIn(profiles.form);
  await profiles.form.save.click();
  await expect(profiles.form.alertWith("No sabemos todavía si se guardó")).toContainText("todavía no pudimos preguntar");
  await expect(profiles.form.field("RFC")).toHaveValue(KEMPER.rfc);
  await page.context().setOffline(false);
  await expect(profiles.card(KEMPER.rfc)).toContainText(KEMPER.name);
});

test("after a removal whose answer was lost, the portal asks for the outcome", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  await portal.enter();
  await portal.open(ADDRESS);
  const { page, profiles } = portal;
  await loseWrite(page, "DELETE", "before");
  await profiles.remove(OTHER).click();
  await profiles.confirm.click();
  await expect(profiles.dialog.getByRole("alert")).toContainText("No se eliminó");
  await page.unroute(PROFILES);
  await loseWrite(page, "DELETE", "after");
  await profiles.confirm.click();
  await expect(profiles.dialog).toBeHidden();
  await expect(profiles.card(OTHER)).toHaveCount(0);
});

test("after a change of the default whose answer was lost, the portal shows the server's default", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_CONNECTION_RESET/);
  await portal.enter();
  await portal.open(ADDRESS);
  const { page, profiles } = portal;
  await loseWrite(page, "PUT", "before");
  await profiles.makeDefault(OTHER).click();
  await expect(page.getByRole("alert").filter({ hasText: "no cambió" })).toBeInViewport();
  await page.unroute(PROFILES);
  await loseWrite(page, "PUT", "after");
  await profiles.makeDefault(OTHER).click();
  await expect(profiles.card(OTHER)).toContainText("predeterminada");
});
