/**
 * Bundles a stylesheet with all that it imports, as it is served: build/post_build.mjs ships what this returns,
 * build/gallery.mjs shows it, and tests/style checks it, so that what is checked is what ships.
 */

import { build } from "esbuild";
import { BROWSERS } from "./browsers.mjs";

/** The portal's own stylesheet. */
export const PORTAL_STYLE = "style/portal.css";

/**
 * Bundles the stylesheet `entry` (a path relative to the checkout's root) into flat rules that the oldest browsers read.
 *
 * @param {string} entry
 * @param {{ minify: boolean, root?: string }} options
 * @returns {Promise<{ contents: Uint8Array, text: string, sources: string[] }>} the bundle, and the stylesheets that it is
 *   made of, relative to the root
 */
export async function bundleStylesheet(entry, { minify, root = process.cwd() }) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify,
    target: BROWSERS,
    // Small pictures travel in the stylesheet itself: the page's policy allows `data:` and the folder has no others.
    loader: { ".svg": "dataurl" },
    write: false,
    metafile: true,
    logLevel: "warning",
    legalComments: "none",
    charset: "utf8",
  });
  const [output] = result.outputFiles;
  const sources = Object.keys(result.metafile.inputs).filter((file) => file.endsWith(".css"));
  return { contents: output.contents, text: output.text, sources };
}
