// Replaces answers of the server for a test: holds them back, fails them or changes them. The rest
// of the API stays real.

import type { Page, Route } from "@playwright/test";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * The trace id of every failure made here, so that a screen that shows it is the same in each run.
 */
export const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

const STATUS = { internal: 500, unavailable: 503, not_found: 404, unauthenticated: 401, not_rebillable: 409 } as const;

/** The wasm file of the login and the frame. */
export const PORTAL_WASM = /\/portal-[0-9a-f]{16}\.wasm$/;
/** The wasm file of the deferred screens. */
export const CUSTOMER_WASM = /\/portal-customer-[0-9a-f]{16}\.wasm$/;

export class Answers {
  private readonly page: Page;
  private readonly releases: (() => void)[] = [];
  private readonly changes = new Map<string, ((body: never) => void)[]>();

  constructor(page: Page) {
    this.page = page;
  }

  /**
   * Holds answers back until the returned function is called, so that a loading state lasts as long
   * as the test needs it.
   */
  async hold(method: Method, address: string): Promise<() => void> {
    const { release, handler } = this.holding();
    await this.on(method, address, handler);
    return release;
  }

  /** Holds back one of the portal's files in the same way. */
  async holdFile(file: RegExp): Promise<() => void> {
    const { release, handler } = this.holding();
    await this.page.route(file, handler);
    return release;
  }

  /** Makes the server fail with one of the contract's problems. */
  async fail(method: Method, address: string, code: keyof typeof STATUS = "internal"): Promise<void> {
    const status = STATUS[code];
    const json = { type: "about:blank", title: "It failed", status, code, trace_id: TRACE_ID };
    await this.on(method, address, (route) =>
      route.fulfill({ status, contentType: "application/problem+json", json }),
    );
  }

  /** Makes the answer never arrive, as without a network. */
  async lose(method: Method, address: string): Promise<void> {
    await this.on(method, address, (route) => route.abort("internetdisconnected"));
  }

  /**
   * Changes the real answer where the demo data have no such case. A second change is applied after
   * the first.
   */
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

  /** Releases everything that is still held back, at the end of the test. */
  async release(): Promise<void> {
    this.releases.forEach((release) => release());
    await this.page.unrouteAll({ behavior: "ignoreErrors" });
  }

  private holding(): { release: () => void; handler: (route: Route) => Promise<void> } {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.releases.push(release);
    const handler = async (route: Route) => {
      await released;
      await route.fallback();
    };
    return { release, handler };
  }

  private async on(method: Method, address: string, answer: (route: Route) => Promise<void>): Promise<void> {
    // A star stands for an id. Any query matches, too.
    const path = address.replaceAll("*", "[^/?]+");
    await this.page.route(new RegExp(`/api/v1${path}(\\?|$)`), (route) =>
      route.request().method() === method ? answer(route) : route.fallback(),
    );
  }
}
