/**
 * The page as a person has it: with what stands in open shadow roots, into which neither XPath nor `innerText` looks by itself,
 * so that the portal is found by the same words on our own page and inside of a host's. Before each script of the harness
 * (src/page.rs).
 */

/** The document, and every open shadow root. */
const trees = (root = document) => [
  root,
  ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : trees(shadowRoot))),
];

/** What fits a path, in whichever tree it stands. */
const find = (path) =>
  trees().flatMap((tree) => {
    // A shadow root is no place for an XPath to begin at, but what stands in it is, and `//` goes to the top of its tree.
    const start = tree === document ? document : tree.firstElementChild;
    if (start === null) {
      return [];
    }
    const found = document.evaluate(path, start, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    return Array.from({ length: found.snapshotLength }, (_, index) => found.snapshotItem(index));
  });

/** What there is to read, the host's words first. */
const words = () =>
  trees()
    .flatMap((tree) => (tree === document ? [document.body] : [...tree.children]))
    .map((element) => element?.innerText ?? "")
    .join("\n");

/** The element with the focus, not the one whose shadow root it stands in. */
const focusedElement = () => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) {
    focused = focused.shadowRoot.activeElement;
  }
  return focused;
};

/** Whether nothing is loading any more, nor on its way from one look to another. */
const isSettled = () =>
  find("//*[@aria-busy='true']").length === 0 &&
  trees().every((tree) => tree.getAnimations().every(({ playState }) => playState !== "running"));
