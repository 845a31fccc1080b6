/**
 * Trunk's last step: turns what Trunk left in its staging folder into the files that are served.
 *
 * It bundles the stylesheet and the loader and minifies the glue. It names the glue, the wasm and
 * the stylesheet by their content, and puts those names and the version into the loader. It writes
 * the pages, each with its prerendered first screen. In a release build it also compresses every
 * text-like file and records the sizes.
 */

import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { BROWSERS } from "./browsers.mjs";
import { writePages } from "./pages.mjs";
import { compressAll, recordSizes } from "./sizes.mjs";
import { release, stagedFile, staging, writeHashed } from "./staging.mjs";
import { PORTAL_STYLE, bundleStylesheet } from "./stylesheet.mjs";
import { writeApp, writeSplitApp } from "./wasm.mjs";

// Trunk's own file names contain a hash of the wasm before wasm-bindgen and wasm-opt, so two
// different files can get the same name.
const trunkGlue = await stagedFile(/^pase-portal-[0-9a-f]+\.js$/);
const trunkWasm = await stagedFile(/^pase-portal-[0-9a-f]+_bg\.wasm$/);

const names = {
  ...(release ? await writeSplitApp() : await writeApp(trunkGlue, trunkWasm)),
  style: await writeHashed("portal", ".css", (await bundleStylesheet(PORTAL_STYLE, { minify: release })).contents),
};
await writeLoader();
await writePages(names);
await Promise.all(
  [trunkGlue, trunkWasm, path.join(staging, "snippets")].map((leftover) => rm(leftover, { recursive: true, force: true })),
);
if (release) {
  await recordSizes(await compressAll());
}

async function writeLoader() {
  const result = await build({
    entryPoints: ["loader/pase-portal.js"],
    bundle: true,
    format: "esm",
    minify: release,
    target: BROWSERS,
    write: false,
    logLevel: "warning",
    charset: "utf8",
    define: {
      PORTAL_GLUE: JSON.stringify(names.glue),
      PORTAL_WASM: JSON.stringify(names.wasm),
      PORTAL_CUSTOMER_WASM: names.second === undefined ? "undefined" : JSON.stringify(names.second),
      PORTAL_STYLE: JSON.stringify(names.style),
      PORTAL_VERSION: JSON.stringify(await workspaceVersion()),
    },
  });
  await writeFile(path.join(staging, "pase-portal.js"), result.outputFiles[0].contents);
}

/** The version of all packages, from Cargo.toml. */
async function workspaceVersion() {
  const manifest = await readFile("Cargo.toml", "utf8");
  const version = /^\[workspace\.package\]\nversion = "([^"]+)"$/m.exec(manifest)?.[1];
  if (version === undefined) {
    throw new Error("Cargo.toml names no version under [workspace.package]");
  }
  return version;
}
