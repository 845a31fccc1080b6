/**
 * Where the portal turns text into elements on a page that enforces Trusted Types (`require-trusted-types-for 'script'`).
 * Becomes part of wasm-bindgen's glue (trusted_types.mjs), so that nothing else on the page can reach the policy.
 *
 * Leptos writes the parts of a view that never change as text into a `<template>` and clones that. Such text is known when the
 * portal is compiled, and it is the only text that the policy vouches for: `inner_html` on any other element is left to the
 * browser, which refuses it.
 */

/** A page that lists the policies it allows must have this one in its list. */
const POLICY = "pase-portal";

const policy = ownPolicy();

/** Stands for `element.innerHTML = markup`. */
export function setMarkup(element, markup) {
  element.innerHTML = policy !== undefined && element instanceof HTMLTemplateElement ? policy.createHTML(markup) : markup;
}

/** `undefined` where the browser has no Trusted Types, or where the page's list lacks ours and does no harm. */
function ownPolicy() {
  try {
    return globalThis.trustedTypes?.createPolicy(POLICY, { createHTML: (markup) => markup });
  } catch (refusal) {
    refuseUnlessTextIsTaken(refusal);
    return undefined;
  }
}

/** Ends the start of the portal, before it has touched the page, where its first view would fail. */
function refuseUnlessTextIsTaken(cause) {
  try {
    document.createElement("template").innerHTML = "<p></p>";
  } catch {
    throw new Error(`the page enforces Trusted Types, and its list of policies lacks "${POLICY}"`, { cause });
  }
}
