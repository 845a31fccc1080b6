/**
 * What our own page shows of the portal before the app is there: its login, rendered when the page was built, which can be
 * written in at once. The app opens beside it, out of sight, and takes its place when it has a screen to show and nobody's
 * fingers are in the way: what was written, what has the focus and what was pressed go over to it.
 */

import { tellFailure } from "./failure.js";
import { nextTask } from "./next_task.js";

export class Prerendered {
  /** `place` holds it, in an element of the class `pase-portal`. */
  constructor(place) {
    this._place = place;
    this._root = place.querySelector(".pase-portal");
    /** The buttons that were pressed, by their place among all of them. */
    this._pressed = new Set();
    this._isHeld = false;
    this._look = () => {};
    this._listeners = new AbortController();
    const { signal } = this._listeners;
    const listen = (target, type, listener) => target.addEventListener(type, listener, { capture: true, signal });
    listen(this._root, "click", (event) => this._press(event));
    // Sent by a password manager, without a click. By the browser it would go to the page's own address.
    listen(this._root, "submit", (event) => event.preventDefault());
    listen(this._root, "pointerdown", () => (this._isHeld = true));
    // The click, and the focus that goes with it, come after these.
    const lookLater = () => setTimeout(() => this._look());
    listen(this._root, "focusout", lookLater);
    for (const type of ["pointerup", "pointercancel"]) {
      listen(window, type, () => {
        this._isHeld = false;
        lookLater();
      });
    }
  }

  /** Resolves when the customer sees it, so that nothing of the app keeps it from him; at once where nobody looks. */
  async isPainted() {
    if (document.hidden || !PerformanceObserver.supportedEntryTypes.includes("paint")) {
      return;
    }
    await new Promise((resolve) => {
      const observer = new PerformanceObserver((list) => {
        if (list.getEntriesByName("first-contentful-paint").length > 0) {
          observer.disconnect();
          resolve();
        }
      });
      observer.observe({ type: "paint", buffered: true });
      // A page that goes to the back before it is painted is not painted there.
      document.addEventListener("visibilitychange", resolve, { once: true });
    });
    await nextTask();
  }

  /** Whether the page is one for who has a session, or for everyone. */
  isBehindLogin() {
    return this._place.dataset.session !== "none";
  }

  /** The app is on its way; what was sent waits for it. */
  wait() {
    this._retry = undefined;
    this._showWaiting(true);
  }

  /** It did not arrive. Who sends now has it asked for again, by `begin`. */
  waitNoLonger(code, begin) {
    this._retry = tellFailure(this._root, code, begin);
    this._showWaiting(false);
  }

  /** Resolves when the app that was mounted into `stage` may take the place. */
  async mayGive(stage) {
    await new Promise((resolve) => {
      const heard = (event) => {
        if (event.type === "pase-error" || event.detail.screen !== "loading") {
          resolve();
        }
      };
      stage.addEventListener("pase-navigation", heard);
      stage.addEventListener("pase-error", heard);
    });
    await nextTask();
    this._signs().forEach((sign) => sign.remove());
    await new Promise((resolve) => {
      this._look = () => {
        if (!this._isInUse()) {
          resolve();
        }
      };
      // It is at another screen by now: somebody has logged in elsewhere.
      stage.addEventListener("pase-navigation", resolve, { once: true });
      this._look();
    });
  }

  /** Puts what `stage` holds where this stands. */
  giveWayTo(stage) {
    const counterpart = (element, all) => {
      const found = all(stage)[all(this._root).indexOf(element)];
      return found?.tagName === element?.tagName && found?.name === element?.name ? found : undefined;
    };
    for (const field of fields(this._root)) {
      const its = counterpart(field, fields);
      if (its !== undefined && its.value !== field.value) {
        its.value = field.value;
        its.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    const focused = document.activeElement;
    const focusedNow = counterpart(focused, focusable);
    const pressed = buttons(this._root).filter((_, index) => this._pressed.has(index));
    const pressedNow = pressed.map((button) => counterpart(button, buttons));
    const before = [...this._place.childNodes];
    this._place.append(...stage.childNodes);
    // Before the other one is gone, so that a phone's keyboard stays.
    focusedNow?.focus({ preventScroll: true });
    keepSelection(focused, focusedNow);
    before.forEach((node) => node.remove());
    this.release();
    pressedNow.forEach((button) => button?.click());
  }

  /** Listens no more. */
  release() {
    this._listeners.abort();
    this._look = () => {};
  }

  _press(event) {
    const button = event.target.closest("button");
    const index = buttons(this._root).indexOf(button);
    if (index < 0) {
      return;
    }
    event.preventDefault();
    // A second press of what switches takes the first one back; what sends is sent once.
    if (button.type !== "submit" && this._pressed.delete(index)) {
      return;
    }
    this._pressed.add(index);
    if (button.type === "submit") {
      markBusy(button, true);
      this._retry?.();
    }
    this._look();
  }

  /** Whether somebody is about to press something, or writes: a keyboard, an input method and a password manager would notice. */
  _isInUse() {
    const isWriting = this._pressed.size === 0 && fields(this._root).includes(document.activeElement);
    return this._isHeld || isWriting;
  }

  _showWaiting(isWaiting) {
    this._signs().forEach((sign) => (sign.hidden = !isWaiting));
    const sent = buttons(this._root).filter((button, index) => button.type === "submit" && this._pressed.has(index));
    sent.forEach((button) => markBusy(button, isWaiting));
  }

  /** What says that the app is on its way (index.html). */
  _signs() {
    return this._root.querySelectorAll("[data-waiting]");
  }
}

/** Of the login; the one beside "No pudimos cargar el portal" is our own. */
const buttons = (root) => [...root.querySelectorAll("button:not(.boot__retry)")];
const fields = (root) => [...root.querySelectorAll("input")];
const focusable = (root) => [...root.querySelectorAll("a[href], button, input")];

/** As the app's own buttons are while their act is under way (src/ui/button). */
function markBusy(button, isBusy) {
  button.classList.toggle("button--busy", isBusy);
  if (isBusy) {
    button.setAttribute("aria-disabled", "true");
  } else {
    button.removeAttribute("aria-disabled");
  }
}

/** Where the caret was, once what was written has been told to the app, which writes it into the field again. */
function keepSelection(before, now) {
  if (now instanceof HTMLInputElement && before.selectionStart !== null) {
    const { selectionStart, selectionEnd, selectionDirection } = before;
    queueMicrotask(() => now.setSelectionRange(selectionStart, selectionEnd, selectionDirection));
  }
}
