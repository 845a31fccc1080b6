// The login screen (the manual's step 1).

import type { Locator, Page } from "@playwright/test";
import { type } from "../support/person.ts";

export class LoginPage {
  readonly heading: Locator;
  readonly identifier: Locator;
  readonly password: Locator;
  readonly submit: Locator;
  readonly alert: Locator;
  /** The element that takes the focus when the log-in has failed. */
  readonly failure: Locator;
  /** The button while the log-in is in progress. */
  readonly busy: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { name: "Entra a tu cuenta" });
    this.identifier = page.getByRole("textbox", { name: "Teléfono/Email" });
    this.password = page.getByLabel("Contraseña", { exact: true });
    this.submit = page.getByRole("button", { name: "ENTRAR", exact: true });
    this.busy = page.getByRole("button", { name: "ENTRAR", exact: true, disabled: true });
    this.alert = page.getByRole("alert");
    this.failure = page.locator("[tabindex='-1']").filter({ has: this.alert });
  }

  async logIn(identifier: string, password: string): Promise<void> {
    await type(this.identifier, identifier);
    await type(this.password, password);
    await this.submit.click();
  }
}
