// What a customer does before the screen under test. It is done over HTTP in the page's own
// session, because these steps have specs of their own and only the screen that follows matters.

import { type APIRequestContext, type APIResponse, expect, type Page } from "@playwright/test";
import type { Account } from "../pages/accounts.ts";

const API = "/up/api/v1";

interface Listed<Item> {
  readonly items: Item[];
}
interface Invoice {
  readonly id: string;
  readonly uuid: string;
  readonly total: string;
}
interface Named {
  readonly id: string;
}
interface ProfileData {
  readonly rfc: string;
  readonly name: string;
  readonly postal_code: string;
  readonly fiscal_regime: string;
  readonly cfdi_use: string;
}
interface FiscalProfile extends Named, ProfileData {
  readonly address: object;
  readonly version: number;
}

/** A registered trámite, and the folio fiscal of the invoice that it corrects. */
export interface Tramite {
  readonly id: string;
  readonly address: string;
  readonly uuid: string;
}

export class Customer {
  private readonly request: APIRequestContext;
  private readonly headers: { origin: string };

  private constructor(page: Page, origin: string) {
    this.request = page.request;
    // A write must name its origin, as a browser's request does.
    this.headers = { origin };
  }

  /** Logs in. The browser's next page has the session's cookie. */
  static async logIn(page: Page, origin: string, account: Account): Promise<Customer> {
    const customer = new Customer(page, origin);
    const data = { identifier: account.email, password: account.password };
    await customer.read(customer.request.post(`${API}/session`, { headers: customer.headers, data }));
    return customer;
  }

  /** The ids of the tags, in their order. */
  async tags(): Promise<string[]> {
    const { items } = await this.read<Listed<Named>>(this.request.get(`${API}/tags`));
    return items.map(({ id }) => id);
  }

  /** The address of a section of the first tag: `facturas`, `facturas?orden=total`. */
  async address(section: string): Promise<string> {
    const [tag] = await this.tags();
    return `/up/tags/${tag}/${section}`;
  }

  /** The invoice of the first tag with this total: `1093.40`. */
  async invoice(total: string): Promise<Invoice> {
    const [tag] = await this.tags();
    const { items } = await this.read<Listed<Invoice>>(this.request.get(`${API}/tags/${tag}/invoices`));
    const invoice = items.find((item) => item.total === total);
    if (invoice === undefined) {
      throw new Error(`no invoice of ${total}`);
    }
    return invoice;
  }

  /** The address of the table in which the row with this total is open. */
  async openRow(total: string): Promise<string> {
    return this.address(`facturas?abierta=${(await this.invoice(total)).id}`);
  }

  /** Registers a trámite that re-bills the invoice to another razón social. */
  async rebill(total: string, rfc: string): Promise<Tramite> {
    const invoice = await this.invoice(total);
    const profile = await this.profile(rfc);
    const { id } = await this.read<Named>(
      this.request.post(`${API}/invoices/${invoice.id}/rebill`, {
        headers: { ...this.headers, "idempotency-key": `e2e-${invoice.id}` },
        data: { fiscal_profile_id: profile.id, cfdi_use: null, confirm_same_receiver: false },
      }),
    );
    return { id, address: `/up/tramites/${id}`, uuid: invoice.uuid };
  }

  async addProfile(data: ProfileData): Promise<void> {
    await this.read(this.request.post(`${API}/fiscal-profiles`, { headers: this.headers, data }));
  }

  /** Changes a razón social, as another window would. */
  async changeProfile(rfc: string, change: Partial<ProfileData>): Promise<void> {
    const { id, version, name, postal_code, fiscal_regime, cfdi_use, address } = await this.profile(rfc);
    await this.read(
      this.request.put(`${API}/fiscal-profiles/${id}`, {
        headers: { ...this.headers, "if-match": `"${version}"` },
        data: { rfc, name, postal_code, fiscal_regime, cfdi_use, address, ...change },
      }),
    );
  }

  /** Removes a razón social, as another window would. */
  async removeProfile(rfc: string): Promise<void> {
    const { id, version } = await this.profile(rfc);
    const headers = { ...this.headers, "if-match": `"${version}"` };
    expect(await this.request.delete(`${API}/fiscal-profiles/${id}`, { headers })).toBeOK();
  }

  /** The address of the form of a razón social. */
  async profileAddress(rfc: string): Promise<string> {
    return `/up/cuenta/datos-fiscales/${(await this.profile(rfc)).id}`;
  }

  private async profile(rfc: string): Promise<FiscalProfile> {
    const { items } = await this.read<Listed<FiscalProfile>>(this.request.get(`${API}/fiscal-profiles`));
    const profile = items.find((item) => item.rfc === rfc);
    if (profile === undefined) {
      throw new Error(`no razón social ${rfc}`);
    }
    return profile;
  }

  /** Waits until the worker has brought the trámite to this status. */
  async waitForStatus(tramite: Tramite, status: string): Promise<void> {
    await expect(async () => {
      const rebill = await this.read<{ status: string }>(this.request.get(`${API}/rebills/${tramite.id}`));
      expect(rebill.status).toBe(status);
    }).toPass();
  }

  private async read<Body>(sent: Promise<APIResponse>): Promise<Body> {
    const answer = await sent;
    expect(answer, answer.url()).toBeOK();
    return (await answer.json()) as Body;
  }
}
