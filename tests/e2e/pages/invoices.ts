// The section FACTURAS: filter bar, table and the open row (the manual's steps 2 to 4).

import type { Locator, Page } from "@playwright/test";

export class InvoicesSection {
  readonly heading: Locator;
  readonly table: Locator;
  readonly filter: Locator;
  readonly from: Locator;
  readonly to: Locator;
  readonly clearFilters: Locator;
  readonly pages: Locator;
  /** In the open row, as are the next three. */
  readonly xml: Locator;
  readonly pdf: Locator;
  readonly refacturar: Locator;
  readonly uuid: Locator;
  readonly region: Locator;

  constructor(page: Page) {
    this.region = page.getByRole("region", { name: "Facturas", exact: true });
    this.heading = this.region.getByRole("heading", { name: "Facturas" });
    this.table = this.region.getByRole("table", { name: /^Facturas publicadas/ });
    this.filter = this.region.getByRole("searchbox", { name: "Filtro" });
    this.from = this.region.getByLabel("Inicio");
    this.to = this.region.getByLabel("Fin");
    this.clearFilters = this.region.getByRole("button", { name: "Quitar filtros" });
    this.pages = this.region.getByRole("navigation", { name: "Páginas de facturas" });
    this.xml = this.table.getByRole("link", { name: /^XML/ });
    this.pdf = this.table.getByRole("link", { name: /^PDF/ });
    this.refacturar = this.table.getByRole("button", { name: /^REFACTURAR/ });
    this.uuid = this.table.getByRole("definition");
  }

  /** The rows of invoices, without the table's head and without the details of an open row. */
  get rows(): Locator {
    return this.table.getByRole("row").filter({ has: this.table.page().getByRole("button", { name: /factura folio/ }) });
  }

  /** The first row with this total: `$743.00`. */
  row(total: string): Locator {
    // On a phone the column's name precedes the amount.
    const ending = new RegExp(`${total.replaceAll(/[$.]/g, "\\$&")}$`);
    const cell = this.table.page().getByRole("cell", { name: ending });
    return this.rows.filter({ has: cell }).first();
  }

  opener(total: string): Locator {
    return this.row(total).getByRole("button", { name: /factura folio/ });
  }

  async openRow(total: string): Promise<void> {
    await this.opener(total).click();
    await this.xml.waitFor();
  }

  /** Opens the row and then the modal. */
  async startRebill(total: string): Promise<void> {
    await this.openRow(total);
    await this.refacturar.click();
  }

  /** The folio fiscal of the open row. */
  async openUuid(): Promise<string> {
    return (await this.uuid.first().innerText()).trim();
  }

  column(name: string): Locator {
    return this.table.getByRole("columnheader", { name });
  }
}
