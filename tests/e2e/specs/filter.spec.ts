// The filter bar and the address of the open row: typed text is kept, and what the portal itself
// can judge is never sent.

import { DEMO, KEMPER, OSCAR } from "../pages/accounts.ts";
import type { Portal } from "../pages/portal.ts";
import { type, typeDate } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

/** The customer's list, filtered to the one invoice of June. */
async function enterAndFilterByJune(portal: Portal): Promise<void> {
  await portal.enter();
  await type(portal.invoices.filter, "junio");
  await expect(portal.invoices.rows).toHaveCount(1);
}

test("the filter's text survives a reload, is not in the address, and is gone after logging out", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await invoices.filter.pressSequentially("junio");
  await expect(invoices.rows).toHaveCount(1);
  await page.reload();
  await expect(invoices.filter).toHaveValue("junio");
  await expect(invoices.rows).toHaveCount(1);
  expect(page.url()).not.toContain("junio");
  await portal.logOut();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("junio");
  await portal.login.logIn(OSCAR.email, OSCAR.password);
  await expect(invoices.filter).toHaveValue("");
  await portal.logOut();
  await portal.login.logIn(DEMO.email, DEMO.password);
  await expect(invoices.filter).toHaveValue("");
});

test("the filter's text survives a reload of the login after the session ended", async ({ portal }) => {
  portal.expectStatus(401);
  await enterAndFilterByJune(portal);
  const { invoices, login, page } = portal;
  await page.context().clearCookies();
  await portal.section("Movimientos").click();
  await expect(login.heading).toBeVisible();
  await page.reload();
  await expect(login.heading).toBeVisible();
  await login.logIn(DEMO.email, DEMO.password);
  await portal.section("Facturas").click();
  await expect(invoices.filter).toHaveValue("junio");
  await expect(invoices.rows).toHaveCount(1);
});

test("after a reload of the login the very first list uses the filter's text", async ({ portal }) => {
  await enterAndFilterByJune(portal);
  const { invoices, login, page } = portal;
  await page.context().clearCookies();
  await page.reload();
  await expect(login.heading).toBeVisible();
  const lists: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/invoices?") || request.url().endsWith("/invoices")) {
      lists.push(new URL(request.url()).search);
    }
  });
  await login.logIn(DEMO.email, DEMO.password);
  await expect(invoices.rows).toHaveCount(1);
  await expect(invoices.filter).toHaveValue("junio");
  expect(lists).toEqual([expect.stringContaining("q=junio")]);
});

test("the filter's text is removed from the tab when another customer logs in", async ({ portal, guard }) => {
  // The address is of a tag that is not theirs. The screen may say so before the list is refused.
  guard.allowStatus(404);
  await enterAndFilterByJune(portal);
  const { login, page } = portal;
  await page.context().clearCookies();
  await page.reload();
  await login.logIn(OSCAR.email, OSCAR.password);
  await expect(portal.account).toBeVisible();
  expect(await portal.statusOfList()).toBe(404);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("junio");
});

test("a last day before the first one is reported at its field and never sent", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/invoices?")) {
      sent.push(request.url());
    }
  });
  await typeDate(invoices.from, "2020-06-03");
  await typeDate(invoices.to, "2020-06-02");
  await expect(invoices.region).toContainText("El día de Fin es anterior al de Inicio");
  await expect(invoices.to).toHaveAttribute("aria-invalid", "true");
  await expect(invoices.to).toHaveValue("2020-06-02");
  // The year is typed digit by digit, but only complete dates are requested.
  expect(sent.filter((url) => !/from=2020-06-03/.test(url) || /to=/.test(url))).toEqual([]);
  await typeDate(invoices.to, "2020-06-04");
  await expect(invoices.to).not.toHaveAttribute("aria-invalid", "true");
  await expect(page).toHaveURL(/desde=2020-06-03&hasta=2020-06-04/);
});

test("searching for another invoice closes the open row without interrupting the typing", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await invoices.openRow("$1,093.40");
  await invoices.filter.click();
  await invoices.filter.pressSequentially("48733916", { delay: 150 });
  await expect(invoices.rows).toHaveCount(1);
  await expect(invoices.row("$743.00")).toBeVisible();
  await expect(page.getByText("La factura que abriste")).toHaveCount(0);
  await expect(page).not.toHaveURL(/abierta=/);
  await expect(invoices.filter).toBeFocused();
  await expect(invoices.filter).toHaveValue("48733916");
});

test("the section's own link closes the open row and keeps dates and order", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await typeDate(invoices.from, "2020-05-01");
  await invoices.column("Total").getByRole("link").click();
  await expect(page).toHaveURL(/orden=-?total/);
  await invoices.openRow("$743.00");
  await page.getByRole("navigation", { name: "Secciones" }).getByRole("link", { name: "Facturas" }).click();
  await expect(invoices.xml).toBeHidden();
  await expect(invoices.from).toHaveValue("2020-05-01");
  await expect(page).toHaveURL(/desde=2020-05-01&orden=-?total$/);
});

test("a date that is deleted part by part no longer filters, and leaving half a date shows an error", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await typeDate(invoices.from, "2020-06-01");
  await expect(invoices.rows).toHaveCount(1);
  await invoices.from.click({ position: { x: 16, y: 12 } });
  await page.keyboard.press("Delete");
  await invoices.filter.click();
  await expect(invoices.region).toContainText("Completa la fecha o bórrala.");
  await invoices.from.click({ position: { x: 16, y: 12 } });
  for (const key of ["Delete", "ArrowRight", "Delete", "ArrowRight", "Delete"]) {
    await page.keyboard.press(key);
  }
  await expect(invoices.rows).toHaveCount(2);
  await expect(page).not.toHaveURL(/desde=/);
  await expect(invoices.region).not.toContainText("Completa la fecha o bórrala.");
});

test("clearing the filter leaves the focus in its field", async ({ portal }) => {
  await portal.enter();
  const { invoices } = portal;
  await invoices.filter.pressSequentially("743");
  await expect(invoices.rows).toHaveCount(1);
  await invoices.clearFilters.click();
  await expect(invoices.rows).toHaveCount(2);
  await expect(invoices.filter).toBeFocused();
});

test("an address with dates in the wrong order shows the list", async ({ portal }) => {
  await portal.enter();
  const { invoices, page } = portal;
  await page.goto(`${page.url().split("?")[0]}?desde=2020-06-03&hasta=2020-05-01`);
  await expect(invoices.region).toBeVisible();
  await expect(page.getByRole("alert")).toBeHidden();
});

test("an open row from another page of the list is shown above the list", async ({ portal }) => {
  await portal.enter(KEMPER);
  const { invoices, page } = portal;
  const first = invoices.rows.first();
  const folio = (await first.getByRole("button", { name: /factura folio/ }).getAttribute("aria-label"))?.split(" ").at(-1) ?? "";
  await first.getByRole("button", { name: /factura folio/ }).click();
  await expect(page).toHaveURL(/abierta=/);
  const open = new URL(page.url()).searchParams.get("abierta");
  await page.goBack();
  await invoices.pages.getByRole("link", { name: /Siguiente/ }).click();
  await expect(page).toHaveURL(/pagina=/);
  await page.goto(`${page.url()}&abierta=${open}`);
  const table = page.getByRole("table", { name: "La factura que abriste" });
  await expect(table).toContainText(folio);
  await expect(table.getByRole("link", { name: /^XML/ })).toBeVisible();
  await table.getByRole("button", { name: /factura folio/ }).click();
  await expect(table).toBeHidden();
  await expect(invoices.rows).toHaveCount(20);
});

test("an open row that does not exist says so and leads to the list", async ({ portal }) => {
  portal.expectStatus(404);
  await portal.enter();
  const { invoices, page } = portal;
  await page.goto(`${page.url().split("?")[0]}?abierta=nobodys-invoice&refacturar=elegir`);
  await expect(invoices.region).toContainText("No encontramos la factura que abriste");
  await page.getByRole("button", { name: "Ver todas mis facturas" }).click();
  await expect(page).not.toHaveURL(/abierta/);
  await expect(invoices.rows).toHaveCount(2);
});
