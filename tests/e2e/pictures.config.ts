// `cargo xtask pictures`: takes the pictures of docs/pictures from the real app. No test run includes it.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

export default defineConfig(tests, {
  testDir: "pictures",
  workers: 1,
  fullyParallel: false,
});
