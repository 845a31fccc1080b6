/**
 * Makes wasm-bindgen's glue fit for pages that enforce Trusted Types: its one place that turns text into elements goes through
 * trusted_markup.js (docs/decisions/0026-trusted-types.md).
 */

import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const MODULE = "trusted_markup.js";
const SINK = /^(\s*)(\w+(?:\(\w+\))?)\.innerHTML = (.+);$/gm;
/** Other ways from text to elements or code. None is in the glue; one that comes to be in it must be seen to. */
const OTHER_SINKS = /\.(outerHTML|srcdoc) = |\.(insertAdjacentHTML|write|writeln|setHTMLUnsafe|parseFromString|createContextualFragment)\(/;

/** Changes the glue in its place, and puts the module that it imports from then on beside it. Returns where that is. */
export async function trustMarkup(glue) {
  await writeFile(glue, trusting(await readFile(glue, "utf8")));
  const module = path.join(path.dirname(glue), MODULE);
  await copyFile(path.join(import.meta.dirname, MODULE), module);
  return module;
}

/** The same glue with `setMarkup`. */
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
