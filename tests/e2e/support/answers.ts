// What the server answers where the real one would not, or not now: held back, failing, changed. The rest stays real.

import type { Page, Route } from "@playwright/test";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** The trace id of every failure that is made up here, so that what shows it reads the same each time. */
export const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

const STATUS = { internal: 500, unavailable: 503, not_found: 404, unauthenticated: 401, not_rebillable: 409 } as const;

/** The wasm file of the login and the frame. */
export const FIRST_WASM = /\/portal-[0-9a-f]{16}\.wasm$/;
/** That of what is behind the login. */
export const SECOND_WASM = /\/portal-customer-[0-9a-f]{16}\.wasm$/;

export class Answers {
  private readonly page: Page;
  private readonly releases: (() => void)[] = [];
  private readonly changes = new Map<string, ((body: never) => void)[]>();

  constructor(page: Page) {
    this.page = page;
  }

  /** Holds answers back until they are let go, so that a state of loading lasts as long as the test needs it. */
  async hold(method: Method, address: string): Promise<() => void> {
    const { release, held } = this.holding();
    await this.on(method, address, held);
    return release;
  }

  /** The same for a file of the portal's. */
  async holdFile(file: RegExp): Promise<() => void> {
    const { release, held } = this.holding();
    await this.page.route(file, held);
    return release;
  }

  /** The server fails with one of the contract's problems. */
  async fail(method: Method, address: string, code: keyof typeof STATUS = "internal"): Promise<void> {
    const status = STATUS[code];
    const json = { type: "about:blank", title: "It failed", status, code, trace_id: TRACE_ID };
    await this.on(method, address, (route) =>
      route.fulfill({ status, contentType: "application/problem+json", json }),
    );
  }

  /** The answer never arrives: there is no network. */
  async lose(method: Method, address: string): Promise<void> {
    await this.on(method, address, (route) => route.abort("internetdisconnected"));
  }

  /** The real answer, changed where the demo data have no such case; a second change comes on top of the first. */
  async change<Body>(method: Method, address: string, change: (body: Body) => void): Promise<void> {
    const key = `${method} ${address}`;
    const changes = [...(this.changes.get(key) ?? []), change];
    this.changes.set(key, changes);
    if (changes.length > 1) {
      return;
    }
    await this.on(method, address, async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as never;
      this.changes.get(key)?.forEach((change) => change(body));
      await route.fulfill({ response, json: body });
    });
  }

  /** Lets go of everything that is still held back; the test is over. */
  async release(): Promise<void> {
    this.releases.forEach((release) => release());
    await this.page.unrouteAll({ behavior: "ignoreErrors" });
  }

  private holding(): { release: () => void; held: (route: Route) => Promise<void> } {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.releases.push(release);
    const held = async (route: Route) => {
      await released;
      await route.fallback();
    };
    return { release, held };
  }

  private async on(method: Method, address: string, answer: (route: Route) => Promise<void>): Promise<void> {
    // A star stands for an id, and whatever is asked in the query is meant, too.
    const path = address.replaceAll("*", "[^/?]+");
    await this.page.route(new RegExp(`/api/v1${path}(\\?|$)`), (route) =>
      route.request().method() === method ? answer(route) : route.fallback(),
    );
  }
}
