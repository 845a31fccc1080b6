// Configuration of the end-to-end tests: the real backend and the production build of the SPA, in
// Chromium. `cargo xtask test e2e` builds the backend, finds the browser and starts this. It uses
// dist/ as it is, and builds it only if it is missing.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "specs",
  outputDir: "../../test-results",
  fullyParallel: true,
  workers: 2,
  // On CI a test that failed is repeated once and listed as flaky (docs/decisions/0034).
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: {
    timeout: 15_000,
    toHaveScreenshot: {
      // The screens are compared with the pictures in the documentation.
      pathTemplate: "{testDir}/../../../docs/pictures/{arg}{ext}",
      animations: "disabled",
      caret: "hide",
      maxDiffPixelRatio: 0.001,
    },
  },
  // A difference fails, and so does a missing picture. `cargo xtask pictures` renews them on
  // purpose.
  updateSnapshots: "none",
  // One folder for everything that is compared word for word. `--update-snapshots` renews it, and a
  // person reviews the difference.
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
      // The browser's own words, for example in a date field, are also those of a Mexican customer.
      env: { ...process.env, LANGUAGE: "es_MX" },
      args: [
        // Chromium refuses to use its own sandbox as root, which is often the user in containers.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
