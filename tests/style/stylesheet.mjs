// The stylesheets under test, parsed: what ships (bundled and minified as in a release), and the sources it is made of.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import postcss from "postcss";
import selectorParser from "postcss-selector-parser";
import { PORTAL_STYLE, bundleStylesheet } from "../../build/stylesheet.mjs";

export const ROOT = path.resolve(import.meta.dirname, "../..");
/** Where the tokens stand: the one source that names colours. */
export const TOKENS = "style/tokens.css";
const GALLERY_STYLE = "gallery/gallery.css";

/** What the portal's page loads. */
export const shipped = await bundleStylesheet(PORTAL_STYLE, { minify: true, root: ROOT });
export const shippedRules = postcss.parse(shipped.text);

/** Each source of it by its path, found by following the imports, so that no check depends on where a file lies. */
export const sources = new Map(
  await Promise.all(
    shipped.sources.map(async (file) => [file, postcss.parse(await readFile(path.join(ROOT, file), "utf8"), { from: file })]),
  ),
);

/** The portal's stylesheet with what the gallery adds for itself. */
export const galleryRules = existsSync(path.join(ROOT, GALLERY_STYLE))
  ? postcss.parse((await bundleStylesheet(GALLERY_STYLE, { minify: true, root: ROOT })).text)
  : shippedRules;

/** Every rule with selectors; a keyframe's `from` and `40%` are none. */
export function stylingRules(root) {
  const rules = [];
  root.walkRules((rule) => {
    if (!(rule.parent?.type === "atrule" && rule.parent.name.endsWith("keyframes"))) {
      rules.push(rule);
    }
  });
  return rules;
}

/** The selectors of a rule, as trees. */
export function selectorsOf(rule) {
  return selectorParser().astSync(rule.selector).nodes;
}

/** Every declaration of the sources, with the file it stands in. */
export function* declarations(of = sources) {
  for (const [file, root] of of) {
    const found = [];
    root.walkDecls((declaration) => found.push(declaration));
    for (const declaration of found) {
      yield { file, declaration };
    }
  }
}

/** `style/base.css:12`. */
export function place(file, node) {
  return `${file}:${node.source?.start?.line ?? "?"}`;
}

/** A value without its strings and addresses, in which a word is only a word. */
export function withoutStrings(value) {
  return value.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)/g, '""');
}

/** The custom properties that a value asks for. */
export function variablesIn(value) {
  return [...value.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);
}

/** Fails with every finding on a line of its own, and what to do about them. */
export function expectNone(findings, advice) {
  if (findings.length > 0) {
    const failure = new Error(`${advice}:\n  ${[...new Set(findings)].join("\n  ")}`);
    // The findings name their places; where the check stands is of no use to who mends a stylesheet.
    failure.stack = failure.message;
    throw failure;
  }
}
