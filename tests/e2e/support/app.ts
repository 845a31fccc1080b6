// Our own page shows its first screen before the app is there: what a customer reads may be of either.

import type { Page } from "@playwright/test";

/** Waits until the app is there, on our own page in the place of what was rendered ahead. */
export async function appIsThere(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const guest = document.querySelector<HTMLElement & { state: string }>("pase-portal");
    const root = document.getElementById("pase-portal") as { portal?: { state: string } } | null;
    return (guest ?? root?.portal)?.state === "ready";
  });
}
