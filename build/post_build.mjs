/**
 * Trunk's last step: turns what Trunk left in its staging folder into what is served.
 *
 * It bundles the stylesheet and the loader, minifies the glue, writes the page with what is rendered of the app ahead of time, names the glue, the wasm and the stylesheet by their
 * content, bakes those names and the version into the loader and the page, and, in a release build, compresses every text-like file ahead of
 * time and records the sizes. It serves nothing.
 *
 * A release's wasm is split into two files (src/customer.rs), which must happen between cargo and wasm-bindgen, where Trunk
 * has no place for it: so wasm-bindgen and wasm-opt run here again, and what Trunk made of the whole is left aside.
 */

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { BROWSERS } from "./browsers.mjs";
import { PORTAL_STYLE, bundleStylesheet } from "./stylesheet.mjs";
import { propertyOf } from "../loader/property_of.js";
import { trustMarkup } from "./trusted_types.mjs";

const COMPRESSIBLE = new Set([".html", ".js", ".css", ".wasm", ".svg", ".webmanifest"]);
/** Where hashed files go, so that a server can cache the folder for ever. */
const ASSETS = "assets";

const staging = environment("TRUNK_STAGING_DIR");
const publicUrl = environment("TRUNK_PUBLIC_URL");
const release = environment("TRUNK_PROFILE") === "release";

// Trunk's own names hash the wasm before wasm-bindgen and wasm-opt: two different files can come to have one name.
const trunkGlue = await stagedFile(/^pase-portal-[0-9a-f]+\.js$/);
const trunkWasm = await stagedFile(/^pase-portal-[0-9a-f]+_bg\.wasm$/);

await mkdir(path.join(staging, ASSETS), { recursive: true });
const names = {
  ...(release ? await writeSplitApp() : await writeApp(trunkGlue, trunkWasm)),
  style: await writeHashed("portal", ".css", (await bundleStylesheet(PORTAL_STYLE, { minify: release })).contents),
};
await writeLoader();
await writePages();
await Promise.all(
  [trunkGlue, trunkWasm, path.join(staging, "snippets")].map((leftover) => rm(leftover, { recursive: true, force: true })),
);
if (release) {
  await recordSizes(await compressAll());
}

function environment(name) {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: this script is Trunk's post_build hook (Trunk.toml)`);
  }
  return value;
}

/** The one file in the staging folder with such a name. */
async function stagedFile(name) {
  const found = (await readdir(staging)).filter((file) => name.test(file));
  if (found.length !== 1) {
    throw new Error(`Trunk left ${found.length} files named like ${name} in ${staging}, not one`);
  }
  return path.join(staging, found[0]);
}

/** In one piece, as Trunk left it. */
async function writeApp(glue, wasm) {
  return {
    glue: await writeHashed("portal", ".js", await bundleScript(glue)),
    wasm: await writeHashed("portal", ".wasm", await readFile(wasm)),
  };
}

/** In two: what the first screen needs, and what is behind the login, by a name that only the glue knows. */
async function writeSplitApp() {
  const folder = path.resolve("target/split");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const inFolder = (name) => path.join(folder, name);
  await run("wasm-split-cli", [await compiledWasm(), folder, "--target", "web", "--out-name", "portal"]);
  // Their names are those of the functions still: `cargo xtask size` weighs them by owner.
  const second = inFolder("split_customer.wasm");
  await run("wasm-bindgen", [
    ...["--target", "web", "--no-typescript", "--keep-lld-exports"],
    ...["--out-dir", folder, "--out-name", "portal", inFolder("portal.wasm")],
  ]);
  await mkdir("target/size", { recursive: true });
  await Promise.all([
    copyFile(inFolder("portal_bg.wasm"), "target/size/first.wasm"),
    copyFile(second, "target/size/second.wasm"),
  ]);
  await optimise(second, inFolder("second.wasm"));
  const secondName = await writeHashed("portal-customer", ".wasm", await readFile(inFolder("second.wasm")));

  const loader = inFolder("__wasm_split.js");
  await replaceIn(loader, '"./split_customer.wasm"', JSON.stringify(`./${path.basename(secondName)}`));
  const glue = await bundleScript(inFolder("portal.js"));
  await dropExports(inFolder("portal_bg.wasm"), inFolder("used.wasm"), Buffer.from(glue).toString());
  await optimise(inFolder("used.wasm"), inFolder("first.wasm"));
  return {
    glue: await writeHashed("portal", ".js", glue),
    wasm: await writeHashed("portal", ".wasm", await readFile(inFolder("first.wasm"))),
    second: secondName,
  };
}

/** Runs a program of PATH, which `cargo xtask dist` sets up, to its end. */
async function run(program, parameters) {
  try {
    return (await promisify(execFile)(program, parameters, { maxBuffer: 2 ** 28 })).stdout;
  } catch (cause) {
    const hint = cause.code === "ENOENT" ? "is not on PATH: a release is built by `cargo xtask dist`" : "failed";
    throw new Error(`${program} ${hint}\n${cause.stderr ?? ""}`, { cause });
  }
}

/** What cargo has compiled, before anything was made of it. */
async function compiledWasm() {
  const metadata = JSON.parse(await run("cargo", ["metadata", "--format-version", "1", "--no-deps", "--offline"]));
  return path.join(metadata.target_directory, "wasm32-unknown-unknown", "wasm-release", "pase-portal.wasm");
}

async function optimise(input, output) {
  await run("wasm-opt", ["-Oz", input, "--output", output]);
}

async function replaceIn(file, before, after) {
  const text = await readFile(file, "utf8");
  if (text.split(before).length !== 2) {
    throw new Error(`${file} does not name ${before} once: wasm-split writes it otherwise than this version did`);
  }
  await writeFile(file, text.replace(before, after));
}

/** Takes from a wasm file the exports that the glue does not name, so that what only they need goes, too. */
async function dropExports(input, output, glue) {
  const module = await WebAssembly.compile(await readFile(input));
  const used = WebAssembly.Module.exports(module).filter(({ name }) => new RegExp(`\\b${name}\\b`).test(glue));
  const graph = [
    { name: "glue", root: true, reaches: used.map(({ name }) => `export ${name}`) },
    ...used.map(({ name }) => ({ name: `export ${name}`, export: name })),
  ];
  const file = `${output}.json`;
  await writeFile(file, JSON.stringify(graph));
  await run("wasm-metadce", [input, "--graph-file", file, "--output", output]);
}

/** One minified module with all that the loader needs of a glue: `default` and `mount`. */
async function bundleScript(entry) {
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

/** Lets esbuild leave classes out that nobody uses: wasm-bindgen writes each with two effects that it cannot see through. */
function markPure({ onLoad }) {
  onLoad({ filter: /pase-portal-[0-9a-f]+\.js$|portal\.js$/ }, async ({ path: file }) => ({
    contents: (await readFile(file, "utf8"))
      // Nobody writes `using`.
      .replace(/^if \(Symbol\.dispose\) .*$/gm, "")
      .replaceAll(": new FinalizationRegistry(", ": /* @__PURE__ */ new FinalizationRegistry("),
    loader: "js",
  }));
}

/** Writes `contents` under a name that changes with them, and returns it relative to the public address. */
async function writeHashed(stem, extension, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const name = `${ASSETS}/${stem}-${hash}${extension}`;
  await writeFile(path.join(staging, name), contents);
  return name;
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
      PORTAL_SECOND: names.second === undefined ? "undefined" : JSON.stringify(names.second),
      PORTAL_STYLE: JSON.stringify(names.style),
      PORTAL_VERSION: JSON.stringify(await workspaceVersion()),
    },
  });
  await writeFile(path.join(staging, "pase-portal.js"), result.outputFiles[0].contents);
}

/** The version of all packages, as Cargo.toml has it. */
async function workspaceVersion() {
  const manifest = await readFile("Cargo.toml", "utf8");
  const version = /^\[workspace\.package\]\nversion = "([^"]+)"$/m.exec(manifest)?.[1];
  if (version === undefined) {
    throw new Error("Cargo.toml names no version under [workspace.package]");
  }
  return version;
}

/**
 * Writes the page once for each kind of visit, with the final names and with what is rendered ahead of time of the app: `index.html`
 * is the login, for who has no session's cookie, `account.html` for who has one, and `help.html` for everyone. Which one answers
 * an address, the server decides (docs/EMBEDDING.md).
 */
async function writePages() {
  const template = await readFile(path.join(staging, "index.html"), "utf8");
  const root = /<div id="pase-portal"([^>]*)>/.exec(template);
  if (root === null) {
    throw new Error("index.html has lost its #pase-portal");
  }
  const pages = await prerender(settingsIn(root[1]));
  await Promise.all(
    Object.entries(pages).map(([name, { title, markup }]) => {
      // It is asked for without a session's cookie, so the app need not ask who this is before it shows the login.
      const session = name === "index" ? ' data-session="none"' : "";
      const page = replaced(template, [
        [/<title>[^<]*<\/title>/, `<title>${title}</title>`],
        [root[0], root[0].replace(">", `${session}>`)],
        ["<!-- assets -->", links().join("\n  ")],
        ["<!-- prerendered -->", markup],
      ]);
      // Trunk removes its own links only when it injects its own script, which is off.
      const finished = page.replace(/^\s*<link data-trunk[^>]*>\n?/gm, "").replace(/^\s*<!-- build\/post_build\.mjs .*-->\n/gm, "");
      if (finished.includes("data-trunk")) {
        throw new Error("index.html has kept a link of Trunk's");
      }
      return writeFile(path.join(staging, `${name}.html`), finished);
    }),
  );
}

/**
 * What a page loads, by the final names: what it needs to be seen. The app's files are left to the loader, which asks for them once the
 * page is painted; asked for here, they would share the line with what paints it.
 */
function links() {
  return [
    `<link rel="stylesheet" href="${publicUrl}${names.style}">`,
    `<script type="module" src="${publicUrl}pase-portal.js"></script>`,
  ];
}

/** The configuration that an element's `data-` attributes are: `data-register-url` is `registerUrl`. */
function settingsIn(attributes) {
  const given = [...attributes.matchAll(/\sdata-([a-z-]+)="([^"]*)"/g)];
  return Object.fromEntries(given.map(([, name, value]) => [propertyOf(name), value]));
}

/** What the app shows before it is there, by page: title and elements. */
async function prerender(settings) {
  const parameters = ["run", "--quiet", "--package", "pase-prerender", "--", JSON.stringify(settings)];
  return JSON.parse(await run("cargo", parameters));
}

/** A text with each of these replaced, which must be in it once. */
function replaced(text, replacements) {
  return replacements.reduce((before, [what, by]) => {
    const parts = before.split(what);
    if (parts.length !== 2) {
      throw new Error(`index.html has its ${what} ${parts.length - 1} times, not once`);
    }
    return parts.join(by);
  }, text);
}

/** Writes `.br` and `.gz` beside each compressible file; returns the size of every file, in bytes, by its un-hashed name. */
async function compressAll() {
  const sizes = {};
  const entries = await readdir(staging, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((found) => found.isFile())) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const contents = await readFile(file);
    const size = { raw: contents.length, gzip: contents.length, brotli: contents.length };
    if (COMPRESSIBLE.has(path.extname(file))) {
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(contents, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
          },
        }),
        promisify(gzip)(contents, { level: constants.Z_BEST_COMPRESSION }),
      ]);
      await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
      size.gzip = gz.length;
      size.brotli = br.length;
    }
    sizes[path.relative(staging, file).replace(/-[0-9a-f]{16}(?=\.)/, "")] = size;
  }
  return sizes;
}

/** Prints the table and keeps it as `target/sizes.json`, which is not served. */
async function recordSizes(sizes) {
  const rows = Object.entries(sizes).sort(([, a], [, b]) => b.brotli - a.brotli);
  // What a first visit transfers: everything but the icons and the manifest, which no page waits for, what is behind the login,
  // and the other pages.
  const secondPart = sizes[`${ASSETS}/portal-customer.wasm`];
  const firstVisit = { raw: 0, gzip: 0, brotli: 0 };
  for (const [name, size] of rows) {
    if (/^index\.html$|\.(js|css|wasm)$/.test(name) && sizes[name] !== secondPart) {
      for (const encoding of Object.keys(firstVisit)) {
        firstVisit[encoding] += size[encoding];
      }
    }
  }
  const line = (name, size) =>
    [name.padEnd(28), ...[size.raw, size.gzip, size.brotli].map((bytes) => String(bytes).padStart(10))].join("");
  console.log(line("bytes by file", { raw: "raw", gzip: "gzip", brotli: "brotli" }));
  rows.forEach(([name, size]) => console.log(line(name, size)));
  console.log(line("first visit", firstVisit));
  await mkdir("target", { recursive: true });
  await writeFile("target/sizes.json", `${JSON.stringify({ files: Object.fromEntries(rows), firstVisit, secondPart }, null, 2)}\n`);
}
