// The page of a trámite: its status, its timeline and the corrected document.

import type { Locator, Page } from "@playwright/test";
import { ReceiverForm } from "./receiver-form.ts";

export class TramitePage {
  readonly heading: Locator;
  readonly status: Locator;
  /** The state of the original at the SAT. */
  readonly sat: Locator;
  private readonly documents: Locator;
  readonly steps: Locator;
  readonly pdf: Locator;
  readonly xml: Locator;
  readonly backToInvoices: Locator;
  /** One of the documents, by its title. */
  readonly document: (title: string) => Locator;
  /** The form of the razón social that must be corrected. */
  readonly correction: ReceiverForm;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Trámite de refacturación" });
    this.status = page.getByRole("status").filter({ hasText: "Estado:" });
    this.sat = page.getByRole("term").filter({ hasText: "Estado en el SAT" }).locator("xpath=following-sibling::dd[1]");
    this.documents = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3 }) });
    this.document = (title) => this.documents.filter({ has: page.getByRole("heading", { level: 3, name: title }) });
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
