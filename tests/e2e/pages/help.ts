// The help page (the manual's last page).

import type { Locator, Page } from "@playwright/test";

export class HelpPage {
  readonly heading: Locator;
  readonly mail: Locator;
  readonly link: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Ayuda" });
    this.mail = page.getByRole("link", { name: "cavi@pase.com.mx" });
    this.link = page.getByRole("link", { name: "Ayuda" });
  }

  phone(number: string): Locator {
    return this.heading.page().getByRole("link", { name: number });
  }
}
