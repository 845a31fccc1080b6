// Configuration of the gallery's tests: the design system's examples, in Chromium, under the
// portal's own content security policy. `cargo xtask test gallery` builds the gallery, finds the
// browser and starts this.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";
import type { WorkerOptions } from "./support/test.ts";

export default defineConfig<object, WorkerOptions>({
  ...tests,
  testDir: "gallery",
  snapshotPathTemplate: "{testDir}/../snapshots/gallery/{arg}{ext}",
  // Nothing is repeated: no test here depends on an order of events.
  retries: 0,
  // Each test visits every part.
  timeout: 300_000,
  expect: {
    ...tests.expect,
    toHaveScreenshot: {
      ...tests.expect?.toHaveScreenshot,
      pathTemplate: "{testDir}/../../../docs/pictures/gallery/{arg}{ext}",
    },
  },
  use: { ...tests.use, files: "target/gallery" },
});
