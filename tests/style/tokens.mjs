// The tokens as a browser computes them in either theme, and which of them a host can set.
//
// A token that differs by theme has both values on one line (docs/THEMING.md). `--in-light` and
// `--in-dark` choose between them:
// `--ink: var(--pase-ink, var(--in-light, #14202e) var(--in-dark, #e9eff6))`.

import { TOKENS, sources } from "./stylesheet.mjs";

export const THEMES = ["light", "dark"];
const SWITCHES = { "--in-light": "light", "--in-dark": "dark" };

/**
 * Every token with its value as written. If a media query sets it again, the first value counts.
 */
export const tokens = new Map();
sources.get(TOKENS)?.walkDecls(/^--/, ({ prop, value }) => {
  if (!(prop in SWITCHES) && !tokens.has(prop)) {
    tokens.set(prop, value.replaceAll(/\s+/g, " ").trim());
  }
});

/**
 * A value with every `var()` in it replaced by its value in a theme, on a page that sets nothing.
 */
export function resolve(value, theme) {
  const start = value.indexOf("var(");
  if (start === -1) {
    return value.replaceAll(/\s+/g, " ").trim();
  }
  const end = endOfFunction(value, start + "var".length);
  const [name, fallback] = nameAndFallback(value.slice(start + "var(".length, end));
  return resolve(value.slice(0, start) + valueOf(name, fallback, theme) + value.slice(end + 1), theme);
}

function valueOf(name, fallback, theme) {
  if (name in SWITCHES) {
    return SWITCHES[name] === theme ? (fallback ?? "") : "";
  }
  const value = tokens.get(name) ?? fallback;
  if (value === undefined) {
    throw new Error(`${name} is set nowhere and has no second value`);
  }
  return value;
}

/**
 * The properties that a host can set (`--pase-ink`), with their default in each theme.
 *
 * @returns {Map<string, { light: string, dark: string }>}
 */
export function hostProperties() {
  const found = new Map();
  for (const value of tokens.values()) {
    for (const match of value.matchAll(/var\(\s*--pase-/g)) {
      const end = endOfFunction(value, match.index + "var".length);
      const [name, fallback = ""] = nameAndFallback(value.slice(match.index + "var(".length, end));
      found.set(name, { light: resolve(fallback, "light"), dark: resolve(fallback, "dark") });
    }
  }
  return found;
}

function nameAndFallback(text) {
  const comma = text.indexOf(",");
  return comma === -1 ? [text.trim()] : [text.slice(0, comma).trim(), text.slice(comma + 1).trim()];
}

/** The offset of the bracket that closes the one at `from`. */
function endOfFunction(value, from) {
  let depth = 0;
  for (let at = from; at < value.length; at++) {
    depth += value[at] === "(" ? 1 : value[at] === ")" ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  throw new Error(`a bracket is missing in ${value}`);
}
