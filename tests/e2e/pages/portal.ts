// The portal as a customer sees it. Each screen has an object of its own, and everything is found
// by role and name.

import type { Locator, Page } from "@playwright/test";
import type { Guard } from "../support/guard.ts";
import { DEMO, type Account } from "./accounts.ts";
import { FiscalProfilesPage } from "./fiscal-profiles.ts";
import { HelpPage } from "./help.ts";
import { InvoicesSection } from "./invoices.ts";
import { LoginPage } from "./login.ts";
import { RebillDialog } from "./rebill.ts";
import { TramitePage } from "./tramite.ts";
import { TramitesPage } from "./tramites.ts";

export class Portal {
  readonly page: Page;
  readonly login: LoginPage;
  readonly invoices: InvoicesSection;
  readonly rebill: RebillDialog;
  readonly tramite: TramitePage;
  readonly tramites: TramitesPage;
  readonly profiles: FiscalProfilesPage;
  readonly help: HelpPage;
  /** The card of the tag. */
  readonly vehicle: Locator;
  readonly sections: Locator;
  /** What waits for the customer, above a list. */
  readonly attention: Locator;
  /** The section MOVIMIENTOS. */
  readonly movements: Locator;
  /** Opens the account's menu. */
  readonly account: Locator;
  readonly logOutButton: Locator;
  /** Opens the list of the account's tags, if it has several. */
  readonly tags: Locator;
  private readonly guard: Guard;

  constructor(page: Page, guard: Guard) {
    this.page = page;
    this.guard = guard;
    this.login = new LoginPage(page);
    this.invoices = new InvoicesSection(page);
    this.rebill = new RebillDialog(page);
    this.tramite = new TramitePage(page);
    this.tramites = new TramitesPage(page);
    this.profiles = new FiscalProfilesPage(page);
    this.help = new HelpPage(page);
    this.vehicle = page.getByRole("region", { name: "Tu vehículo" });
    this.sections = page.getByRole("navigation", { name: "Secciones" });
    this.attention = page.getByRole("region", { name: "Lo que espera algo de ti" });
    this.movements = page.getByRole("region", { name: "Movimientos" });
    const account = page.getByRole("navigation", { name: "Tu cuenta" });
    this.account = account.getByRole("button", { expanded: false });
    this.logOutButton = account.getByRole("button", { name: "Cerrar sesión" });
    this.tags = this.vehicle.getByRole("button", { name: /^Cambiar de tag/ });
  }

  /** The server's status for the invoices of the tag in the address, asked with this session. */
  async statusOfList(): Promise<number> {
    const { origin, pathname } = new URL(this.page.url());
    const tag = /\/tags\/([^/]+)/.exec(pathname)?.[1] ?? "";
    return (await this.page.request.get(`${origin}/up/api/v1/tags/${tag}/invoices`)).status();
  }

  /** See [`Guard.expectStatus`]. */
  expectStatus(status: number): void {
    this.guard.expectStatus(status);
  }

  /** See [`Guard.expectFailedRequest`]. */
  expectFailedRequest(pattern: RegExp): void {
    this.guard.expectFailedRequest(pattern);
  }

  /** See [`Guard.expectComplaint`]. */
  expectComplaint(pattern: RegExp): void {
    this.guard.expectComplaint(pattern);
  }

  /** Opens an address of the portal, by default its front page. */
  async open(address = "/up/"): Promise<void> {
    await this.page.goto(address);
  }

  /**
   * Opens the portal, by default on our own page, and logs in. Ends on the invoices of the first
   * tag.
   */
  async enter(account: Account = DEMO, address?: string): Promise<void> {
    await this.open(address);
    await this.login.logIn(account.email, account.password);
    await this.invoices.heading.waitFor();
  }

  section(name: "Movimientos" | "Facturas" | "Aclaraciones"): Locator {
    return this.sections.getByRole("link", { name });
  }

  /** Opens the account's menu, which contains the button to log out. */
  async showLogOut(): Promise<void> {
    await this.account.click();
    await this.logOutButton.waitFor();
  }

  async tryToLogOut(): Promise<void> {
    await this.showLogOut();
    await this.logOutButton.click();
  }

  async logOut(): Promise<void> {
    await this.tryToLogOut();
    await this.login.heading.waitFor();
  }

  /** Opens another tab of the same browser, with the same session. */
  async anotherTab(): Promise<Portal> {
    return new Portal(await this.page.context().newPage(), this.guard);
  }
}
