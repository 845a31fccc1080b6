// What appears after some seconds does so by an animation, without a script; no test sits that out.

import type { Page } from "@playwright/test";

/** Brings every animation that ends to its end. */
export async function skipWaiting(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ends = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
    document.getAnimations().filter(ends).forEach((animation) => animation.finish());
  });
}
