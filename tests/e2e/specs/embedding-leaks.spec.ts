// The portal leaks nothing: after hundreds of repetitions the page has as many nodes and listeners
// as before, and the app uses as much memory.
//
// Where the app stays mounted, its memory has some room. Measured were a quarter of a kilobyte for
// a change of section and one and a half for an opened modal. According to its source,
// reactive_graph keeps a weak reference for each view that listened to a signal and has gone, until
// that signal changes; whether that explains all of it was not measured. Nodes and listeners have
// no room.

import type { CDPSession, Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { expect, test } from "../support/host-test.ts";

interface Resources {
  readonly nodes: number;
  readonly listeners: number;
  /** In pages of 64 KiB. */
  readonly wasm: number;
}

/** Measures what the page holds once nothing is in progress. */
class ResourceMeter {
  private readonly page: Page;
  private readonly session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.session = session;
  }

  static async of(page: Page): Promise<ResourceMeter> {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    await session.send("HeapProfiler.enable");
    return new ResourceMeter(page, session);
  }

  async measure(): Promise<Resources> {
    await this.session.send("HeapProfiler.collectGarbage");
    const { metrics } = await this.session.send("Performance.getMetrics");
    const metric = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return { nodes: metric("Nodes"), listeners: metric("JSEventListeners"), wasm: await this.page.evaluate(wasmPages) };
  }

  /**
   * Fails unless the page comes to hold no more nodes and listeners than before, and the app's
   * memory has at most `room` pages more.
   */
  async expectBackTo(before: Resources, room = 0): Promise<void> {
    await expect(async () => {
      const now = await this.measure();
      expect(now.nodes).toBeLessThanOrEqual(before.nodes);
      expect(now.listeners).toBeLessThanOrEqual(before.listeners);
      expect(now.wasm).toBeLessThanOrEqual(before.wasm + room);
    }).toPass({ timeout: 30_000 });
  }
}

/** The size of the app's memory. Its glue is a module, which the page loads only once. */
async function wasmPages(): Promise<number> {
  const glue = performance.getEntriesByType("resource").find(({ name }) => /\/assets\/portal-\w+\.js$/.test(name));
  const { default: start } = (await import(glue?.name ?? "")) as { default: () => Promise<{ memory: WebAssembly.Memory }> };
  return (await start()).memory.buffer.byteLength / 65_536;
}

test("mounting and unmounting 200 times leaks nothing", async ({ portal, host }) => {
  test.slow();
  const { page } = host;
  await host.open("plain", "/");
  await host.mount.click();
  await portal.login.heading.waitFor();
  await host.unmount.click();
  const mountAndUnmount = (times: number) =>
    page.evaluate(async (times) => {
      for (let time = 0; time < times; time++) {
        const portal = document.createElement("pase-portal");
        portal.setAttribute("base", "/plain/up");
        const login = new Promise((resolve) => {
          portal.addEventListener("pase-session", resolve, { once: true });
        });
        document.getElementById("place")?.append(portal);
        await login;
        portal.remove();
        (globalThis as unknown as { hostLog: string[] }).hostLog.length = 0;
      }
    }, times);
  const meter = await ResourceMeter.of(page);
  // Lets the memory reach its final size first: over 2,000 repetitions it grew by one page, within
  // the first 400.
  await mountAndUnmount(400);
  const before = await meter.measure();
  await mountAndUnmount(200);
  await meter.expectBackTo(before);
});

test("opening the modal 500 times leaks nothing", async ({ portal, sites, host }) => {
  test.slow();
  await portal.enter(DEMO, sites.address("plain"));
  await portal.invoices.openRow("$743.00");
  await portal.invoices.refacturar.click();
  await portal.rebill.cancel.click();
  const openAndClose = (times: number) =>
    host.element.evaluate(async (element, times) => {
      const root = element.shadowRoot;
      const find = <T extends Element>(selector: string) => root?.querySelector<T>(selector) ?? null;
      const until = async (holds: () => boolean) => {
        while (!holds()) {
          await new Promise((done) => setTimeout(done, 0));
        }
      };
      // An opened dialog takes the focus in the next frame, and a closed one reports that before
      // it. No user is faster.
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const opener = [...(root?.querySelectorAll("button") ?? [])].find(({ textContent }) => textContent?.startsWith("REFACTURAR"));
      for (let time = 0; time < times; time++) {
        opener?.click();
        await until(() => find(".dialog [type=radio]") !== null);
        await frame();
        find<HTMLButtonElement>(".dialog__close")?.click();
        await until(() => find(".dialog__title") === null);
        await frame();
      }
    }, times);
  const meter = await ResourceMeter.of(portal.page);
  await openAndClose(50);
  const before = await meter.measure();
  await openAndClose(500);
  await meter.expectBackTo(before, 16);
});

test("300 changes of section leak nothing", async ({ portal, sites, host }) => {
  test.slow();
  await portal.enter(DEMO, sites.address("plain"));
  const change = (times: number) =>
    host.element.evaluate(async (element, times) => {
      const root = element.shadowRoot;
      const links = () => [...(root?.querySelectorAll<HTMLAnchorElement>(".sections__link") ?? [])];
      for (let time = 0; time < times; time++) {
        const link = links()[time % 3];
        link?.click();
        while (link?.getAttribute("aria-current") !== "page") {
          await new Promise((done) => setTimeout(done, 0));
        }
      }
    }, times);
  const meter = await ResourceMeter.of(portal.page);
  await change(60);
  const before = await meter.measure();
  await change(300);
  await meter.expectBackTo(before, 2);
});
