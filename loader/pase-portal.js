/**
 * The loader: the one script that a page includes. It checks that the browser can run the portal,
 * fetches the app and opens it. build/post_build.mjs bundles this folder and puts in the names of
 * the app's files, which contain a hash of their content. The portal opens in either of two places,
 * by the same code:
 *
 * - in `#pase-portal` of our own page, in the light DOM, so that password managers see its fields.
 *   The element's `data-` attributes are its configuration;
 * - in a `<pase-portal>` of any page.
 *
 * When the portal cannot be opened, a message in its place says so and what the customer can do.
 *
 * This file is served under a name without a hash and is revalidated on each visit, so that
 * browsers find a new release at once. The static page shows the messages that this file cannot:
 * that it did not arrive, or that scripts are off.
 */

import { PasePortal } from "./element.js";
import { open } from "./portal.js";
import { Prerendered } from "./prerendered.js";

// A page may include this file twice.
if (customElements.get("pase-portal") === undefined) {
  customElements.define("pase-portal", PasePortal);
}

const root = document.getElementById("pase-portal");
if (root instanceof HTMLDivElement) {
  const loadStyles = () => Promise.resolve();
  // The root keeps the portal, so that the page can close it. The page itself links the stylesheet,
  // so there is none to wait for.
  root.portal = open(root, root, () => ({ ...root.dataset }), loadStyles, new Prerendered(root));
}
