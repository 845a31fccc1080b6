// The table of invoices: filter, order, addresses, documents.

import { readFile } from "node:fs/promises";
import { KARLA, KEMPER, OSCAR, XOCHILT } from "../pages/accounts.ts";
import { type, typeDate } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

test("the filter finds invoices by their period, and its text is never in the address", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await expect(invoices.rows).toHaveCount(2);
  await type(invoices.filter, "mayo");
  await expect(invoices.rows).toHaveCount(1);
  await expect(invoices.row("$1,093.40")).toBeVisible();
  expect(page.url()).not.toContain("mayo");

  await type(invoices.filter, "no hay tal cosa");
  await expect(page.getByText("Ninguna factura coincide")).toBeVisible();
  await invoices.clearFilters.click();
  await expect(invoices.rows).toHaveCount(2);
});

test("the dates are inclusive and are kept in the address", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await typeDate(invoices.from, "2020-05-27");
  await typeDate(invoices.to, "2020-06-01");
  await expect(invoices.rows).toHaveCount(1);
  await expect(invoices.row("$1,093.40")).toBeVisible();
  await expect(page).toHaveURL(/desde=2020-05-27&hasta=2020-06-01/);

  await page.reload();
  await expect(invoices.rows).toHaveCount(1);
  await expect(invoices.from).toHaveValue("2020-05-27");
  await expect(invoices.to).toHaveValue("2020-06-01");
});

test("columns sort, and the list begins with the newest first", async ({ portal }) => {
  await portal.enter();
  const { invoices } = portal;
  const dates = invoices.rows.getByRole("time");
  await expect(dates).toHaveText(["02-jun-20 17:07", "27-may-20 11:01"]);
  await expect(invoices.column("Fecha")).toHaveAttribute("aria-sort", "descending");
  await invoices.column("Fecha").getByRole("link").click();
  await expect(dates).toHaveText(["27-may-20 11:01", "02-jun-20 17:07"]);
  await expect(invoices.column("Fecha")).toHaveAttribute("aria-sort", "ascending");
  await invoices.column("Total").getByRole("link").click();
  await expect(invoices.column("Total")).toHaveAttribute("aria-sort", "descending");
  await expect(dates).toHaveText(["27-may-20 11:01", "02-jun-20 17:07"]);
});

for (const [link, extension, start] of [
  ["xml", "xml", "<?xml"],
  ["pdf", "pdf", "%PDF-"],
] as const) {
  test(`the ${link.toUpperCase()} downloads under a meaningful name`, async ({ portal }) => {
    await portal.enter();
    await portal.invoices.openRow("$743.00");
    const download = portal.page.waitForEvent("download");
    await portal.invoices[link].click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(new RegExp(`^ISD950921HE5_.+_2020-06-02\\.${extension}$`));
    const contents = await readFile(await file.path());
    expect(contents.subarray(0, start.length).toString("latin1")).toBe(start);
    if (link === "xml") {
      const xml = contents.toString("utf8");
      expect(xml).toContain('Total="743.00"');
      expect(xml).toMatch(/<cfdi:Receptor [^>]*Rfc="ISD950921HE5"/);
    }
  });
}

test("a row that is open stays open after a reload, and can be closed again", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await invoices.openRow("$1,093.40");
  await expect(page).toHaveURL(/abierta=/);
  await page.reload();
  await expect(invoices.xml).toBeVisible();
  await expect(invoices.opener("$1,093.40")).toHaveAttribute("aria-expanded", "true");
  await invoices.opener("$1,093.40").click();
  await expect(invoices.xml).toBeHidden();
  await expect(page).not.toHaveURL(/abierta=/);
});

test("thousands of invoices are shown page by page, forward and back", async ({ portal }) => {
  await portal.enter(KEMPER);
  const { invoices, page } = portal;
  const range = invoices.pages.getByText(/^1–\d+ de 3,000$/);
  await expect(range).toBeVisible();
  const first = await invoices.rows.first().innerText();
  await invoices.pages.getByRole("link", { name: "Siguiente" }).click();
  await expect(range).toBeHidden();
  await expect(invoices.rows.first()).not.toHaveText(first, { useInnerText: true });
  const second = await invoices.rows.first().innerText();
  await page.reload();
  await expect(invoices.rows.first()).toHaveText(second, { useInnerText: true });
  await invoices.pages.getByRole("link", { name: "Anterior" }).click();
  await expect(range).toBeVisible();
  await expect(invoices.rows.first()).toHaveText(first, { useInnerText: true });
});

test("the filter finds an RFC among thousands of invoices", async ({ portal }) => {
  await portal.enter(KEMPER);
  const { invoices } = portal;
  await type(invoices.filter, "IIA040805DZ4");
  await expect(invoices.pages).toContainText("de 300");
  for (const row of await invoices.rows.all()) {
    await expect(row).toContainText("INDISTRIA ILUMINADORA DE ALMACENES");
  }
});

test("a customer without invoices, or without a tag, reads what will appear here", async ({ portal, anotherBrowser }) => {
  await portal.enter(OSCAR);
  await expect(portal.page.getByText("Aún no hay facturas publicadas")).toBeVisible();
  await portal.section("Movimientos").click();
  await expect(portal.page.getByText("Aún no hay movimientos")).toBeVisible();

  const other = await anotherBrowser();
  await other.open();
  await other.login.logIn(KARLA.email, KARLA.password);
  await expect(other.page.getByText("Tu cuenta aún no tiene un tag")).toBeVisible();
});

test("a cancelled invoice cannot be re-billed and says why", async ({ portal }) => {
  await portal.enter(XOCHILT);
  const { invoices } = portal;
  await invoices.openRow("$411.25");
  await expect(invoices.row("$411.25")).toContainText("Cancelada");
  await expect(invoices.table).toContainText("Esta factura está cancelada.");
  await expect(invoices.refacturar).toBeHidden();
});

test("a customer with two tags can switch between them", async ({ portal }) => {
  await portal.enter(XOCHILT);
  const { invoices, vehicle } = portal;
  await expect(vehicle).toContainText("camioneta");
  await vehicle.getByRole("button", { name: /^Cambiar de tag/ }).click();
  await vehicle.getByRole("link", { name: "coche de la oficina" }).click();
  await expect(vehicle).toContainText("IMDM 28400018-1");
  await expect(invoices.row("$1,000.00")).toBeHidden();
  await expect(invoices.rows.first()).toContainText("28-dic-19 13:45");
  // The filter's text for one tag's invoices does not apply to another tag's.
  await invoices.filter.pressSequentially("nada como esto");
  await expect(invoices.rows).toHaveCount(0);
  await vehicle.getByRole("button", { name: /^Cambiar de tag/ }).click();
  await vehicle.getByRole("link", { name: "camioneta" }).click();
  await expect(invoices.filter).toHaveValue("");
  await expect(invoices.row("$1,000.00")).toBeVisible();
});

test("the open menu of tags moves nothing, so a press beside it hits its target", async ({ portal }) => {
  await portal.enter(XOCHILT);
  const { invoices, vehicle, page } = portal;
  await vehicle.getByRole("button", { name: /^Cambiar de tag/ }).click();
  await expect(vehicle.getByRole("link", { name: "coche de la oficina" })).toBeVisible();
  await invoices.opener("$999.99").click();
  await expect(invoices.opener("$999.99")).toHaveAttribute("aria-expanded", "true");
  await page.setViewportSize({ width: 320, height: 640 });
  await vehicle.getByRole("button", { name: /^Cambiar de tag/ }).click();
  const right = await vehicle.getByRole("link", { name: "coche de la oficina" }).evaluate((link) => link.getBoundingClientRect().right);
  expect(right, "the menu's edge").toBeLessThanOrEqual(320);
});

test("turning the page moves the focus to its top, but typing keeps the focus in the field", async ({ portal }) => {
  await portal.enter(KEMPER);
  const { invoices, page } = portal;
  await invoices.pages.getByRole("link", { name: "Siguiente" }).click();
  const list = invoices.region.getByRole("group", { name: "facturas, 21–40 de 3,000" });
  await expect(list).toBeFocused();
  await expect(invoices.rows.first()).toBeInViewport();

  // A press beside the links turns no page, and must not take the focus away later.
  await invoices.pages.getByText("21–40 de 3,000").click();
  await invoices.filter.pressSequentially("30002999");
  await expect(invoices.rows).toHaveCount(1);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(invoices.filter).toBeFocused();
});
