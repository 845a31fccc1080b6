// The page of a trámite: its state, its timeline, the corrected document.

import type { Locator, Page } from "@playwright/test";

export class TramitePage {
  readonly heading: Locator;
  readonly status: Locator;
  readonly steps: Locator;
  readonly pdf: Locator;
  readonly xml: Locator;
  readonly backToInvoices: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Trámite de refacturación" });
    this.status = page.getByRole("status").filter({ hasText: "Estado:" });
    this.steps = page.getByRole("main").getByRole("list").getByRole("listitem");
    this.pdf = page.getByRole("link", { name: "Descargar PDF" });
    this.xml = page.getByRole("link", { name: "Descargar XML" });
    this.backToInvoices = page.getByRole("link", { name: "Volver a mis facturas" });
  }

  step(title: string): Locator {
    return this.steps.filter({ hasText: title });
  }
}
