/**
 * Runs Lighthouse on the portal, each run in a new browser, and writes down what it measured.
 *
 * `node run.mjs <the portal's address> <runs> <folder for the results>`, with `CHROME` in the
 * environment. `cargo xtask lighthouse` starts it and compares the figures (`runs.json`) with the
 * goals; this script judges nothing. For each page it keeps the report of the median run, as JSON
 * and as a page to read.
 */

import { mkdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import lighthouse, { generateReport } from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";
import puppeteer from "puppeteer-core";
import { figuresOf } from "./figures.mjs";

const CREDENTIALS = { identifier: "demo@pase.example", password: "Refactura2020" };
const CATEGORIES = ["performance", "accessibility", "best-practices"];

const [portal, runs, folder] = process.argv.slice(2);
const cookie = await logIn();
const [tag] = (await answerOf("/tags", { headers: { cookie } })).items;

/**
 * The pages that are measured. `shows` must be visible at the end, so that a failure does not count
 * as a fast page.
 */
const PAGES = [
  { name: "login", address: `${portal}/`, shows: "input[type=password]" },
  { name: "invoices", address: `${portal}/tags/${tag.id}/facturas`, cookie, shows: "tbody tr" },
];

await mkdir(folder, { recursive: true });
const results = {};
for (const page of PAGES) {
  const reports = [];
  results[page.name] = [];
  for (let run = 1; run <= Number(runs); run += 1) {
    const [load] = os.loadavg();
    const report = await measure(page);
    reports.push(report);
    results[page.name].push({ ...figuresOf(report), load: load.toFixed(2) });
    console.log(`${page.name}: run ${run} of ${runs}`);
  }
  const middle = computeMedianRun(reports);
  await writeFile(path.join(folder, `${page.name}.json`), generateReport(middle, "json"));
  await writeFile(path.join(folder, `${page.name}.html`), generateReport(middle, "html"));
}
await writeFile(path.join(folder, "runs.json"), JSON.stringify(results, undefined, 2));

/** One run with Lighthouse's default preset: a phone, with simulated connection and processor. */
async function measure({ address, cookie: session, shows }) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROME,
    args: [
      // Chromium's own sandbox refuses to run as root, which is common in containers.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--lang=es-MX",
    ],
  });
  try {
    if (session !== undefined) {
      // The cookie is set in the browser, not sent as an extra header by Lighthouse, so that it
      // goes only where a browser would send it.
      const [name, value] = session.split("=");
      await browser.setCookie({ name, value, domain: new URL(portal).hostname, path: "/", httpOnly: true, sameSite: "Strict" });
    }
    const page = await browser.newPage();
    const result = await lighthouse(address, { onlyCategories: CATEGORIES, logLevel: "error" }, undefined, page);
    if (result.lhr.runtimeError !== undefined) {
      throw new Error(`${address}: ${result.lhr.runtimeError.message}`);
    }
    await page.waitForSelector(shows, { visible: true, timeout: 5_000 });
    return result.lhr;
  } finally {
    await browser.close();
  }
}

/** Logs in as the demo data's customer. Returns the session cookie as a browser sends it. */
async function logIn() {
  const headers = { "content-type": "application/json", origin: new URL(portal).origin };
  const response = await ask("/session", { method: "POST", headers, body: JSON.stringify(CREDENTIALS) });
  const [cookie] = response.headers.getSetCookie();
  return cookie.split(";", 1)[0];
}

async function answerOf(endpoint, request) {
  return (await ask(endpoint, request)).json();
}

async function ask(endpoint, request) {
  const response = await fetch(`${portal}/api/v1${endpoint}`, request);
  if (!response.ok) {
    throw new Error(`${request.method ?? "GET"} ${endpoint} answered ${response.status}`);
  }
  return response;
}
