// On our own page, the customer sees a prerendered screen before the app has loaded.

import type { Page } from "@playwright/test";

/**
 * Waits until the app is ready, which on our own page means that it has replaced the prerendered
 * screen.
 */
export async function waitForApp(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const guest = document.querySelector<HTMLElement & { state: string }>("pase-portal");
    const root = document.getElementById("pase-portal") as { portal?: { state: string } } | null;
    return (guest ?? root?.portal)?.state === "ready";
  });
}
