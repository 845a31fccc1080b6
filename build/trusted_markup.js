/**
 * Turns text into elements for the portal, on pages that enforce Trusted Types
 * (`require-trusted-types-for 'script'`). This file becomes part of wasm-bindgen's glue
 * (trusted_types.mjs), so that nothing else on the page can use its policy.
 *
 * Leptos writes the parts of a view that never change as text into a `<template>` and clones that.
 * Such text is known when the portal is compiled. Only such text goes through the policy.
 * `inner_html` on any other element is left to the browser, which refuses it.
 */

/** The name of the policy. A page that lists the policies it allows must list this one. */
const POLICY = "pase-portal";

const policy = ownPolicy();

/** Does what `element.innerHTML = markup` does. */
export function setMarkup(element, markup) {
  element.innerHTML = policy !== undefined && element instanceof HTMLTemplateElement ? policy.createHTML(markup) : markup;
}

/**
 * Creates the policy. `undefined` if the browser has no Trusted Types, or if the page's list lacks
 * the policy but the page does not enforce Trusted Types.
 */
function ownPolicy() {
  try {
    return globalThis.trustedTypes?.createPolicy(POLICY, { createHTML: (markup) => markup });
  } catch (refusal) {
    refuseUnlessTextIsTaken(refusal);
    return undefined;
  }
}

/**
 * Throws if the page would refuse the portal's first view. So the portal's start ends before it has
 * changed the page.
 */
function refuseUnlessTextIsTaken(cause) {
  try {
    document.createElement("template").innerHTML = "<p></p>";
  } catch {
    throw new Error(`the page enforces Trusted Types, and its list of policies lacks "${POLICY}"`, { cause });
  }
}
