// Trunk's staging folder, in which the files to serve come together.

import { createHash } from "node:crypto";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** The folder for files with a hash in their names, so that a server can have it cached forever. */
export const ASSETS = "assets";

export const staging = environment("TRUNK_STAGING_DIR");
export const publicUrl = environment("TRUNK_PUBLIC_URL");
export const release = environment("TRUNK_PROFILE") === "release";

await mkdir(path.join(staging, ASSETS), { recursive: true });

function environment(name) {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: this script is Trunk's post_build hook (Trunk.toml)`);
  }
  return value;
}

/** The path of the one file in the staging folder whose name matches. */
export async function stagedFile(name) {
  const found = (await readdir(staging)).filter((file) => name.test(file));
  if (found.length !== 1) {
    throw new Error(`Trunk left ${found.length} files named like ${name} in ${staging}, not one`);
  }
  return path.join(staging, found[0]);
}

/**
 * Writes `contents` under a name with their hash. Returns the name relative to the public address.
 */
export async function writeHashed(stem, extension, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const name = `${ASSETS}/${stem}-${hash}${extension}`;
  await writeFile(path.join(staging, name), contents);
  return name;
}
