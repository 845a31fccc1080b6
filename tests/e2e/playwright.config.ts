// How the end-to-end tests run: the real backend and the production build of the SPA, in Chromium.
// `cargo xtask test e2e` builds both, finds the browser and starts this.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "specs",
  outputDir: "../../test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: {
    timeout: 15_000,
    toHaveScreenshot: {
      // The pictures of the documents are what the screens are compared with.
      pathTemplate: "{testDir}/../../../docs/pictures/{arg}{ext}",
      animations: "disabled",
      caret: "hide",
      maxDiffPixelRatio: 0.001,
    },
  },
  // A difference fails, and so does a picture that is missing: `cargo xtask pictures` renews them, knowingly.
  updateSnapshots: "none",
  // One folder for all that is compared word for word; `--update-snapshots` renews it, and a review reads it.
  snapshotPathTemplate: "{testDir}/../snapshots/{arg}{ext}",
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "es-MX",
    timezoneId: "America/Mexico_City",
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROME ?? "/usr/bin/chromium",
      // The browser's own words, in a date field for one, are a Mexican customer's, too.
      env: { ...process.env, LANGUAGE: "es_MX" },
      args: [
        // Chromium refuses its own sandbox to root, which containers often are.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
