// The whole main job without a mouse and without a screen: every key, and what a screen reader says after it. Focus is
// never lost, always shown and never covered; all of it stands in the transcript, which a review reads as a text.

import type { Locator } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { Reader } from "../support/reader.ts";
import { expect, test } from "../support/test.ts";

test("a customer who hears the portal re-bills an invoice by keyboard alone", async ({ portal, sandbox }) => {
  // The whole accessibility tree is read after each of some eighty keys.
  test.setTimeout(120_000);
  const { invoices, login, page, rebill, tramite } = portal;
  const reader = await Reader.start(page, "Refacturar con el teclado");
  const hasFocus = async (control: Locator) => (await control.and(page.locator(":focus")).count()) > 0;
  const tabTo = (control: Locator) => reader.pressUntil("Tab", () => hasFocus(control));
  const focusIn = (place: Locator) => expect(place.locator(":focus")).toHaveCount(1);

  reader.chapter("Entrar");
  await reader.open("/up/", () => login.heading.waitFor());
  await tabTo(login.identifier);
  await reader.type(DEMO.email);
  await tabTo(login.password);
  await reader.type(DEMO.password, true);
  await reader.press("Enter", async () => {
    await invoices.rows.first().waitFor();
    await portal.vehicle.waitFor();
    await focusIn(page.getByRole("main"));
  });

  reader.chapter("Encontrar la factura de $1,093.40");
  await tabTo(invoices.filter);
  await reader.type("mayo");
  await reader.wait("La lista se filtra", () => expect(invoices.rows).toHaveCount(1));
  await tabTo(invoices.opener("$1,093.40"));
  await reader.press("Enter", () => invoices.refacturar.waitFor());
  const uuid = await invoices.openUuid();

  reader.chapter("Elegir la otra razón social");
  await tabTo(invoices.refacturar);
  await reader.press("Enter", async () => {
    await rebill.choices.first().waitFor();
    await focusIn(rebill.dialog);
  });
  await expect(rebill.title).toBeFocused();
  await reader.press("Escape", () => expect(invoices.refacturar).toBeFocused());
  await reader.press("Enter", async () => {
    await rebill.choices.first().waitFor();
    await focusIn(rebill.dialog);
  });
  await tabTo(rebill.choice("ISD950921HE5"));
  await reader.press("ArrowDown");
  await expect(rebill.choice("SAT050528XN0")).toBeChecked();
  await tabTo(rebill.next);
  await reader.press("Enter", async () => {
    await rebill.commit.waitFor();
    await focusIn(rebill.dialog);
  });

  reader.chapter("Revisar y refacturar");
  await expect(rebill.title).toHaveText("Revisa antes de refacturar");
  await tabTo(rebill.commit);
  await reader.press("Shift+Tab");
  await expect(rebill.back).toBeFocused();
  await reader.press("Tab");
  await reader.press("Space", async () => {
    await rebill.understood.waitFor();
    await focusIn(rebill.dialog);
  });
  await expect(rebill.title).toHaveText("Trámite registrado");
  await expect(rebill.dialog.getByText("Atención", { exact: true })).toBeVisible();
  await tabTo(rebill.understood);
  await reader.press("Enter", () => expect(invoices.opener("$1,093.40")).toBeFocused());
  await expect(rebill.dialog).toBeHidden();

  reader.chapter("Seguir el trámite");
  await tabTo(invoices.table.getByRole("link", { name: "Ver el trámite" }));
  await reader.press("Enter", async () => {
    await expect(tramite.heading).toBeFocused();
    await expect(tramite.status).toContainText("Aceptación pendiente");
  });
  await sandbox.decide(uuid, "accept");
  reader.note("El receptor acepta la cancelación en su buzón tributario.");
  await reader.wait("El trámite avanza", async () => {
    await expect(tramite.status).toContainText("Documento corregido disponible");
    await tramite.pdf.waitFor();
  });
  await tabTo(tramite.pdf);
  const download = page.waitForEvent("download");
  await reader.press("Enter");
  expect((await download).suggestedFilename()).toMatch(/^SAT050528XN0_.+\.pdf$/);

  expect(reader.transcript()).toMatchSnapshot("refacturar-con-teclado.md");
});
