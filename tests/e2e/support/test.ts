// `test` as every spec imports it: a backend per worker, fresh demo data per test, and a guard on
// every page.

import { test as base } from "@playwright/test";
import { Portal } from "../pages/portal.ts";
import { Answers } from "./answers.ts";
import { Backend } from "./backend.ts";
import { Guard } from "./guard.ts";
import { humanizePlaywright } from "./person.ts";
import { Sandbox } from "./sandbox.ts";
import { answerChecked } from "./usability-rules.ts";

interface TestFixtures {
  /** The portal in the test's own page, where nobody is logged in. */
  portal: Portal;
  /** Opens the portal in another browser, which does not share the first one's session. */
  anotherBrowser: () => Promise<Portal>;
  sandbox: Sandbox;
  /** Replaces the server's answers to the test's own page. */
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

  // Used in every test, even if the test does not ask for it.
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

  // Tests use the page as a person would. The answer to the last press is checked, too.
  page: async ({ page, guard: _watching }, use) => {
    humanizePlaywright(page);
    await use(page);
    await answerChecked(page);
  },

  // Depends on the sandbox, so that the demo data are fresh before the first page.
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
