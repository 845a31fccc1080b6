// `test` as every spec imports it: a backend per worker, fresh demo data per test, and a guard on every page.

import { test as base } from "@playwright/test";
import { Portal } from "../pages/portal.ts";
import { Answers } from "./answers.ts";
import { Backend } from "./backend.ts";
import { Guard } from "./guard.ts";
import { Sandbox } from "./sandbox.ts";

interface TestFixtures {
  /** The portal in the test's own page; nobody is logged in. */
  portal: Portal;
  /** The portal in a browser of its own, which shares no session with the first one. */
  anotherBrowser: () => Promise<Portal>;
  sandbox: Sandbox;
  /** What the server answers to the test's own page instead of the truth. */
  answers: Answers;
  guard: Guard;
}

export interface WorkerOptions {
  /** The folder that the backend serves under `/up/`, relative to the checkout's root. */
  files: string;
}

interface WorkerFixtures {
  backend: Backend;
}

export const test = base.extend<TestFixtures, WorkerFixtures & WorkerOptions>({
  files: ["dist", { option: true, scope: "worker" }],

  backend: [
    async ({ files }, use) => {
      const backend = await Backend.start(files);
      await use(backend);
      await backend.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ backend }, use) => use(backend.url),

  sandbox: [
    async ({ request, backend }, use) => {
      const sandbox = new Sandbox(request, backend.url);
      await sandbox.reset();
      await use(sandbox);
    },
    { auto: true },
  ],

  answers: async ({ page }, use) => {
    const answers = new Answers(page);
    await use(answers);
    await answers.release();
  },

  // Of every test, whether it asks for it or not.
  guard: [
    async ({ context, backend }, use, testInfo) => {
      const guard = new Guard();
      await guard.watch(context);
      await use(guard);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach("backend.log", { body: backend.logged(), contentType: "text/plain" });
      }
      guard.verify();
    },
    { auto: true },
  ],

  // It asks for the sandbox so that the demo data are fresh before the first page.
  portal: async ({ page, guard, sandbox: _fresh }, use) => use(new Portal(page, guard)),

  anotherBrowser: async ({ browser, guard, backend }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async () => {
      const context = await browser.newContext({
        baseURL: backend.url,
        locale: "es-MX",
        timezoneId: "America/Mexico_City",
      });
      contexts.push(context);
      await guard.watch(context);
      return new Portal(await context.newPage(), guard);
    });
    for (const context of contexts) {
      await context.close();
    }
  },
});

export { expect } from "@playwright/test";
