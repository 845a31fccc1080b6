// Compressing the files that are served, and recording their sizes.

import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { ASSETS, staging } from "./staging.mjs";

const COMPRESSIBLE = new Set([".html", ".js", ".css", ".wasm", ".svg", ".webmanifest"]);

/**
 * Writes `.br` and `.gz` beside each compressible file. Returns the size of every file in bytes, by
 * its name without the hash.
 */
export async function compressAll() {
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

/** Prints the table of sizes and writes it to `target/sizes.json`, which is not served. */
export async function recordSizes(sizes) {
  const rows = Object.entries(sizes).sort(([, a], [, b]) => b.brotli - a.brotli);
  // What a first visit transfers. It leaves out the icons and the manifest, which no page waits
  // for, the deferred screens, and the other pages.
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
