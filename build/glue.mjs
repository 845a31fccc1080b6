// The glue between the browser and the wasm.

import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { BROWSERS } from "./browsers.mjs";
import { release } from "./staging.mjs";
import { trustMarkup } from "./trusted_types.mjs";

/**
 * Bundles the glue into one minified module with what the loader needs of it: `default` and
 * `mount`.
 */
export async function bundleGlue(entry) {
  const trustedMarkup = await trustMarkup(entry);
  const result = await build({
    stdin: {
      contents: `export { default, mount } from "./${path.basename(entry)}";`,
      resolveDir: path.dirname(entry),
    },
    plugins: [{ name: "without-side-effects", setup: markPure }],
    bundle: true,
    format: "esm",
    minify: release,
    target: BROWSERS,
    write: false,
    logLevel: "warning",
    legalComments: "none",
    charset: "utf8",
  });
  await rm(trustedMarkup);
  return result.outputFiles[0].contents;
}

/**
 * Lets esbuild remove unused classes. wasm-bindgen writes two side effects into each class that
 * esbuild must otherwise keep.
 */
function markPure({ onLoad }) {
  onLoad({ filter: /pase-portal-[0-9a-f]+\.js$|portal\.js$/ }, async ({ path: file }) => ({
    contents: (await readFile(file, "utf8"))
      // These lines are for `using`, which no code here uses.
      .replace(/^if \(Symbol\.dispose\) .*$/gm, "")
      .replaceAll(": new FinalizationRegistry(", ": /* @__PURE__ */ new FinalizationRegistry("),
    loader: "js",
  }));
}
