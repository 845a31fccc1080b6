/**
 * The app's wasm: one file as Trunk left it, or two in a release.
 *
 * The wasm of a release is split (src/shell/deferred_screens.rs). This must happen between cargo
 * and wasm-bindgen, where Trunk has no hook. So this module runs wasm-bindgen and wasm-opt itself,
 * and the wasm and glue that Trunk made are not used.
 */

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { bundleGlue } from "./glue.mjs";
import { run } from "./run.mjs";
import { writeHashed } from "./staging.mjs";

/** Writes the app as one wasm file, as Trunk left it. */
export async function writeApp(glue, wasm) {
  return {
    glue: await writeHashed("portal", ".js", await bundleGlue(glue)),
    wasm: await writeHashed("portal", ".wasm", await readFile(wasm)),
  };
}

/**
 * Writes the app as two wasm files: one with what the first screen needs, and one with the deferred
 * screens. The glue and the loader contain the second file's final name.
 */
export async function writeSplitApp() {
  const folder = path.resolve("target/split");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const inFolder = (name) => path.join(folder, name);
  await run("wasm-split-cli", [await compiledWasm(), folder, "--target", "web", "--out-name", "portal"]);
  // At this point the functions still have their names. `cargo xtask size` needs them to attribute
  // the bytes to crates and modules.
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
  const glue = await bundleGlue(inFolder("portal.js"));
  await dropExports(inFolder("portal_bg.wasm"), inFolder("used.wasm"), Buffer.from(glue).toString());
  await optimise(inFolder("used.wasm"), inFolder("first.wasm"));
  return {
    glue: await writeHashed("portal", ".js", glue),
    wasm: await writeHashed("portal", ".wasm", await readFile(inFolder("first.wasm"))),
    second: secondName,
  };
}

/** The path of the wasm as cargo compiled it, before wasm-bindgen. */
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

/**
 * Removes the exports that the glue does not name from a wasm file, with all code that only they
 * need.
 */
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
