// The world of one journey: a customer's browser with its tabs, an unreliable connection, and the
// real backend behind it.

import type { Browser, BrowserContext, Page, Route } from "@playwright/test";
import { DEMO, type Account } from "../pages/accounts.ts";
import type { Backend } from "../support/backend.ts";
import { watchUsability, type WatchedWindow } from "../support/usability-rules.ts";
import { humanizePlaywright } from "../support/person.ts";
import { Finding } from "./finding.ts";
import { readScreen, type Screen } from "./screen.ts";

const API = "/up/api/v1";

/**
 * For how many milliseconds nothing may change until a screen counts as complete. After typing it
 * takes longer, because the portal makes a pause before its request.
 */
const QUIET_TIME = 100;
export const QUIET_TIME_AFTER_TYPING = 350;
/** How long a screen may take, in milliseconds. */
const SCREEN_TIMEOUT = 20_000;

export type Device = "phone" | "desktop";

/**
 * What happens to requests to the API. `lost` affects only the next write: it is done, but its
 * answer never arrives.
 */
export type Connection = "up" | "down" | "gateway" | "slow" | "lost" | "html";

interface Tab {
  readonly page: Page;
  screen: Screen | null;
}

export class World {
  readonly device: Device;
  readonly backend: Backend;
  readonly context: BrowserContext;
  /** The steps so far, in words. */
  readonly story: string[] = [];
  /** The tabs, and the index of the one in use. */
  readonly tabs: Tab[] = [];
  current = 0;
  connection: Connection = "up";
  /**
   * The connection failed at some time in this journey, so console errors about failed requests are
   * not reported.
   */
  wasFaulty = false;
  /** The account that logged in last. */
  account: Account = DEMO;
  /** The content of the fields, and their screen, when a session ended. */
  draft: { readonly at: string; readonly fields: Readonly<Record<string, string>> } | null = null;
  /** The page's successful requests to the API since the last check. */
  answeredRequests: string[] = [];
  /** In the last step, a write was done whose answer never arrived. */
  lostAnswer = false;
  private readonly complaints: Finding[] = [];
  private pendingRequests = 0;

  private constructor(device: Device, backend: Backend, context: BrowserContext) {
    this.device = device;
    this.backend = backend;
    this.context = context;
  }

  /** Opens the portal in a new browser, with fresh demo data. `account` is logged in, if given. */
  static async begin(browser: Browser, backend: Backend, device: Device, account: Account | null): Promise<World> {
    const context = await browser.newContext({
      baseURL: backend.url,
      locale: "es-MX",
      timezoneId: "America/Mexico_City",
      viewport: device === "phone" ? { width: 360, height: 640 } : { width: 1280, height: 800 },
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(5_000);
    context.setDefaultNavigationTimeout(15_000);
    const world = new World(device, backend, context);
    await world.sandbox("reset", {});
    await watchUsability(context);
    await world.watch();
    if (account !== null) {
      world.account = account;
      world.story.push(`(${account.email} is logged in)`);
      const data = { identifier: account.email, password: account.password };
      await context.request.post(`${API}/session`, { headers: { origin: backend.url }, data });
    }
    await world.openTab("/up/");
    return world;
  }

  get tab(): Tab {
    const tab = this.tabs[this.current];
    if (tab === undefined) {
      throw new Error("there is no tab");
    }
    return tab;
  }

  get page(): Page {
    return this.tab.page;
  }

  /** The screen at the end of the last step. */
  get screen(): Screen {
    const { screen } = this.tab;
    if (screen === null) {
      throw new Error("nothing was looked at yet");
    }
    return screen;
  }

  async openTab(address: string): Promise<void> {
    // The typed text belongs to the other tab.
    this.draft = null;
    const page = await this.context.newPage();
    humanizePlaywright(page);
    this.tabs.push({ page, screen: null });
    this.current = this.tabs.length - 1;
    await page.goto(address);
    await this.refreshScreen();
  }

  /**
   * Waits until nothing is in progress and nothing has changed for so many milliseconds, then reads
   * the screen.
   */
  async refreshScreen(quietTime = QUIET_TIME): Promise<Screen> {
    const { page } = this;
    await this.settle(quietTime);
    const screen = await readScreen(page);
    this.tab.screen = screen;
    return screen;
  }

  /** Asks the API in the customer's session, whatever the state of the connection. */
  async ask<Body>(path: string): Promise<Body | null> {
    const answer = await this.context.request.get(API + path);
    return answer.ok() ? ((await answer.json()) as Body) : null;
  }

  /** Uses one of the sandbox's controls. */
  async sandbox(control: string, data: object): Promise<boolean> {
    const answer = await this.context.request.post(`/sandbox/${control}`, { headers: { origin: this.backend.url }, data });
    return answer.ok();
  }

  async setConnection(connection: Connection): Promise<void> {
    this.connection = connection;
    this.wasFaulty ||= connection !== "up";
    await this.context.setOffline(connection === "down");
  }

  complain(rule: string, what: string): void {
    this.complaints.push(new Finding(rule, what));
  }

  /** What the pages have complained of since the last call. */
  takeComplaints(): Finding[] {
    return this.complaints.splice(0);
  }

  async end(): Promise<void> {
    await this.context.unrouteAll({ behavior: "ignoreErrors" });
    await this.context.close();
  }

  private async watch(): Promise<void> {
    const { context } = this;
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`CSP violation of ${event.effectiveDirective} by ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on("weberror", (error) => this.complain("script error", String(error.error())));
    context.on("console", (message) => {
      const text = message.text();
      const isOfRequest = text.startsWith("Failed to load resource:") || text.includes("was preloaded using link preload");
      const isOfFault = this.wasFaulty && /Failed to fetch|ERR_|NetworkError/.test(text);
      if (!["error", "warning"].includes(message.type()) || isOfRequest || isOfFault) {
        return;
      }
      const rule = /^rule: (.*)$/s.exec(text)?.[1];
      this.complain(rule === undefined ? "console" : "usability", rule ?? text);
    });
    // Closes what the portal opens in another tab, such as a document.
    context.on("page", (page) => {
      void page.opener().then((opener) => (opener === null ? undefined : page.close()));
    });
    context.on("request", (request) => {
      this.pendingRequests += isOfApi(request.url()) ? 1 : 0;
    });
    context.on("requestfinished", (request) => {
      this.pendingRequests -= isOfApi(request.url()) ? 1 : 0;
    });
    context.on("requestfailed", (request) => {
      this.pendingRequests -= isOfApi(request.url()) ? 1 : 0;
    });
    context.on("response", (response) => {
      const url = new URL(response.url());
      if (!isOfApi(response.url())) {
        return;
      }
      const [method, status] = [response.request().method(), response.status()];
      const path = url.pathname.slice(API.length);
      if (response.ok()) {
        this.answeredRequests.push(`${method} ${path}`);
      }
      // Statuses that no customer can cause: the app requests what the contract refuses, or the
      // server fails without a simulated fault.
      const isWrong = [400, 403, 405, 413, 415, 428].includes(status) || (status === 422 && method === "GET");
      const isFault = status >= 500 && this.connection !== "gateway" && response.headers()["x-fault"] === undefined;
      if (isWrong || isFault) {
        this.complain("status", `${status} for ${method} ${path.replaceAll(/\/[0-9a-zA-Z_-]{8,}/g, "/*")}`);
      }
    });
    await context.route((url) => isOfApi(url.href), (route) => this.answer(route));
  }

  /** Answers a request according to the state of the connection. */
  private async answer(route: Route): Promise<void> {
    const isWrite = route.request().method() !== "GET";
    try {
      switch (this.connection) {
        case "gateway":
          return await route.fulfill({
            status: 502,
            contentType: "text/html",
            headers: { "x-fault": "gateway" },
            body: "<html><body><h1>502 Bad Gateway</h1></body></html>",
          });
        case "html":
          return await route.fulfill({
            status: 200,
            contentType: "text/html",
            headers: { "x-fault": "captive portal" },
            body: "<html><body>Bienvenido a la red del aeropuerto</body></html>",
          });
        case "slow":
          await new Promise((later) => setTimeout(later, 800));
          return await route.continue();
        case "lost":
          if (isWrite) {
            this.connection = "up";
            this.lostAnswer = (await route.fetch()).ok();
            return await route.abort("connectionreset");
          }
          return await route.continue();
        default:
          return await route.continue();
      }
    } catch (error) {
      // The page or the whole journey ended before the answer.
      if (!/closed|ended|disposed|navigat/i.test(String(error))) {
        throw error;
      }
    }
  }

  /** Waits until there is no request, no change, and no pause before a request. */
  private async settle(quietTime: number): Promise<void> {
    const { page } = this;
    const end = Date.now() + SCREEN_TIMEOUT;
    while (Date.now() < end) {
      const isQuiet = await page
        .evaluate(async (quietTime) => {
          const { usabilityRules } = globalThis as WatchedWindow;
          if (usabilityRules === undefined) {
            return true;
          }
          // A prerendered screen does not count, unless the app did not arrive and the page says
          // so.
          const place = document.getElementById("pase-portal") as { portal?: { state: string } } | null;
          const isStarting = place !== null && place.portal?.state !== "ready";
          if (isStarting && document.querySelector(".pase-portal [role=alert]") === null) {
            return false;
          }
          await usabilityRules.answerChecked();
          await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
          return usabilityRules.pendingRequests() === 0 && usabilityRules.millisecondsSinceChange() > quietTime;
        }, quietTime)
        .catch((error: unknown) => {
          if (/context was destroyed|navigat/i.test(String(error))) {
            return false;
          }
          throw error;
        });
      if (isQuiet && this.pendingRequests <= 0) {
        return;
      }
      await new Promise((later) => setTimeout(later, 20));
    }
    throw new Finding("never still", `something goes on forever at ${new URL(page.url()).pathname}`);
  }
}

function isOfApi(url: string): boolean {
  return new URL(url).pathname.startsWith(`${API}/`);
}
