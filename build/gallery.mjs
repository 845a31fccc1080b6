/**
 * The last step of building the gallery (xtask/src/gallery.rs). Its argument is the folder that
 * contains the wasm and the glue. It adds the page, its script and its stylesheet, which is the
 * portal's own, bundled as in a release, plus the gallery's own rules. It also makes the glue
 * comply with Trusted Types, as in a release.
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
