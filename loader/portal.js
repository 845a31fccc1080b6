/** Opening the portal in a place of the page, and closing it. A page has one at a time: two would write one address. */

/* global PORTAL_VERSION */

import { browserIsSupported, expectSecond, loadApp, reasonOf } from "./app.js";
import { showFailure } from "./failure.js";

/** What has the page's one portal. */
let occupant;

/**
 * Opens the portal in `place`. `element` is what the page knows of it, where events are told; `settings` is asked when
 * the app is there, and `dress` brings the styles that must be there before anything is shown. `prerendered` is what the place
 * shows of the portal already, if it does.
 *
 * What it returns says how far it has come, and closes the portal, at whatever point it is.
 */
export function open(element, place, settings, dress, prerendered) {
  let mounted;
  let isClosed = false;
  const portal = {
    state: "loading",
    unmount() {
      isClosed = true;
      prerendered?.release();
      mounted?.unmount();
      mounted = undefined;
      place.replaceChildren();
      portal.state = "closed";
      if (occupant === portal) {
        occupant = undefined;
      }
    },
  };
  const tell = (name, detail) =>
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
      prerendered.waitNoLonger(code, begin);
    } else {
      prerendered?.release();
      showFailure(place, code);
    }
    tell("pase-error", { code });
  };
  const begin = async () => {
    portal.state = "loading";
    prerendered?.wait();
    const dressed = dress();
    if (occupant !== undefined && occupant !== portal) {
      // It says so in its styles; without them the words are enough.
      await dressed.catch(() => {});
      fail("second", new Error("<pase-portal>: this page has a portal already, and can have only one at a time"));
      return;
    }
    occupant = portal;
    if (!browserIsSupported()) {
      await dressed.catch(() => {});
      fail("browser");
      return;
    }
    await prerendered?.isPainted();
    if (isClosed) {
      return;
    }
    let glue;
    try {
      const app = loadApp();
      if (prerendered?.isBehindLogin()) {
        expectSecond();
      }
      [glue] = await Promise.all([app, dressed]);
    } catch (error) {
      fail(reasonOf(error), error);
      return;
    }
    if (isClosed) {
      return;
    }
    const stage = prerendered === undefined ? place : document.createElement("div");
    try {
      mounted = glue.mount(stage, settings());
    } catch (error) {
      fail("start", error);
      return;
    }
    await prerendered?.mayGive(stage);
    if (isClosed) {
      return;
    }
    prerendered?.giveWayTo(stage);
    portal.state = "ready";
    tell("pase-ready", { version: PORTAL_VERSION });
  };
  begin();
  return portal;
}
