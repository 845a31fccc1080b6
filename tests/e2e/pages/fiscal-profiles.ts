// Datos fiscales: the list of razones sociales, the pages of the form, and the dialog that removes
// one.

import type { Locator, Page } from "@playwright/test";
import { ReceiverForm } from "./receiver-form.ts";

export const ADDRESS = "/up/cuenta/datos-fiscales";

export class FiscalProfilesPage {
  readonly heading: Locator;
  /** The link in the account's menu. */
  readonly link: Locator;
  readonly cards: Locator;
  readonly add: Locator;
  readonly form: ReceiverForm;
  readonly statusMessage: Locator;
  readonly dialog: Locator;
  readonly confirm: Locator;
  readonly keepButton: Locator;
  readonly acknowledge: Locator;

  constructor(page: Page) {
    const main = page.getByRole("main");
    this.heading = page.getByRole("heading", { level: 1, name: "Datos fiscales" });
    this.link = page.getByRole("navigation", { name: "Tu cuenta" }).getByRole("link", { name: "Datos fiscales" });
    this.cards = main.getByRole("article");
    this.add = main.getByRole("link", { name: "Agregar razón social" });
    this.form = new ReceiverForm(main);
    this.statusMessage = main.getByRole("status");
    this.dialog = page.getByRole("dialog");
    this.confirm = this.dialog.getByRole("button", { name: "Eliminar" });
    this.keepButton = this.dialog.getByRole("button", { name: "Conservar" });
    this.acknowledge = this.dialog.getByRole("button", { name: "ENTENDIDO" });
  }

  card(rfc: string): Locator {
    return this.cards.filter({ hasText: rfc });
  }

  edit(rfc: string): Locator {
    return this.card(rfc).getByRole("link", { name: /^Editar/ });
  }

  remove(rfc: string): Locator {
    return this.card(rfc).getByRole("button", { name: /^Eliminar/ });
  }

  makeDefault(rfc: string): Locator {
    return this.card(rfc).getByRole("button", { name: /^Usar como predeterminada/ });
  }
}
