// `test` for the portal as a guest: in addition to its backend, each worker serves the sites of
// hosts/, which embed the portal.

import type { Locator, Page } from "@playwright/test";
import { SITES, serveHosts } from "../../../hosts/serve.mjs";
import { Backend } from "./backend.ts";
import { test as base } from "./test.ts";

export type Site = keyof typeof SITES;

interface Sites {
  /** The address of a path on a site: `http://127.0.0.1:41234/tailwind/up/`. */
  readonly address: (site: Site, path?: string) => string;
}

/** The backend and the sites' origin, of this worker. */
let running: Backend | undefined;
let origin = "";

export const test = base.extend<{ host: HostPage }, { sites: Sites }>({
  sites: [
    async ({ files: _files }, use) => {
      // The sites start first, because the backend must be told their origin. They look the backend
      // up when they get a request.
      const server = await serveHosts(0, () => running?.url ?? "");
      origin = server.url;
      await use({ address: (site, path = "/up/") => `${server.url}/${site}${path}` });
      await server.close();
    },
    { scope: "worker" },
  ],

  backend: [
    async ({ files, sites: _first }, use) => {
      const backend = await Backend.start(files, [origin]);
      running = backend;
      await use(backend);
      running = undefined;
      await backend.stop();
    },
    { scope: "worker" },
  ],

  host: async ({ page, portal: _guarded, sites }, use) => use(new HostPage(page, sites)),
});

/** A page of another site, with the portal in it. */
export class HostPage {
  readonly page: Page;
  readonly element: Locator;
  readonly mount: Locator;
  readonly unmount: Locator;
  readonly move: Locator;
  /** Adds an entry of the host's own to the history. */
  readonly push: Locator;
  readonly search: Locator;
  private readonly sites: Sites;

  constructor(page: Page, sites: Sites) {
    this.page = page;
    this.sites = sites;
    this.element = page.locator("pase-portal");
    this.mount = page.getByRole("button", { name: "Montar", exact: true });
    this.unmount = page.getByRole("button", { name: "Desmontar" });
    this.move = page.getByRole("button", { name: "Mover" });
    this.push = page.getByRole("button", { name: "Filtrar" });
    this.search = page.getByRole("textbox", { name: "Buscar en el sitio" });
  }

  async open(site: Site, path?: string): Promise<void> {
    await this.page.goto(this.sites.address(site, path));
  }

  /** Opens a site without waiting for what the page loads. */
  async beginToOpen(site: Site): Promise<void> {
    await this.page.goto(this.sites.address(site), { waitUntil: "commit" });
  }

  link(name: string): Locator {
    return this.page.locator("#site").getByRole("link", { name, exact: true });
  }

  /** The page's address without its origin. */
  path(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  /** What the host's own scripts have seen. */
  log(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis as unknown as { hostLog: string[] }).hostLog);
  }
}

export { expect } from "@playwright/test";
