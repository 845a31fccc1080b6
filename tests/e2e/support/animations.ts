// What appears after some seconds does so by an animation, without a script. Tests skip that time.

import type { Page } from "@playwright/test";

/** Finishes every animation that has an end. */
export async function finishAnimations(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ends = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
    document.getAnimations().filter(ends).forEach((animation) => animation.finish());
  });
}
