/**
 * Bundles a stylesheet with everything that it imports. build/post_build.mjs ships the result,
 * build/gallery.mjs shows it, and tests/style checks it. So what is checked is what ships.
 */

import { build } from "esbuild";
import postcss from "postcss";
import { BROWSERS } from "./browsers.mjs";

/** The portal's own stylesheet. */
export const PORTAL_STYLE = "style/portal.css";

/**
 * Bundles the stylesheet `entry` (a path relative to `root`, the checkout's root by default) into
 * flat rules that the oldest browsers can read.
 *
 * @param {string} entry
 * @param {{ minify: boolean, root?: string }} options
 * @returns {Promise<{ contents: Uint8Array, text: string, sources: string[] }>} the bundle, and the
 *   stylesheets that it is made of, relative to the root
 */
export async function bundleStylesheet(entry, { minify, root = process.cwd() }) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify,
    target: BROWSERS,
    // Pictures are put into the stylesheet as `data:` addresses, which the page's policy allows.
    // They are all small.
    loader: { ".svg": "dataurl" },
    write: false,
    metafile: true,
    logLevel: "warning",
    legalComments: "none",
    charset: "utf8",
  });
  const [output] = result.outputFiles;
  const text = withoutContainers(output.text);
  const sources = Object.keys(result.metafile.inputs).filter((file) => file.endsWith(".css"));
  return { contents: new TextEncoder().encode(text), text, sources };
}

/**
 * Adds a fallback for browsers without container queries (before Chrome 105, Firefox 110). There,
 * the width of the window is used in place of the portal's. Both are the same on a page that gives
 * the portal its full width.
 */
function withoutContainers(css) {
  const root = postcss.parse(css);
  root.walkAtRules("container", (rule) => {
    const condition = rule.params.replace(/^[\w-]+\s*/, "");
    const fallback = postcss.atRule({ name: "supports", params: "not (container-type:inline-size)" });
    fallback.append(postcss.atRule({ name: "media", params: condition, nodes: rule.nodes.map((node) => node.clone()) }));
    rule.before(fallback);
  });
  return root.toString();
}
