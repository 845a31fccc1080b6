// A browser that translates the page changes what the app has rendered. Still, nothing may be stale
// and nothing may appear twice.

import type { Portal } from "../pages/portal.ts";
import { DEMO } from "../pages/accounts.ts";
import { waitForApp } from "../support/app.ts";
import { withoutVolatile } from "../support/aria.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";
import { countTranslations, translatePages, allText } from "../support/translator.ts";

/**
 * Goes from a mistyped password to a registered trámite, and calls `onStep` after each step to read
 * the screen.
 */
async function refacturar(portal: Portal, sandbox: Sandbox, onStep: (step: string) => Promise<void>): Promise<void> {
  const { page, login, invoices, rebill, tramite } = portal;
  // How far a trámite comes meanwhile depends on the machine, so it waits at its first step until
  // all screens are read.
  await sandbox.setPacBehavior({ validate: { does: "down" } });
  const type = async (field: typeof login.password, text: string) => {
    await field.click();
    await page.keyboard.press("ControlOrMeta+a");
    await field.pressSequentially(text);
  };
  portal.expectStatus(401);
  await portal.open();
  await waitForApp(page);
  await onStep("the login");
  await type(login.identifier, DEMO.email);
  await type(login.password, "Refactura2021");
  await login.submit.click();
  await login.alert.waitFor();
  await onStep("a login that failed");
  await type(login.password, DEMO.password);
  await login.submit.click();
  await invoices.heading.waitFor();
  await expect(invoices.rows).toHaveCount(2);
  await onStep("the list");
  await invoices.filter.click();
  await invoices.filter.pressSequentially("O-48733916");
  await expect(invoices.rows).toHaveCount(1);
  await onStep("the list, filtered");
  await type(invoices.filter, "nada como esto");
  await expect(invoices.rows).toHaveCount(0);
  await onStep("the list, empty");
  await invoices.clearFilters.first().click();
  await expect(invoices.rows).toHaveCount(2);
  await onStep("the list again");
  await invoices.openRow("$1,093.40");
  await onStep("an open row");
  await invoices.refacturar.click();
  await rebill.choice("SAT050528XN0").waitFor();
  await onStep("choosing");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.waitFor();
  await onStep("reviewing");
  await rebill.back.click();
  await rebill.next.waitFor();
  await onStep("choosing again");
  await rebill.next.click();
  await rebill.commit.click();
  await rebill.acknowledge.waitFor();
  await onStep("registered");
  await rebill.acknowledge.click();
  await expect(invoices.row("$1,093.40")).toBeVisible();
  await expect(rebill.dialog).toBeHidden();
  await onStep("the list with the trámite");
  await sandbox.setPacBehavior({ validate: null });
  await page.getByRole("link", { name: "Ver el trámite" }).click();
  await expect(tramite.status).toContainText("Aceptación pendiente");
}

test("in a browser that translates, every screen says the same as without translation", async ({ portal, sandbox, anotherBrowser }) => {
  test.slow();
  const plain = new Map<string, string>();
  await refacturar(portal, sandbox, async (step) => {
    plain.set(step, withoutVolatile(await allText(portal.page)));
  });
  await sandbox.reset();

  const translated = await anotherBrowser();
  await translatePages(translated.page);
  await refacturar(translated, sandbox, async (step) => {
    await expect(async () => {
      expect(withoutVolatile(await allText(translated.page)), step).toBe(plain.get(step));
    }, `the text of ${step}`).toPass({ timeout: 5_000 });
    expect(await countTranslations(translated.page), `translations in ${step}`).toBeGreaterThan(3);
  });
});

test("numbers, amounts, dates and states are not translated", async ({ portal }) => {
  await translatePages(portal.page);
  await portal.enter();
  const { invoices, rebill, page } = portal;
  await invoices.openRow("$1,093.40");
  const translatedTexts = () =>
    page.locator("font[data-translation] > font").evaluateAll((fonts) =>
      fonts.filter((font) => font.closest(".visually-hidden") === null).map((font) => font.textContent),
    );
  /** An RFC, a UUID, an amount or a folio. */
  const values = /\b[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}\b|[0-9A-F]{8}-[0-9A-F]{4}-|\$\d|\bO-\d{5,}/;
  expect((await translatedTexts()).filter((text) => values.test(text)), "of the list").toEqual([]);
  await invoices.refacturar.click();
  await rebill.choose("SAT050528XN0");
  await rebill.commit.waitFor();
  expect((await translatedTexts()).filter((text) => values.test(text)), "of the review").toEqual([]);
});
