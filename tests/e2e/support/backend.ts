// One real backend, with its own process, port and database, for as long as a worker runs.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const ROOT = path.resolve(import.meta.dirname, "../../..");

export class Backend {
  /** Where it listens: `http://127.0.0.1:41234`. */
  readonly url: string;
  private readonly process: ChildProcess;
  private readonly folder: string;
  private readonly log: string[];

  private constructor(url: string, process: ChildProcess, folder: string, log: string[]) {
    this.url = url;
    this.process = process;
    this.folder = folder;
    this.log = log;
  }

  /**
   * Starts a backend on a free port with an empty database, and waits until it listens. It serves
   * the folder `files`, relative to the checkout's root, under `/up/`. Pages of `allowedOrigins`
   * may use it in addition to its own pages.
   */
  static async start(files: string, allowedOrigins: readonly string[] = []): Promise<Backend> {
    const binary = process.env.PASE_BACKEND;
    const served = path.join(ROOT, files);
    if (binary === undefined || !existsSync(binary) || !existsSync(path.join(served, "index.html"))) {
      throw new Error(`the backend or ${files}/ is missing: run these tests with \`cargo xtask test\` (--list names them)`);
    }
    const folder = await mkdtemp(path.join(tmpdir(), "pase-e2e-"));
    const database = `sqlite://${path.join(folder, "portal.sqlite")}`;
    const child = spawn(
      binary,
      [
        ...["--listen", "127.0.0.1:0", "--database", database, "--static-dir", served, "--sandbox"],
        ...allowedOrigins.flatMap((origin) => ["--allow-origin", origin]),
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    const log: string[] = [];
    child.stderr.setEncoding("utf8").on("data", (text: string) => log.push(text));
    const url = await listeningAddress(child, log);
    return new Backend(url, child, folder, log);
  }

  /** Everything that it has logged so far. */
  logged(): string {
    return this.log.join("");
  }

  /**
   * Stops it as an operator would. Fails unless it finishes its requests and exits without an
   * error.
   */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null) {
      throw new Error(`the backend ended by itself (${this.process.exitCode}):\n${this.logged()}`);
    }
    this.process.kill("SIGTERM");
    const [code, signal] = (await once(this.process, "exit")) as [number | null, string | null];
    if (code !== 0) {
      throw new Error(`the backend did not end well after SIGTERM (${code ?? signal}):\n${this.logged()}`);
    }
    await rm(this.folder, { recursive: true });
  }
}

/** The address in the line that the backend prints when it is ready. */
async function listeningAddress(child: ChildProcess, log: string[]): Promise<string> {
  const { stdout } = child;
  if (stdout === null) {
    throw new Error("the backend's output is not piped");
  }
  const ended = once(child, "exit").then(() => {
    throw new Error(`the backend ended before it listened:\n${log.join("")}`);
  });
  const listening = (async () => {
    for await (const line of createInterface({ input: stdout })) {
      const address = /^listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (address !== undefined) {
        stdout.resume();
        return address;
      }
    }
    return ended;
  })();
  return Promise.race([listening, ended]);
}
