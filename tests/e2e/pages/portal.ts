// The portal as a customer sees it; each screen is an object of its own, and everything is found by role and name.

import type { Locator, Page } from "@playwright/test";
import type { Guard } from "../support/guard.ts";
import { DEMO, type Account } from "./accounts.ts";
import { HelpPage } from "./help.ts";
import { InvoicesSection } from "./invoices.ts";
import { LoginPage } from "./login.ts";
import { RebillDialog } from "./rebill.ts";
import { TramitePage } from "./tramite.ts";

export class Portal {
  readonly page: Page;
  readonly login: LoginPage;
  readonly invoices: InvoicesSection;
  readonly rebill: RebillDialog;
  readonly tramite: TramitePage;
  readonly help: HelpPage;
  /** The card of the tag. */
  readonly vehicle: Locator;
  readonly sections: Locator;
  /** The section MOVIMIENTOS. */
  readonly movements: Locator;
  /** The account's tags, where it has several. */
  readonly tags: Locator;
  readonly logOutButton: Locator;
  private readonly guard: Guard;

  constructor(page: Page, guard: Guard) {
    this.page = page;
    this.guard = guard;
    this.login = new LoginPage(page);
    this.invoices = new InvoicesSection(page);
    this.rebill = new RebillDialog(page);
    this.tramite = new TramitePage(page);
    this.help = new HelpPage(page);
    this.vehicle = page.getByRole("region", { name: "Tu vehículo" });
    this.sections = page.getByRole("navigation", { name: "Secciones" });
    this.movements = page.getByRole("region", { name: "Movimientos" });
    this.tags = page.getByRole("navigation", { name: "Tus tags" }).or(page.getByRole("menu", { name: /tags/i }));
    this.logOutButton = page.getByRole("button", { name: "Cerrar sesión" });
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

  /** Opens the portal's front page. */
  async open(address = "/up/"): Promise<void> {
    await this.page.goto(address);
  }

  /** Opens the portal and logs in; ends on the invoices of the first tag. */
  async enter(account: Account = DEMO): Promise<void> {
    await this.open();
    await this.login.logIn(account.email, account.password);
    await this.invoices.heading.waitFor();
  }

  section(name: "Movimientos" | "Facturas" | "Aclaraciones"): Locator {
    return this.sections.getByRole("link", { name });
  }

  /** Brings the button that logs out to the screen, where it stands in a menu of the account. */
  async showLogOut({ name }: Account = DEMO): Promise<void> {
    const menu = this.page.getByRole("button", { name });
    await this.logOutButton.or(menu).first().waitFor();
    if (!(await this.logOutButton.isVisible())) {
      await menu.click();
      await this.logOutButton.waitFor();
    }
  }

  /** Brings the account's other tags to the screen, where they stand in a menu of the vehicle's card. */
  async showTags(): Promise<void> {
    const menu = this.vehicle.getByRole("button", { name: /tag/i });
    await this.tags.or(menu).first().waitFor();
    if (!(await this.tags.isVisible())) {
      await menu.click();
      await this.tags.waitFor();
    }
  }

  async logOut(): Promise<void> {
    await this.logOutButton.click();
    await this.login.heading.waitFor();
  }

  /** Another tab of the same browser, with the same session. */
  async anotherTab(): Promise<Portal> {
    return new Portal(await this.page.context().newPage(), this.guard);
  }
}
