// Everything that moves on the screen although the customer has done nothing, as the browser itself
// measures it.

import type { Page } from "@playwright/test";

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

interface Recorder {
  takeShifts?: () => string[];
}

/** Starts recording from the first paint of every page that is opened from now on. */
export async function recordLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    const describe = (node: Node | null) => {
      const element = node instanceof Element ? node : node?.parentElement;
      if (element === null || element === undefined) {
        return "(gone)";
      }
      const text = element.textContent.replaceAll(/\s+/g, " ").trim().slice(0, 40);
      return `<${element.localName} class="${element.getAttribute("class") ?? ""}"> «${text}»`;
    };
    const box = ({ x, y, width, height }: DOMRectReadOnly) =>
      [x, y, width, height].map((length) => Math.round(length)).join(",");
    const take = (entries: PerformanceEntryList) => {
      for (const shift of entries as unknown as Shift[]) {
        // A shift within half a second of a key or a click is a response to it, and does not
        // surprise.
        if (!shift.hadRecentInput) {
          const moved = shift.sources.map(
            ({ node, previousRect, currentRect }) =>
              `${describe(node)} from ${box(previousRect)} to ${box(currentRect)}`,
          );
          shifts.push(`${shift.value.toFixed(4)} at ${Math.round(shift.startTime)} ms: ${moved.join("; ")}`);
        }
      }
    };
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    (globalThis as Recorder).takeShifts = () => {
      take(observer.takeRecords());
      return shifts.splice(0);
    };
  });
}

/** What has moved on the page since it was opened, or since the last call. */
export async function layoutShifts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // A shift is measured when a frame is painted, so let the current state be painted.
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return (globalThis as Recorder).takeShifts?.() ?? ["nothing was recorded"];
  });
}
