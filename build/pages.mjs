// The pages, each with its prerendered first screen.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { propertyOf } from "../loader/property_of.js";
import { publicUrl, staging } from "./staging.mjs";

/**
 * Writes the page once for each kind of visit, with the final file names and its prerendered
 * screen: `index.html` with the login, for browsers without a session cookie, `account.html` for
 * browsers with one, and `help.html` for everyone. The server decides which page it sends
 * (docs/EMBEDDING.md).
 */
export async function writePages(names) {
  const template = await readFile(path.join(staging, "index.html"), "utf8");
  const root = /<div id="pase-portal"([^>]*)>/.exec(template);
  if (root === null) {
    throw new Error("index.html has lost its #pase-portal");
  }
  const pages = await prerendered(settingsIn(root[1]));
  await Promise.all(
    Object.entries(pages).map(([name, { title, markup }]) => {
      // A browser gets this page if it sent no session cookie. So the app need not ask the server
      // who is logged in before it shows the login.
      const session = name === "index" ? ' data-session="none"' : "";
      const page = replaced(template, [
        [/<title>[^<]*<\/title>/, `<title>${title}</title>`],
        [root[0], root[0].replace(">", `${session}>`)],
        ["<!-- assets -->", assetElements(names).join("\n  ")],
        ["<!-- prerendered -->", markup],
      ]);
      // Trunk removes its own links only if it injects its own script, which is off (Trunk.toml).
      const finished = page.replace(/^\s*<link data-trunk[^>]*>\n?/gm, "").replace(/^\s*<!-- build\/post_build\.mjs .*-->\n/gm, "");
      if (finished.includes("data-trunk")) {
        throw new Error("index.html has kept a link of Trunk's");
      }
      return writeFile(path.join(staging, `${name}.html`), finished);
    }),
  );
}

/**
 * The elements of a page that load what is needed to paint it, with the final file names. The
 * loader fetches the app's files once the page is painted. If the page itself requested them, they
 * would share the connection with what is needed for painting.
 */
function assetElements(names) {
  return [
    `<link rel="stylesheet" href="${publicUrl}${names.style}">`,
    `<script type="module" src="${publicUrl}pase-portal.js"></script>`,
  ];
}

/**
 * The configuration in an element's `data-` attributes: `data-register-url` becomes `registerUrl`.
 */
function settingsIn(attributes) {
  const given = [...attributes.matchAll(/\sdata-([a-z-]+)="([^"]*)"/g)];
  return Object.fromEntries(given.map(([, name, value]) => [propertyOf(name), value]));
}

/**
 * The title and the elements of each page's first screen, by page. They are rendered by
 * `crates/prerender` and committed, so that a build need not compile the app natively as well.
 */
async function prerendered(settings) {
  const file = JSON.parse(await readFile("build/prerendered.json", "utf8"));
  if (!isDeepStrictEqual(file.settings, settings)) {
    throw new Error(
      "build/prerendered.json was rendered for other settings than index.html has: correct `settings` in it, " +
        "then run `cargo run --package pase-prerender`",
    );
  }
  return file.pages;
}

/** Replaces each pattern in a text. Each must occur exactly once. */
function replaced(text, replacements) {
  return replacements.reduce((before, [what, by]) => {
    const parts = before.split(what);
    if (parts.length !== 2) {
      throw new Error(`index.html has its ${what} ${parts.length - 1} times, not once`);
    }
    return parts.join(by);
  }, text);
}
