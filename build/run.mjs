// Running the programs that the build needs.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Runs a program to its end and returns its output. `cargo xtask dist` puts the programs on PATH.
 */
export async function run(program, parameters) {
  try {
    return (await promisify(execFile)(program, parameters, { maxBuffer: 2 ** 28 })).stdout;
  } catch (cause) {
    const hint = cause.code === "ENOENT" ? "is not on PATH: a release is built by `cargo xtask dist`" : "failed";
    throw new Error(`${program} ${hint}\n${cause.stderr ?? ""}`, { cause });
  }
}
