/**
 * Opens the portal in an element of the page, and closes it. A page can have one portal at a time:
 * two would both write the page's address.
 */

/* global PORTAL_VERSION */

import { browserIsSupported, loadApp, preloadCustomerWasm, reasonOf } from "./app.js";
import { ALREADY_OPEN, showFailure } from "./failure.js";
import { preserveTextNodes } from "./translation.js";

/** The page's one portal, if it has one. */
let activePortal;

/**
 * Opens the portal in `container`. `element` is the element of the page where the portal's events
 * are dispatched. `settings` is called when the app has loaded. `loadStyles` loads the styles that
 * must be there before anything is shown. `prerendered` is the prerendered screen that `container`
 * shows already, if it does.
 *
 * Returns an object whose `state` says how far opening has come, and whose `unmount` closes the
 * portal at any point.
 */
export function open(element, container, settings, loadStyles, prerendered) {
  let mounted;
  let isClosed = false;
  const stopKeepingTexts = preserveTextNodes(container);
  const portal = {
    state: "loading",
    unmount() {
      isClosed = true;
      stopKeepingTexts();
      prerendered?.release();
      mounted?.unmount();
      mounted = undefined;
      container.replaceChildren();
      portal.state = "closed";
      if (activePortal === portal) {
        activePortal = undefined;
      }
    },
  };
  const dispatch = (name, detail) =>
    element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  const fail = (code, error) => {
    if (isClosed) {
      return;
    }
    if (error !== undefined) {
      console.error(error);
    }
    portal.state = "failed";
    if (code === "download" && prerendered !== undefined) {
      prerendered.offerRetry(code, begin);
    } else {
      prerendered?.release();
      showFailure(container, code);
    }
    dispatch("pase-error", { code });
  };
  const begin = async () => {
    portal.state = "loading";
    prerendered?.showLoading();
    const stylesLoaded = loadStyles();
    if (activePortal !== undefined && activePortal !== portal) {
      // The message is shown in the portal's styles. If they fail to load, the words are enough.
      await stylesLoaded.catch(() => {});
      fail(ALREADY_OPEN, new Error("<pase-portal>: this page has a portal already, and can have only one at a time"));
      return;
    }
    activePortal = portal;
    if (!browserIsSupported()) {
      await stylesLoaded.catch(() => {});
      fail("browser");
      return;
    }
    await prerendered?.whenPainted();
    if (isClosed) {
      return;
    }
    let glue;
    try {
      const app = loadApp();
      if (prerendered?.isBehindLogin()) {
        preloadCustomerWasm();
      }
      [glue] = await Promise.all([app, stylesLoaded]);
    } catch (error) {
      fail(reasonOf(error), error);
      return;
    }
    if (isClosed) {
      return;
    }
    const mountPoint = prerendered === undefined ? container : document.createElement("div");
    try {
      mounted = glue.mount(mountPoint, settings());
    } catch (error) {
      fail("start", error);
      return;
    }
    await prerendered?.readyToReplace(mountPoint);
    if (isClosed) {
      return;
    }
    prerendered?.replaceWith(mountPoint);
    portal.state = "ready";
    dispatch("pase-ready", { version: PORTAL_VERSION });
  };
  begin();
  return portal;
}
