// What a screen reader announces by itself: text that changes in a live region, recorded as it
// happens.

import type { Page } from "@playwright/test";

/** Something that was announced although the customer did not move. */
export interface Announcement {
  readonly kind: "alerta" | "estado" | "título";
  readonly text: string;
  /**
   * The region appeared together with its text. That is right for an alert, but a status is then
   * often not read.
   */
  readonly isNewRegion: boolean;
}

interface Recorder {
  takeAnnouncements?: () => Announcement[];
}

/** Starts recording in every page that is opened from now on. */
export async function recordAnnouncements(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const REGION = '[role="alert"], [role="status"], [role="log"], output, [aria-live="polite"], [aria-live="assertive"]';
    const announcements: Announcement[] = [];
    const lastText = new WeakMap<Element, string>();
    let title = "";

    const spokenText = (node: Node): string => {
      if (node instanceof Text) {
        return node.data;
      }
      const isSpoken = node instanceof Element && node.getAttribute("aria-hidden") !== "true" && node.checkVisibility();
      return isSpoken ? [...node.childNodes].map(spokenText).join(getComputedStyle(node).display === "inline" ? "" : " ") : "";
    };
    const recordAnnouncement = (region: Element, isNewRegion: boolean) => {
      // Everything behind a modal dialog is inert and is not announced.
      const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
      const text = spokenText(region).replaceAll(/\s+/g, " ").trim();
      if (lastText.get(region) === text || (modal !== undefined && !modal.contains(region))) {
        return;
      }
      lastText.set(region, text);
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
          recordAnnouncement(region, isNew);
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

/** What has been announced since the last call. */
export async function takeAnnouncements(page: Page): Promise<Announcement[]> {
  return page.evaluate(() => (globalThis as Recorder).takeAnnouncements?.() ?? []);
}
