// The portal changes nothing on the page around it: every rule is under its own root class, and
// every document-wide name begins with the portal's.

import assert from "node:assert/strict";
import test from "node:test";
import postcss from "postcss";
import { expectNone, selectorsOf, shippedRules, stylingRules } from "./stylesheet.mjs";

const ROOT_CLASS = "pase-portal";
/** The class that only our own page's body has (index.html). */
const PAGE_SELECTOR = ".pase-portal-page";
const PREFIX = "pase-portal-";

/**
 * Where a selector finds elements: at the portal's `root`, `inside` it, or (also) anywhere
 * `outside`.
 */
function selectorReach(selector) {
  const first = selector.nodes[0];
  let position = "outside";
  if (first?.type === "class" && first.value === ROOT_CLASS) {
    position = "root";
  } else if (first?.type === "pseudo" && first.value === ":host") {
    // `<pase-portal>` itself: `:host` has a meaning only in our own shadow root.
    position = "root";
  } else if (first?.type === "pseudo" && [":is", ":where"].includes(first.value)) {
    // The result of nesting: `:is(.pase-portal .a, .pase-portal .b) .c` is as good as its worst
    // part.
    const parts = first.nodes.map(selectorReach);
    position = ["outside", "root"].find((worst) => parts.includes(worst)) ?? "inside";
  }
  for (const combinator of selector.nodes.filter((node) => node.type === "combinator")) {
    if (position === "root") {
      // The siblings of the root belong to the host's page.
      position = ["", ">"].includes(combinator.value.trim()) ? "inside" : "outside";
    }
  }
  return position;
}

function strayingSelectors(root) {
  return stylingRules(root)
    .flatMap(selectorsOf)
    .filter((selector) => String(selector).trim() !== PAGE_SELECTOR && selectorReach(selector) === "outside")
    .map((selector) => String(selector).trim());
}

/** Names that are document-wide, on a host's page as well. */
function globalNames(root) {
  const names = [];
  root.walkAtRules(/^(-\w+-)?keyframes$|^property$|^counter-style$|^layer$/, (rule) => {
    const words = postcss.list.comma(rule.params).map((name) => name.trim().replace(/^--/, ""));
    // A `@layer` without a name conflicts with nothing.
    names.push(...words.filter((name) => name !== ""));
  });
  root.walkAtRules("font-face", (rule) => {
    rule.walkDecls("font-family", (declaration) => void names.push(declaration.value.replaceAll(/["']/g, "")));
  });
  root.walkDecls("container-name", (declaration) => void names.push(...postcss.list.space(declaration.value)));
  root.walkDecls("container", (declaration) => {
    names.push(...postcss.list.space(declaration.value.split("/")[0] ?? ""));
  });
  return names;
}

test("every rule is under the portal's root class", () => {
  expectNone(
    strayingSelectors(shippedRules),
    `these selectors reach elements of a host's page; begin them with .${ROOT_CLASS}`,
  );
});

test("names that apply to the whole document begin with the portal's", () => {
  expectNone(
    globalNames(shippedRules).filter((name) => !name.startsWith(PREFIX)),
    `a host's page may have these names of its own; begin them with ${PREFIX}`,
  );
});

test("the check of the root class finds what reaches out of it", () => {
  const straying = [
    "html", "body", ":root", "*", "p", ".button", ".pase-portal-page p", ".pase-portal + p", "p .pase-portal",
    ":is(.pase-portal, .pase-portal .a) ~ p", ".pase-portal-x",
    ":host-context(p) .a", ":host + p",
  ];
  const fine = [
    ".pase-portal", ":host", ":host([hidden])", ".pase-portal *", ".pase-portal>p+p", ".pase-portal[data-theme=dark]", ".pase-portal-page",
    ":is(.pase-portal .a, .pase-portal .b) + .c", '.pase-portal:not([data-theme="light"])',
  ];
  const rules = postcss.parse([...straying, ...fine].map((selector) => `${selector}{color:red}`).join(""));
  assert.deepEqual(strayingSelectors(rules), straying.map((selector) => selector.trim()));
});

test("the check of names finds every kind of them", () => {
  const rules = postcss.parse(
    "@keyframes turn{to{opacity:0}}@property --x{syntax:'*'}@font-face{font-family:'Face'}" +
      ".pase-portal{container:box / inline-size;container-name:pase-portal-box}",
  );
  assert.deepEqual(globalNames(rules), ["turn", "x", "Face", "pase-portal-box", "box"]);
});
