/**
 * The last step of building the gallery (xtask/src/gallery.rs): puts the page, its script and its stylesheet beside the wasm
 * and the glue in the folder that it is given. The stylesheet is the portal's own, bundled as a release bundles it, with what
 * the gallery adds for itself. The glue comes to stand Trusted Types as a release's does.
 */

import { copyFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { bundleStylesheet } from "./stylesheet.mjs";
import { trustMarkup } from "./trusted_types.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  throw new Error("name the folder to write to: `node build/gallery.mjs target/gallery`");
}

for (const file of ["index.html", "gallery.js"]) {
  await copyFile(path.join("gallery", file), path.join(folder, file));
}
const { contents } = await bundleStylesheet("gallery/gallery.css", { minify: true });
await writeFile(path.join(folder, "gallery.css"), contents);
await trustMarkup(path.join(folder, "parts.js"));
