/**
 * Makes wasm-bindgen's glue work on pages that enforce Trusted Types. The glue turns text into
 * elements in one place only. That place is changed to use trusted_markup.js
 * (docs/decisions/0026-trusted-types.md).
 */

import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const MODULE = "trusted_markup.js";
const SINK = /^(\s*)(\w+(?:\(\w+\))?)\.innerHTML = (.+);$/gm;
/**
 * Other ways to turn text into elements or code. The glue contains none of them. If a new version
 * does, the build must fail until somebody has handled it.
 */
const OTHER_SINKS = /\.(outerHTML|srcdoc) = |\.(insertAdjacentHTML|write|writeln|setHTMLUnsafe|parseFromString|createContextualFragment)\(/;

/**
 * Changes the glue file, and copies the module that it then imports beside it. Returns that
 * module's path.
 */
export async function trustMarkup(glue) {
  await writeFile(glue, trusting(await readFile(glue, "utf8")));
  const module = path.join(path.dirname(glue), MODULE);
  await copyFile(path.join(import.meta.dirname, MODULE), module);
  return module;
}

/** Returns the glue with `setMarkup` in place of its assignment to `innerHTML`. */
export function trusting(glue) {
  const sinks = [...glue.matchAll(SINK)].length;
  if (sinks !== 1 || glue.match(/\.innerHTML\b/g).length !== 1) {
    throw new Error(`the glue sets innerHTML in ${sinks} places that are known, not in one: see build/trusted_types.mjs`);
  }
  const other = OTHER_SINKS.exec(glue);
  if (other !== null) {
    throw new Error(`the glue turns text into elements or code by «${other[0].trim()}»: see build/trusted_types.mjs`);
  }
  return `import { setMarkup } from "./${MODULE}";\n${glue.replace(SINK, "$1setMarkup($2, $3);")}`;
}
