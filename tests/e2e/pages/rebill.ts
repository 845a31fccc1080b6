// The Refacturar modal: choosing and adding a razón social, the review, and the end (the manual's
// steps 5 to 6.1).

import type { Locator, Page } from "@playwright/test";
import { ReceiverForm } from "./receiver-form.ts";

export class RebillDialog {
  readonly dialog: Locator;
  readonly title: Locator;
  readonly choices: Locator;
  readonly add: Locator;
  readonly next: Locator;
  readonly cancel: Locator;
  readonly close: Locator;
  readonly back: Locator;
  /** The button that registers the trámite. */
  readonly commit: Locator;
  /** The button whose action is in progress. */
  readonly busy: Locator;
  readonly sameReceiver: Locator;
  readonly acknowledge: Locator;
  readonly toTramite: Locator;
  /** The form of a new razón social. */
  readonly form: ReceiverForm;

  constructor(page: Page) {
    this.dialog = page.getByRole("dialog");
    this.title = this.dialog.getByRole("heading", { level: 2 });
    this.choices = this.dialog.getByRole("radio");
    this.add = this.dialog.getByRole("button", { name: "Agregar razón social" });
    this.next = this.dialog.getByRole("button", { name: "Continuar" });
    this.cancel = this.dialog.getByRole("button", { name: "Cancelar" });
    this.close = this.dialog.getByRole("button", { name: "Cerrar" });
    this.back = this.dialog.getByRole("button", { name: "Volver" });
    this.commit = this.dialog.getByRole("button", { name: /^REFACTURAR/ });
    this.busy = this.dialog.getByRole("button", { name: /^(REFACTURAR|Guardar)/, disabled: true });
    this.sameReceiver = this.dialog.getByRole("checkbox", { name: /usar mi única refacturación con el mismo RFC/ });
    this.acknowledge = this.dialog.getByRole("button", { name: "ENTENDIDO" });
    this.toTramite = this.dialog.getByRole("link", { name: "Ver mi trámite" });
    this.form = new ReceiverForm(this.dialog);
  }

  choice(rfc: string): Locator {
    return this.dialog.getByRole("radio", { name: new RegExp(`^${rfc}`) });
  }

  async choose(rfc: string): Promise<void> {
    await this.choice(rfc).check();
    await this.next.click();
  }

  /** The value beside a term of the review: `Total`. */
  reviewed(term: string): Locator {
    return this.dialog
      .getByRole("term")
      .filter({ hasText: new RegExp(`^${term}$`) })
      .locator("xpath=following-sibling::dd[1]");
  }
}
