// What the sources may not declare: what a host cannot override, what depends on the host's page,
// what assumes one writing direction, and colors that no theme reaches.

import assert from "node:assert/strict";
import test from "node:test";
import postcss from "postcss";
import { colorsIn } from "./colors.mjs";
import {
  TOKENS,
  declarations,
  expectNone,
  sourceLocation,
  shippedRules,
  sources,
  variablesIn,
  withoutStrings,
} from "./stylesheet.mjs";

const PHYSICAL_PROPERTY =
  /^(?:(?:scroll-)?(?:margin|padding)-(?:top|right|bottom|left)|border-(?:top|right|bottom|left)(?:-.+)?|(?:top|right|bottom|left))$/;
const SIDED_PROPERTY = /^(?:text-align|text-align-last|float|clear|caption-side)$/;

/** The body of our own page, where no host sets the root's font size (style/tokens.css). */
const PAGE_SELECTOR = ".pase-portal-page";

/** Files whose layout depends on the window, because they cover whatever surrounds the portal. */
const WINDOW_SIZED_FILES = ["src/ui/dialog/dialog.css"];

/** The texts that the checks search for words: values of declarations, parameters of at-rules. */
function* searchableTexts(of = sources) {
  for (const { file, declaration } of declarations(of)) {
    yield { where: sourceLocation(file, declaration), text: withoutStrings(declaration.value), rule: declaration.parent };
  }
  for (const [file, root] of of) {
    const rules = [];
    root.walkAtRules((rule) => rules.push(rule));
    for (const rule of rules) {
      yield { where: sourceLocation(file, rule), text: withoutStrings(rule.params) };
    }
  }
}

function importantDeclarations(of = sources) {
  return [...declarations(of)]
    .filter(({ declaration }) => declaration.important && !isHostOverride(declaration.parent))
    .map(({ file, declaration }) => `${sourceLocation(file, declaration)} ${declaration.prop}`);
}

/**
 * `!important` is allowed only there: it overrides a host's rules for `<pase-portal>` itself
 * (style/isolation.css).
 */
function isHostOverride(rule) {
  return /^:host(\(|$)/.test(rule.selector ?? "");
}

function rootUnits(of = sources) {
  return [...searchableTexts(of)]
    .filter(({ text, rule }) => rule?.selector !== PAGE_SELECTOR && /(?<![\w-])[\d.]+r(?:em|ex|ch|cap|ic|lh)\b/i.test(text))
    .map(({ where }) => where);
}

/**
 * Text sizes in a unit that ignores the browser's settings, or that multiplies with each element
 * around the text.
 */
function fixedTextSizes(of = sources) {
  return [...declarations(of)]
    .filter(({ declaration: { prop, value } }) => /^font(?:-size)?$/.test(prop) && /(?<![\w-])[\d.]+(?:px|pt|em|%)/.test(value))
    .filter(({ declaration: { value } }) => !/var\(--portal-text, 16px\)/.test(value))
    .map(({ file, declaration }) => `${sourceLocation(file, declaration)} ${declaration.prop}: ${declaration.value}`);
}

/**
 * Media queries for the window's width, although the portal may have only a column of it, and
 * queries in px, which ignore the text size.
 */
function windowQueries(of = sources) {
  const findings = [];
  for (const [file, root] of of) {
    root.walkAtRules("media", (rule) => {
      const dependsOnWidth = /width/.test(rule.params) && !WINDOW_SIZED_FILES.includes(file);
      if (dependsOnWidth || /\dpx/.test(rule.params)) {
        findings.push(`${sourceLocation(file, rule)} ${rule.params}`);
      }
    });
    root.walkAtRules("container", (rule) => {
      if (/\dpx/.test(rule.params)) {
        findings.push(`${sourceLocation(file, rule)} ${rule.params}`);
      }
    });
  }
  return findings;
}

function physicalDirections(of = sources) {
  return [...declarations(of)]
    .filter(({ declaration: { prop, value } }) => {
      const sided = SIDED_PROPERTY.test(prop) && /\b(?:left|right)\b/.test(value);
      return PHYSICAL_PROPERTY.test(prop) || sided;
    })
    .map(({ file, declaration }) => `${sourceLocation(file, declaration)} ${declaration.prop}: ${declaration.value}`);
}

function strayColors(of = sources) {
  const findings = [];
  for (const { file, declaration } of declarations(of)) {
    const colors = colorsIn(withoutStrings(declaration.value));
    const found = [...(file === TOKENS ? [] : colors.literal), ...(isInForcedColors(declaration) ? [] : colors.system)];
    findings.push(...found.map((color) => `${sourceLocation(file, declaration)} ${color}`));
  }
  return findings;
}

function isInForcedColors(node) {
  for (let parent = node.parent; parent !== undefined; parent = parent.parent) {
    if (parent.type === "atrule" && parent.name === "media" && parent.params.includes("forced-colors: active")) {
      return true;
    }
  }
  return false;
}

function themeQueries(of = sources) {
  const findings = [];
  for (const [file, root] of of) {
    root.walkAtRules("media", (rule) => {
      if (file !== TOKENS && rule.params.includes("prefers-color-scheme")) {
        findings.push(sourceLocation(file, rule));
      }
    });
  }
  return findings;
}

/**
 * Custom properties that are used, but set neither by the tokens, nor in the same file, nor by a
 * host.
 */
function unknownVariables(of = sources) {
  const tokens = definedIn(of.get(TOKENS));
  const findings = [];
  for (const [file, root] of of) {
    const own = definedIn(root);
    root.walkDecls((declaration) => {
      for (const name of variablesIn(declaration.value)) {
        if (!tokens.has(name) && !own.has(name) && !name.startsWith("--pase-")) {
          findings.push(`${sourceLocation(file, declaration)} ${name}`);
        }
      }
    });
  }
  return findings;
}

function definedIn(root) {
  const names = new Set();
  root?.walkDecls(/^--/, (declaration) => void names.add(declaration.prop));
  return names;
}

/** Custom properties that are set but used nowhere. */
function unusedVariables(of = sources) {
  const used = new Set([...declarations(of)].flatMap(({ declaration }) => variablesIn(declaration.value)));
  return [...declarations(of)]
    .filter(({ declaration }) => declaration.prop.startsWith("--") && !used.has(declaration.prop))
    .map(({ file, declaration }) => `${sourceLocation(file, declaration)} ${declaration.prop}`);
}

function outsideImports(of = sources) {
  const findings = [];
  for (const [file, root] of of) {
    root.walkAtRules("import", (rule) => {
      if (!/^(["'])\.{1,2}\/[^"']+\.css\1$/.test(rule.params.trim())) {
        findings.push(`${sourceLocation(file, rule)} ${rule.params}`);
      }
    });
  }
  return findings;
}

function outsideAddresses(root) {
  const findings = [];
  root.walkDecls((declaration) => {
    const addresses = [...declaration.value.matchAll(/(?:url|src|image-set)\(\s*["']?([^"')]*)/g)].map(([, address]) => address);
    findings.push(...addresses.filter((address) => !address.startsWith("data:")));
  });
  root.walkAtRules("import", (rule) => void findings.push(`@import ${rule.params}`));
  return findings;
}

test("nothing inside the portal is !important", () => {
  expectNone(importantDeclarations(), "remove !important; use a more specific selector under .pase-portal");
});

test("no length depends on the root element's font, which a host may set", () => {
  expectNone(rootUnits(), "use px, em or a token instead of rem");
});

test("the size of text follows the browser's settings", () => {
  expectNone(fixedTextSizes(), "use a token (--text-s) or a multiple of --unit");
});

test("the layout follows the portal's own width, in em", () => {
  expectNone(windowQueries(), "use @container pase-portal-column (max-width: 35em); the build adds what older browsers need");
});

test("directions are logical", () => {
  expectNone(physicalDirections(), "use the logical property (margin-inline-start, inset-block-end, border-start-end-radius, …)");
});

test("only the tokens name colors", () => {
  expectNone(strayColors(), `name these colors in ${TOKENS}, with a light and a dark value, and use the token`);
});

test("only the tokens differ between light and dark, so that a theme can be chosen", () => {
  expectNone(themeQueries(), `a chosen theme does not affect this; make it a token of ${TOKENS}`);
});

test("every custom property that is used is set", () => {
  expectNone(unknownVariables(), `these are set neither in ${TOKENS} nor in the same file`);
});

test("every custom property that is set is used", () => {
  expectNone(unusedVariables(), "nothing uses these; remove them");
});

test("the stylesheet fetches nothing", () => {
  expectNone(outsideImports(), "import stylesheets by a relative path");
  expectNone(outsideAddresses(shippedRules), "the page's policy refuses these addresses; let the bundle contain the file (.svg)");
});

test("each of these checks finds what it is for", () => {
  const of = new Map([
    [TOKENS, postcss.parse(".pase-portal{--ink:#123;--idle:1px}")],
    [
      "bad.css",
      postcss.parse(
        '@import "https://example.com/a.css";@media (min-width:40rem){.a{color:red!important;margin:2rem;left:0}}' +
          "@media (max-width:35em){.a{font-size:14px}}@container pase-portal-column (max-width:560px){.a{font:1.2em/1 serif}}" +
          ".pase-portal-page{--ink:1rem}.a{font-size:calc(1.5*var(--ink))}" +
          ".b{border-top-left-radius:2px;text-align:right;background:rgb(1 2 3/4%);color:var(--no);fill:CanvasText}" +
          "@media (forced-colors: active){.c{color:CanvasText;border-color:transparent;outline-color:currentcolor}}" +
          "@media (prefers-color-scheme: dark){.a{opacity:1}}" +
          ":host{all:initial!important}:host([hidden]){display:none!important}" +
          '.d{content:"red";color:var(--ink);grid-area:a-red;margin-inline-start:1px}',
      ),
    ],
  ]);
  const withoutLocations = (findings) => findings.map((finding) => finding.replace(/^bad\.css:1 ?/, ""));
  assert.deepEqual(withoutLocations(importantDeclarations(of)), ["color"]);
  assert.equal(rootUnits(of).length, 2);
  assert.deepEqual(withoutLocations(fixedTextSizes(of)), ["font-size: 14px", "font: 1.2em/1 serif"]);
  assert.deepEqual(withoutLocations(windowQueries(of)), ["(min-width:40rem)", "(max-width:35em)", "pase-portal-column (max-width:560px)"]);
  assert.deepEqual(withoutLocations(physicalDirections(of)), ["left: 0", "border-top-left-radius: 2px", "text-align: right"]);
  assert.deepEqual(withoutLocations(strayColors(of)), ["red", "rgb(1 2 3/4%)", "CanvasText"]);
  assert.deepEqual(withoutLocations(unknownVariables(of)), ["--no"]);
  assert.equal(themeQueries(of).length, 1);
  assert.equal(unusedVariables(of).length, 1);
  assert.equal(outsideImports(of).length, 1);
  assert.equal(outsideAddresses(postcss.parse(".a{background:url(https://example.com/a.png)}")).length, 1);
  assert.equal(outsideAddresses(postcss.parse('.a{background:url("data:image/svg+xml,<svg/>")}')).length, 0);
});
