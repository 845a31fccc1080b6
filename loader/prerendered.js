/**
 * The screen that our own page shows before the app has loaded: the login, a skeleton or help
 * (docs/decisions/0028). It was rendered when the page was built, and the customer can use it at
 * once. The app opens beside it, out of sight. It takes the screen's place when it has a screen of
 * its own and the customer is neither typing nor pressing anything. Typed text, focus and pressed
 * buttons are carried over to it.
 */

import { showRetryNote } from "./failure.js";
import { nextTask } from "./next_task.js";

export class Prerendered {
  /** `container` holds the prerendered screen in an element of the class `pase-portal`. */
  constructor(container) {
    this._container = container;
    this._root = container.querySelector(".pase-portal");
    /** The buttons that were pressed, by their position among all of them. */
    this._pressed = new Set();
    this._pointerIsDown = false;
    this._recheck = () => {};
    this._listeners = new AbortController();
    const { signal } = this._listeners;
    const listen = (target, type, listener) => target.addEventListener(type, listener, { capture: true, signal });
    listen(this._root, "click", (event) => this._onClick(event));
    // A password manager submits the form without a click. The browser would send it to the page's
    // own address.
    listen(this._root, "submit", (event) => {
      event.preventDefault();
      this._recordPress(event.submitter ?? event.target.querySelector("button[type='submit']"));
    });
    listen(this._root, "pointerdown", () => (this._pointerIsDown = true));
    // The click, and the focus that it moves, come after these events.
    const recheckLater = () => setTimeout(() => this._recheck());
    listen(this._root, "focusout", recheckLater);
    for (const type of ["pointerup", "pointercancel"]) {
      listen(window, type, () => {
        this._pointerIsDown = false;
        recheckLater();
      });
    }
  }

  /**
   * Resolves when the screen has been painted, so that loading the app does not delay it. Resolves
   * at once while the page is hidden.
   */
  async whenPainted() {
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
      // A page that is hidden before its first paint is not painted until it is shown.
      document.addEventListener("visibilitychange", resolve, { once: true });
    });
    await nextTask();
  }

  /** False only on the login page, which the server sends where there is no session cookie. */
  isBehindLogin() {
    return this._container.dataset.session !== "none";
  }

  /** Shows that the app is loading. A submitted form waits for it. */
  showLoading() {
    this._retry = undefined;
    this._setLoading(true);
  }

  /**
   * Shows that the app did not arrive. Submitting the form now calls `retryOpening` to load it
   * again.
   */
  offerRetry(code, retryOpening) {
    this._retry = showRetryNote(this._root, code, retryOpening);
    this._setLoading(false);
  }

  /**
   * Resolves when the app, mounted into `mountPoint`, may take the place of the prerendered screen.
   */
  async readyToReplace(mountPoint) {
    await new Promise((resolve) => {
      const onEvent = (event) => {
        if (event.type === "pase-error" || event.detail.screen !== "loading") {
          resolve();
        }
      };
      mountPoint.addEventListener("pase-navigation", onEvent);
      mountPoint.addEventListener("pase-error", onEvent);
    });
    await nextTask();
    this._loadingIndicators().forEach((indicator) => indicator.remove());
    await new Promise((resolve) => {
      this._recheck = () => {
        if (!this._isInUse()) {
          resolve();
        }
      };
      // The app already shows another screen: the customer has logged in elsewhere.
      mountPoint.addEventListener("pase-navigation", resolve, { once: true });
      this._recheck();
    });
  }

  /** Replaces the prerendered screen by the content of `mountPoint`. */
  replaceWith(mountPoint) {
    const counterpart = (element, all) => {
      const found = all(mountPoint)[all(this._root).indexOf(element)];
      return found?.tagName === element?.tagName && found?.name === element?.name ? found : undefined;
    };
    for (const field of fields(this._root)) {
      const appField = counterpart(field, fields);
      if (appField !== undefined && appField.value !== field.value) {
        appField.value = field.value;
        appField.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    const focused = document.activeElement;
    const appFocused = counterpart(focused, focusable);
    const pressed = buttons(this._root).filter((_, index) => this._pressed.has(index));
    const appPressed = pressed.map((button) => counterpart(button, buttons));
    const before = [...this._container.childNodes];
    this._container.append(...mountPoint.childNodes);
    // Before the old field is removed, so that a phone's keyboard stays open.
    appFocused?.focus({ preventScroll: true });
    restoreSelection(focused, appFocused);
    before.forEach((node) => node.remove());
    this.release();
    appPressed.forEach((button) => button?.click());
  }

  /** Removes all listeners. */
  release() {
    this._listeners.abort();
    this._recheck = () => {};
  }

  _onClick(event) {
    if (this._recordPress(event.target.closest("button"))) {
      event.preventDefault();
    }
  }

  /** Keeps a press of `button` for the app. Returns whether the button is the screen's. */
  _recordPress(button) {
    const index = buttons(this._root).indexOf(button);
    if (index < 0) {
      return false;
    }
    // A second press of a toggle takes the first one back. A submit button counts once.
    if (button.type === "submit" || !this._pressed.delete(index)) {
      this._pressed.add(index);
      if (button.type === "submit") {
        markBusy(button, true);
        this._retry?.();
      }
      this._recheck();
    }
    return true;
  }

  /**
   * Whether the customer is pressing something or typing. Keyboards, input methods and password
   * managers would notice if their field were replaced.
   */
  _isInUse() {
    const isWriting = this._pressed.size === 0 && fields(this._root).includes(document.activeElement);
    return this._pointerIsDown || isWriting;
  }

  _setLoading(isLoading) {
    this._loadingIndicators().forEach((indicator) => (indicator.hidden = !isLoading));
    const sentButtons = buttons(this._root).filter((button, index) => button.type === "submit" && this._pressed.has(index));
    sentButtons.forEach((button) => markBusy(button, isLoading));
  }

  /** The elements that say that the app is loading (index.html). */
  _loadingIndicators() {
    return this._root.querySelectorAll("[data-waiting]");
  }
}

/** The screen's buttons, without the loader's own "Reintentar" (failure.js). */
const buttons = (root) => [...root.querySelectorAll("button:not(.boot__retry)")];
const fields = (root) => [...root.querySelectorAll("input")];
const focusable = (root) => [...root.querySelectorAll("a[href], button, input")];

/**
 * Gives the button the look that the app's own buttons have while their action is in progress
 * (src/ui/button).
 */
function markBusy(button, isBusy) {
  button.classList.toggle("button--busy", isBusy);
  if (isBusy) {
    button.setAttribute("aria-disabled", "true");
  } else {
    button.removeAttribute("aria-disabled");
  }
}

/**
 * Restores the caret and the selection after the app has received the typed text, because it then
 * writes the text into the field again.
 */
function restoreSelection(from, to) {
  if (to instanceof HTMLInputElement && from.selectionStart !== null) {
    const { selectionStart, selectionEnd, selectionDirection } = from;
    queueMicrotask(() => to.setSelectionRange(selectionStart, selectionEnd, selectionDirection));
  }
}
