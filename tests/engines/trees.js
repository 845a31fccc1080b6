/**
 * Finds things on the page as a person sees them, including in open shadow roots, which neither
 * XPath nor `innerText` enters. So the same words find the portal on our own page and inside a
 * host's. The harness puts this before each of its scripts (src/page.rs).
 */

/** The document and every open shadow root. */
const trees = (root = document) => [
  root,
  ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : trees(shadowRoot))),
];

/** The nodes that match an XPath, in all trees, whether they are visible or not. */
const find = (path) =>
  trees().flatMap((tree) => {
    // A shadow root cannot be the context of an XPath, but an element in it can, and `//` starts at
    // the top of that element's tree.
    const start = tree === document ? document : tree.firstElementChild;
    if (start === null) {
      return [];
    }
    const found = document.evaluate(path, start, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    return Array.from({ length: found.snapshotLength }, (_, index) => found.snapshotItem(index));
  });

/** The visible text. The host's comes first. */
const visibleText = () =>
  trees()
    .flatMap((tree) => (tree === document ? [document.body] : [...tree.children]))
    .map((element) => element?.innerText ?? "")
    .join("\n");

/** The element with the focus. In a shadow root it is the inner element, not the root's host. */
const focusedElement = () => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) {
    focused = focused.shadowRoot.activeElement;
  }
  return focused;
};

/** Whether nothing is loading and no animation is running. */
const isSettled = () =>
  find("//*[@aria-busy='true']").length === 0 &&
  trees().every((tree) => tree.getAnimations().every(({ playState }) => playState !== "running"));
