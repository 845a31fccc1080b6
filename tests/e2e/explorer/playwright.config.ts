// Configuration of the explorer: it runs as the end-to-end tests do, with random customers on a
// phone and on a desktop at the same time. `cargo xtask explore` starts it.

import { defineConfig } from "@playwright/test";
import screens from "../playwright.config.ts";

export default defineConfig({
  ...screens,
  testDir: ".",
  outputDir: "../../../test-results/explorer",
  timeout: 0,
  // A finding is a finding: the journey that led to it is reported, not repeated.
  retries: 0,
  reporter: [["list", { printSteps: false }]],
  use: { ...screens.use, trace: "off", screenshot: "off", actionTimeout: 5_000 },
});
