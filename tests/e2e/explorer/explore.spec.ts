// The explorer: random customers, whose journeys each have a seed of their own, until the time is
// up. A journey that breaks a rule is made as short as possible, and is reported step by step at
// the end.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "@playwright/test";
import fc from "fast-check";
import { DEMO, KARLA, KEMPER, OSCAR, XOCHILT, type Account } from "../pages/accounts.ts";
import { Backend } from "../support/backend.ts";
import { ACTIONS } from "./actions.ts";
import { Finding } from "./finding.ts";
import { pickFrom, Step } from "./step.ts";
import { World, type Device } from "./world.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../test-results/explorer");
const SECONDS = Number(process.env["EXPLORE_SECONDS"] ?? "60");
const SEED = Number(process.env["EXPLORE_SEED"] ?? "1");
const LONGEST = Number(process.env["EXPLORE_STEPS"] ?? "120");
/** For how many milliseconds a journey that broke a rule may be shortened. */
const SHORTENING = Math.min(SECONDS, 150) * 1_000;

interface Report {
  readonly seed: number;
  readonly rule: string;
  readonly kind: string;
  readonly message: string;
  readonly story: readonly string[];
}

/** Who is logged in at the start of a journey; `null` starts it at the login. */
const CUSTOMERS: readonly (Account | null)[] = [null, DEMO, DEMO, DEMO, XOCHILT, XOCHILT, KEMPER, OSCAR, KARLA];

const steps = fc.commands(
  [
    fc.oneof(
      ...Object.entries(ACTIONS).map(([name, action]) => ({
        weight: action.weight,
        arbitrary: fc.nat(10_000).map((pick): fc.AsyncCommand<World, World, true> => new Step(name, action, pick)),
      })),
    ),
  ],
  { maxCommands: LONGEST, size: "max" },
);

for (const device of ["phone", "desktop"] as const) {
  test(`customers on a ${device}`, async ({ browser }) => {
    const backend = await Backend.start("dist");
    const end = Date.now() + SECONDS * 1_000;
    const found = new Map<string, Report>();
    let journeys = 0;
    let taken = 0;
    try {
      while (Date.now() < end) {
        const seed = SEED + journeys;
        journeys += 1;
        taken += await journey(seed, device, found, end);
      }
    } finally {
      await backend.stop();
    }
    console.log(`${device}: ${journeys} journeys of ${taken} steps, seeds ${SEED} to ${SEED + journeys - 1}`);
    if (found.size > 0) {
      throw new Error([...found.values()].map(formatReport(device)).join("\n\n"));
    }

    /**
     * Makes one journey, and shortens it if it found something new. Returns the number of steps
     * that it took.
     */
    async function journey(seed: number, on: Device, known: Map<string, Report>, until: number): Promise<number> {
      let count = 0;
      let shortest: Report | null = null;
      const latestEnd = until + SHORTENING;
      let shortenUntil = Number.POSITIVE_INFINITY;
      const property = fc.asyncProperty(fc.nat(100), steps, async (whom, commands) => {
        if (Date.now() > shortenUntil) {
          return;
        }
        const world = await World.begin(browser, backend, on, pickFrom(CUSTOMERS, whom) ?? null);
        try {
          await fc.asyncModelRun(() => ({ model: world, real: world }), commands);
        } catch (error) {
          const finding = error instanceof Finding ? error : new Finding("the explorer itself", String(error).slice(0, 400));
          if (known.has(finding.kind)) {
            return;
          }
          // While a journey is being shortened, only the same rule counts.
          if (shortest !== null && shortest.rule !== finding.rule) {
            return;
          }
          shortenUntil = Math.min(shortenUntil, Date.now() + SHORTENING, latestEnd);
          shortest = { seed, rule: finding.rule, kind: finding.kind, message: finding.message, story: [...world.story] };
          await saveReport(world, `${on}-${seed}`, shortest);
          throw finding;
        } finally {
          count = Math.max(count, world.story.length);
          await world.end();
        }
      });
      // Each device makes another journey from the same seed.
      await fc.check(property, { seed: 2 * seed + (on === "phone" ? 0 : 1), numRuns: 1, unbiased: true });
      const report = shortest as Report | null;
      if (report !== null) {
        known.set(report.kind, report);
        console.log(formatReport(on)(report));
      }
      return count;
    }
  });
}

function formatReport(device: Device): (report: Report) => string {
  return ({ seed, message, story }) =>
    [`on a ${device}, seed ${seed}: ${message}`, ...story.map((step, index) => `  ${index + 1}. ${step}`)].join("\n");
}

/** Stores the last screen of a journey that broke a rule, and its steps. */
async function saveReport(world: World, name: string, report: Report): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path.join(FOLDER, `${name}.txt`), `${formatReport(world.device)(report)}\n\n${world.page.url()}\n`);
  await world.page.screenshot({ path: path.join(FOLDER, `${name}.png`) }).catch(() => {});
}
