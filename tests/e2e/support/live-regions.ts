// What a screen reader says by itself: text that changes in a live region, recorded as it happens.

import type { Page } from "@playwright/test";

/** Something that was said without the customer having moved. */
export interface Announcement {
  readonly kind: "alerta" | "estado" | "título";
  readonly text: string;
  /** The region came together with its text. For an alert that is right; a status is then often not read at all. */
  readonly isNewRegion: boolean;
}

interface Recorder {
  takeAnnouncements?: () => Announcement[];
}

/** Records in every page that is opened from now on. */
export async function recordAnnouncements(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const REGION = '[role="alert"], [role="status"], [role="log"], output, [aria-live="polite"], [aria-live="assertive"]';
    const announcements: Announcement[] = [];
    const said = new WeakMap<Element, string>();
    let title = "";

    const spoken = (node: Node): string => {
      if (node instanceof Text) {
        return node.data;
      }
      const isSpoken = node instanceof Element && node.getAttribute("aria-hidden") !== "true" && node.checkVisibility();
      return isSpoken ? [...node.childNodes].map(spoken).join(getComputedStyle(node).display === "inline" ? "" : " ") : "";
    };
    const heard = (region: Element, isNewRegion: boolean) => {
      // What stands behind a modal dialog is inert and says nothing.
      const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
      const text = spoken(region).replaceAll(/\s+/g, " ").trim();
      if (said.get(region) === text || (modal !== undefined && !modal.contains(region))) {
        return;
      }
      said.set(region, text);
      const isAlert = region.getAttribute("role") === "alert" || region.getAttribute("aria-live") === "assertive";
      if (text !== "") {
        announcements.push({ kind: isAlert ? "alerta" : "estado", text, isNewRegion });
      }
    };
    const observe = (records: MutationRecord[]) => {
      const changed = new Map<Element, boolean>();
      for (const { target, addedNodes } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(REGION);
        if (region) {
          changed.set(region, changed.get(region) ?? false);
        }
        for (const node of addedNodes) {
          if (node instanceof Element) {
            const inside = node.matches(REGION) ? [node] : [...node.querySelectorAll(REGION)];
            inside.forEach((added) => changed.set(added, true));
          }
        }
      }
      for (const [region, isNew] of changed) {
        if (region.isConnected) {
          heard(region, isNew);
        }
      }
      if (document.title !== title) {
        title = document.title;
        announcements.push({ kind: "título", text: title, isNewRegion: false });
      }
    };
    const observer = new MutationObserver(observe);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    (globalThis as Recorder).takeAnnouncements = () => {
      observe(observer.takeRecords());
      return announcements.splice(0);
    };
  });
}

/** What was said since it was asked last. */
export async function announcements(page: Page): Promise<Announcement[]> {
  return page.evaluate(() => (globalThis as Recorder).takeAnnouncements?.() ?? []);
}
