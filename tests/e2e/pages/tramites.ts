// The list of all trámites.

import type { Locator, Page } from "@playwright/test";

export class TramitesPage {
  readonly heading: Locator;
  /** The link in the header. */
  readonly link: Locator;
  readonly cards: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole("heading", { level: 1, name: "Mis trámites" });
    this.link = page.getByRole("navigation", { name: "Tu cuenta" }).getByRole("link", { name: "Mis trámites" });
    this.cards = page.getByRole("main").getByRole("article");
  }
}
