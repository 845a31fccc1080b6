// What no declaration of the sources says: what a host could not override, what depends on a host's page, what holds for one
// direction of writing only, and colours that no theme reaches.

import assert from "node:assert/strict";
import test from "node:test";
import postcss from "postcss";
import { coloursIn } from "./colours.mjs";
import {
  TOKENS,
  declarations,
  expectNone,
  place,
  shippedRules,
  sources,
  variablesIn,
  withoutStrings,
} from "./stylesheet.mjs";

const PHYSICAL_PROPERTY =
  /^(?:(?:scroll-)?(?:margin|padding)-(?:top|right|bottom|left)|border-(?:top|right|bottom|left)(?:-.+)?|(?:top|right|bottom|left))$/;
const SIDED_PROPERTY = /^(?:text-align|text-align-last|float|clear|caption-side)$/;

/** Everything in which a word of a stylesheet can stand: values of declarations, and what at-rules ask. */
function* words(of = sources) {
  for (const { file, declaration } of declarations(of)) {
    yield { where: place(file, declaration), text: withoutStrings(declaration.value) };
  }
  for (const [file, root] of of) {
    const rules = [];
    root.walkAtRules((rule) => rules.push(rule));
    for (const rule of rules) {
      yield { where: place(file, rule), text: withoutStrings(rule.params) };
    }
  }
}

function important(of = sources) {
  return [...declarations(of)]
    .filter(({ declaration }) => declaration.important && !isOfTheHost(declaration.parent))
    .map(({ file, declaration }) => `${place(file, declaration)} ${declaration.prop}`);
}

/** Only there it is the way to win over a host's rules for `<pase-portal>` itself (style/isolation.css). */
function isOfTheHost(rule) {
  return /^:host(\(|$)/.test(rule.selector ?? "");
}

function rootUnits(of = sources) {
  return [...words(of)].filter(({ text }) => /(?<![\w-])[\d.]+r(?:em|ex|ch|cap|ic|lh)\b/i.test(text)).map(({ where }) => where);
}

function physicalDirections(of = sources) {
  return [...declarations(of)]
    .filter(({ declaration: { prop, value } }) => {
      const sided = SIDED_PROPERTY.test(prop) && /\b(?:left|right)\b/.test(value);
      return PHYSICAL_PROPERTY.test(prop) || sided;
    })
    .map(({ file, declaration }) => `${place(file, declaration)} ${declaration.prop}: ${declaration.value}`);
}

function strayColours(of = sources) {
  const findings = [];
  for (const { file, declaration } of declarations(of)) {
    const colours = coloursIn(withoutStrings(declaration.value));
    const found = [...(file === TOKENS ? [] : colours.literal), ...(standsInForcedColours(declaration) ? [] : colours.system)];
    findings.push(...found.map((colour) => `${place(file, declaration)} ${colour}`));
  }
  return findings;
}

function standsInForcedColours(node) {
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
        findings.push(place(file, rule));
      }
    });
  }
  return findings;
}

/** Custom properties that are asked for, but set neither by the tokens, nor in the same file, nor by a host. */
function unknownVariables(of = sources) {
  const tokens = definedIn(of.get(TOKENS));
  const findings = [];
  for (const [file, root] of of) {
    const own = definedIn(root);
    root.walkDecls((declaration) => {
      for (const name of variablesIn(declaration.value)) {
        if (!tokens.has(name) && !own.has(name) && !name.startsWith("--pase-")) {
          findings.push(`${place(file, declaration)} ${name}`);
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

/** Custom properties that are set and asked for nowhere. */
function unusedVariables(of = sources) {
  const used = new Set([...declarations(of)].flatMap(({ declaration }) => variablesIn(declaration.value)));
  return [...declarations(of)]
    .filter(({ declaration }) => declaration.prop.startsWith("--") && !used.has(declaration.prop))
    .map(({ file, declaration }) => `${place(file, declaration)} ${declaration.prop}`);
}

function outsideImports(of = sources) {
  const findings = [];
  for (const [file, root] of of) {
    root.walkAtRules("import", (rule) => {
      if (!/^(["'])\.{1,2}\/[^"']+\.css\1$/.test(rule.params.trim())) {
        findings.push(`${place(file, rule)} ${rule.params}`);
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

test("nothing inside of the portal is !important", () => {
  expectNone(important(), "take !important off; a more specific selector under .pase-portal does it");
});

test("no length depends on the root element's font, which a host may set", () => {
  expectNone(rootUnits(), "use px, em or a token instead of rem");
});

test("directions are logical", () => {
  expectNone(physicalDirections(), "use the logical property (margin-inline-start, inset-block-end, border-start-end-radius, …)");
});

test("colours stand in the tokens alone", () => {
  expectNone(strayColours(), `name these colours in ${TOKENS}, with a light and a dark value, and use the token`);
});

test("light and dark differ in the tokens alone, so that a theme can be chosen", () => {
  expectNone(themeQueries(), `a chosen theme cannot reach this; make it a token of ${TOKENS}`);
});

test("every custom property that is used is set", () => {
  expectNone(unknownVariables(), `these are set neither in ${TOKENS} nor in the same file`);
});

test("every custom property that is set is used", () => {
  expectNone(unusedVariables(), "nothing asks for these; take them out");
});

test("the stylesheet fetches nothing", () => {
  expectNone(outsideImports(), "import stylesheets by a relative path");
  expectNone(outsideAddresses(shippedRules), "the page's policy refuses these addresses; let the bundle carry the file (.svg)");
});

test("each of these checks finds what it is for", () => {
  const of = new Map([
    [TOKENS, postcss.parse(".pase-portal{--ink:#123;--idle:1px}")],
    [
      "bad.css",
      postcss.parse(
        '@import "https://example.com/a.css";@media (min-width:40rem){.a{color:red!important;margin:2rem;left:0}}' +
          ".b{border-top-left-radius:2px;text-align:right;background:rgb(1 2 3/4%);color:var(--no);fill:CanvasText}" +
          "@media (forced-colors: active){.c{color:CanvasText;border-color:transparent;outline-color:currentcolor}}" +
          "@media (prefers-color-scheme: dark){.a{opacity:1}}" +
          ":host{all:initial!important}:host([hidden]){display:none!important}" +
          '.d{content:"red";color:var(--ink);grid-area:a-red;margin-inline-start:1px}',
      ),
    ],
  ]);
  const told = (findings) => findings.map((finding) => finding.replace(/^bad\.css:1 ?/, ""));
  assert.deepEqual(told(important(of)), ["color"]);
  assert.equal(rootUnits(of).length, 2);
  assert.deepEqual(told(physicalDirections(of)), ["left: 0", "border-top-left-radius: 2px", "text-align: right"]);
  assert.deepEqual(told(strayColours(of)), ["red", "rgb(1 2 3/4%)", "CanvasText"]);
  assert.deepEqual(told(unknownVariables(of)), ["--no"]);
  assert.equal(themeQueries(of).length, 1);
  assert.equal(unusedVariables(of).length, 1);
  assert.equal(outsideImports(of).length, 1);
  assert.equal(outsideAddresses(postcss.parse(".a{background:url(https://example.com/a.png)}")).length, 1);
  assert.equal(outsideAddresses(postcss.parse('.a{background:url("data:image/svg+xml,<svg/>")}')).length, 0);
});
