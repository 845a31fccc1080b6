/**
 * The loader: the one script that a page includes. It checks that the browser can run the portal, fetches the app
 * (whose files are named by content; build/post_build.mjs bundles this folder and puts the names in) and opens it in either of
 * two places, by one way:
 *
 * - in `#pase-portal` of our own page, in the light DOM, so that password managers see its fields, with the element's `data-`
 *   attributes as its configuration;
 * - in a `<pase-portal>` of any page.
 *
 * When it cannot be opened, the place says so, with a way on.
 *
 * It is served un-hashed and revalidated on each visit, so that a new release is found at once. The static page words
 * what this file cannot: that it did not arrive, or that scripts are off.
 */

import { PasePortal } from "./element.js";
import { open } from "./portal.js";
import { Prerendered } from "./prerendered.js";

// A page that includes this file twice has one of it.
if (customElements.get("pase-portal") === undefined) {
  customElements.define("pase-portal", PasePortal);
}

const root = document.getElementById("pase-portal");
if (root instanceof HTMLDivElement) {
  const dressed = () => Promise.resolve();
  // Kept by the root, so that a page can take the portal away again. Its styles are the page's own link.
  root.portal = open(root, root, () => ({ ...root.dataset }), dressed, new Prerendered(root));
}
