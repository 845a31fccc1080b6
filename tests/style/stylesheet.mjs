// The stylesheets under test, parsed: the one that ships (bundled and minified as in a release),
// and its sources.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import postcss from "postcss";
import selectorParser from "postcss-selector-parser";
import { PORTAL_STYLE, bundleStylesheet } from "../../build/stylesheet.mjs";

export const ROOT = path.resolve(import.meta.dirname, "../..");
/** The one source that names colors. */
export const TOKENS = "style/tokens.css";
const GALLERY_STYLE = "gallery/gallery.css";

/** The stylesheet that the portal's page loads. */
export const shipped = await bundleStylesheet(PORTAL_STYLE, { minify: true, root: ROOT });
export const shippedRules = postcss.parse(shipped.text);

/**
 * Each source by its path. They are found by following the imports, so that no check depends on
 * where a file is.
 */
export const sources = new Map(
  await Promise.all(
    shipped.sources.map(async (file) => [file, postcss.parse(await readFile(path.join(ROOT, file), "utf8"), { from: file })]),
  ),
);

/** The portal's stylesheet with the gallery's own additions. */
export const galleryRules = existsSync(path.join(ROOT, GALLERY_STYLE))
  ? postcss.parse((await bundleStylesheet(GALLERY_STYLE, { minify: true, root: ROOT })).text)
  : shippedRules;

/** Every rule with selectors, without the `from` and `40%` of keyframes. */
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

/** Every declaration of the sources, with its file. */
export function* declarations(of = sources) {
  for (const [file, root] of of) {
    const found = [];
    root.walkDecls((declaration) => found.push(declaration));
    for (const declaration of found) {
      yield { file, declaration };
    }
  }
}

/** A node's file and line: `style/base.css:12`. */
export function sourceLocation(file, node) {
  return `${file}:${node.source?.start?.line ?? "?"}`;
}

/** A value with its strings and addresses emptied, because words in them mean nothing to CSS. */
export function withoutStrings(value) {
  return value.replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)/g, '""');
}

/** The custom properties that a value uses. */
export function variablesIn(value) {
  return [...value.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);
}

/** If there are findings, fails with the advice and each finding on its own line. */
export function expectNone(findings, advice) {
  if (findings.length > 0) {
    const failure = new Error(`${advice}:\n  ${[...new Set(findings)].join("\n  ")}`);
    // The findings name their places. A stack trace would not help anyone who fixes a stylesheet.
    failure.stack = failure.message;
    throw failure;
  }
}
