// The login screen (the manual's step 1).

import type { Locator, Page } from "@playwright/test";

export class LoginPage {
  readonly heading: Locator;
  readonly identifier: Locator;
  readonly password: Locator;
  readonly submit: Locator;
  readonly alert: Locator;
  /** The button while the login is under way. */
  readonly busy: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { name: "Entra a tu cuenta" });
    this.identifier = page.getByRole("textbox", { name: "Teléfono/Email" });
    this.password = page.getByLabel("Contraseña", { exact: true });
    this.submit = page.getByRole("button", { name: "ENTRAR", exact: true });
    this.busy = page.getByRole("button", { name: "ENTRAR", exact: true, disabled: true });
    this.alert = page.getByRole("alert");
  }

  async logIn(identifier: string, password: string): Promise<void> {
    await this.identifier.fill(identifier);
    await this.password.fill(password);
    await this.submit.click();
  }
}
