// The page of a trámite: its state, its timeline, the corrected document.

import type { Locator, Page } from "@playwright/test";
import { ReceiverForm } from "./receiver-form.ts";

export class TramitePage {
  readonly heading: Locator;
  readonly status: Locator;
  readonly steps: Locator;
  readonly pdf: Locator;
  readonly xml: Locator;
  readonly backToInvoices: Locator;
  /** The form of the razón social that must be mended. */
  readonly correction: ReceiverForm;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Trámite de refacturación" });
    this.status = page.getByRole("status").filter({ hasText: "Estado:" });
    this.steps = page.getByRole("main").getByRole("list").getByRole("listitem");
    this.pdf = page.getByRole("link", { name: "Descargar PDF" });
    this.xml = page.getByRole("link", { name: "Descargar XML" });
    this.backToInvoices = page.getByRole("link", { name: "Volver a mis facturas" });
    this.correction = new ReceiverForm(page.getByRole("main"));
  }

  step(title: string): Locator {
    return this.steps.filter({ hasText: title });
  }
}
