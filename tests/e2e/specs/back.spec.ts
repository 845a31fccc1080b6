// Back, Forward and reload follow what the customer sees: review → choose → row → list → the page
// before.

import { expect, test } from "../support/test.ts";

test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

test("Back leads from the review to the choice, the row and the list", async ({
  portal,
}) => {
  await portal.page.goto("about:blank");
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await expect(rebill.title).toHaveText("Revisa antes de refacturar");

  await page.goBack();
  await expect(rebill.title).toHaveText("Refacturar");
  await expect(rebill.choice("SAT050528XN0")).toBeChecked();
  await page.goBack();
  await expect(rebill.dialog).toBeHidden();
  await expect(invoices.refacturar).toBeVisible();
  await page.goBack();
  await expect(invoices.refacturar).toBeHidden();
  await expect(invoices.rows).toHaveCount(2);

  await page.goForward();
  await expect(invoices.refacturar).toBeVisible();
  await page.goForward();
  await expect(rebill.title).toHaveText("Refacturar");
  await page.goForward();
  await expect(rebill.title).toHaveText("Revisa antes de refacturar");
});

test("closing the modal leaves no step of it in the history", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, page } = portal;
  for (const close of [rebill.cancel, rebill.close]) {
    await invoices.startRebill("$743.00");
    await close.click();
    await expect(rebill.dialog).toBeHidden();
    await expect(invoices.refacturar).toBeVisible();
    await page.goBack();
    await expect(invoices.refacturar).toBeHidden();
  }
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.close.click();
  await expect(invoices.refacturar).toBeVisible();
  await page.goBack();
  await expect(invoices.refacturar).toBeHidden();
});

test("reload keeps the row, the step and the choice", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await invoices.startRebill("$743.00");
  await page.reload();
  await expect(rebill.title).toHaveText("Refacturar");
  await rebill.choose("SAT050528XN0");
  await page.reload();
  await expect(rebill.title).toHaveText("Revisa antes de refacturar");
  await expect(rebill.reviewed("Nueva razón social")).toContainText("SAT050528XN0");
  await page.goBack();
  await expect(rebill.title).toHaveText("Refacturar");
  await page.goBack();
  await expect(invoices.refacturar).toBeVisible();
});

test("while the trámite is being registered, Back stays in the review", async ({ portal, answers }) => {
  await portal.enter();
  const { invoices, rebill, page } = portal;
  const release = await answers.hold("POST", "/invoices/*/rebill");
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await expect(rebill.busy.first()).toBeVisible();
  const reviewed = page.url();
  await page.evaluate(() => history.back());
  await expect(page).toHaveURL(reviewed);
  await expect(rebill.title).toHaveText("Revisa antes de refacturar");
  release();
  await expect(rebill.title).toHaveText("Trámite registrado");
});

test("after the trámite is registered, Back leads to the row, and Forward does not lead to the review", async ({ portal }) => {
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await expect(rebill.title).toHaveText("Trámite registrado");
  await page.goBack();
  await expect(rebill.dialog).toBeHidden();
  await expect(invoices.table.getByRole("link", { name: "Ver el trámite" })).toBeVisible();
  await page.goForward();
  await expect(rebill.commit).toBeHidden();
  await expect(invoices.table.getByRole("link", { name: "Ver el trámite" })).toBeVisible();
});

test("a row that was opened by its address can be closed without leaving the portal", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await invoices.openRow("$743.00");
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(invoices.refacturar).toBeVisible();
  await invoices.opener("$743.00").click();
  await expect(invoices.refacturar).toBeHidden();
  await expect(invoices.rows).toHaveCount(2);
  await expect(page).not.toHaveURL(/abierta/);
});
