// The fault matrix: every endpoint of the contract, failing in every way. In each cell no typed text
// is lost, the message is true, and the customer can continue. Each row prints the messages of its
// cells.

import { readFileSync } from "node:fs";
import type { Server } from "node:net";
import path from "node:path";
import type { Locator } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { ADDRESS as PROFILES } from "../pages/fiscal-profiles.ts";
import type { Portal } from "../pages/portal.ts";
import { KEMPER_AS_REGISTERED } from "../pages/receiver-form.ts";
import { Customer } from "../support/customer.ts";
import {
  ActiveFault,
  type Fault,
  type FaultContext,
  FAULTS,
  LOST_AFTER_WRITE,
  OFFLINE,
  startCuttingServer,
} from "../support/faults.ts";
import { expect, test } from "../support/test.ts";

/** Where an endpoint is called, and how its failure shows. */
interface EndpointScene {
  /** Sends the request. */
  send(): Promise<void>;
  /** The message that reports the failure. */
  readonly message: Locator;
  /** The control by which the customer continues. */
  readonly retryControl: Locator;
  /** Checks that typed text is still there. */
  expectTextKept?(): Promise<void>;
  /** Checks that the failure is over. */
  expectRecovered?(): Promise<void>;
  /** Returns to the control after a new log-in. */
  returnToControl?(): Promise<void>;
  /** What shows that a write was done. */
  readonly doneSign?: Locator;
}

interface Row {
  readonly kind: "read" | "write" | "document";
  reach(portal: Portal, customer: Customer): Promise<EndpointScene>;
  /** Reached without a session. */
  readonly isPublic?: boolean;
}

/**
 * A screen that sends its request when it opens. Later attempts are made by the button of its
 * message.
 */
function readRow(address: (customer: Customer) => Promise<string>): Row {
  return {
    kind: "read",
    reach: async ({ page }, customer) => {
      const place = await address(customer);
      const message = page.getByRole("main").getByRole("alert").first();
      const retry = message.getByRole("button", { name: "Intentar de nuevo" });
      let opened = false;
      return {
        send: async () => {
          await (opened ? retry.click() : page.goto(place));
          opened = true;
        },
        message,
        retryControl: retry,
        expectRecovered: () => expect(message).toBeHidden(),
      };
    },
  };
}

const fixedAddress = (place: string) => () => Promise.resolve(place);
const sectionAddress = (name: string) => (customer: Customer) => customer.address(name);

/** A document, in the open row of an invoice or on a trámite's page. */
function documentRow(place: (portal: Portal, customer: Customer) => Promise<{ link: Locator; within: Locator }>): Row {
  return {
    kind: "document",
    reach: async (portal, customer) => {
      const { link, within } = await place(portal, customer);
      await link.waitFor();
      const message = within.getByRole("alert").first();
      return {
        send: () => link.click(),
        message,
        retryControl: message.getByRole("button", { name: "Intentar de nuevo" }),
        expectRecovered: () => expect(message).toBeHidden(),
      };
    },
  };
}

const invoiceDocument = (kind: "xml" | "pdf") =>
  documentRow(async ({ page, invoices }, customer) => {
    await page.goto(await customer.openRow("743.00"));
    return { link: invoices[kind].first(), within: invoices.table };
  });

const receiptDocument = (kind: "XML" | "PDF") =>
  documentRow(async ({ page, tramite }, customer) => {
    const registered = await customer.rebill("743.00", "SAT050528XN0");
    await customer.waitForStatus(registered, "issued");
    await page.goto(registered.address);
    const within = tramite.document("Acuse de cancelación");
    return { link: within.getByRole("link", { name: new RegExp(`^${kind}`) }), within };
  });

const ROWS: Readonly<Record<string, Row>> = {
  "GET /session": readRow(fixedAddress("/up/")),
  "GET /tags": readRow(fixedAddress("/up/")),
  "GET /tags/{id}/invoices": readRow(sectionAddress("facturas")),
  "GET /tags/{id}/movements": readRow(sectionAddress("movimientos")),
  "GET /rebills": readRow(fixedAddress("/up/tramites")),
  "GET /rebills/{id}": readRow(async (customer) => (await customer.rebill("743.00", "SAT050528XN0")).address),
  "GET /fiscal-profiles": readRow(fixedAddress(PROFILES)),
  // Help asks which invoice it is about, but also works without knowing.
  "GET /invoices/{id}": {
    kind: "read",
    reach: async ({ page }, customer) => {
      const { id } = await customer.invoice("743.00");
      return {
        send: async () => void (await page.goto(`/up/ayuda?factura=${id}`)),
        message: page.getByRole("heading", { level: 1 }),
        retryControl: page.getByRole("main").getByRole("link").first(),
      };
    },
  },
  "GET /invoices/{id}/document.xml": invoiceDocument("xml"),
  "GET /invoices/{id}/document.pdf": invoiceDocument("pdf"),
  "GET /rebills/{id}/acuse.xml": receiptDocument("XML"),
  "GET /rebills/{id}/acuse.pdf": receiptDocument("PDF"),
  "POST /session": {
    kind: "write",
    isPublic: true,
    reach: async ({ page, login, invoices }) => {
      await page.goto("/up/");
      await login.identifier.pressSequentially(DEMO.email);
      await login.password.pressSequentially(DEMO.password);
      return {
        send: () => login.submit.click(),
        message: login.alert,
        retryControl: login.submit,
        doneSign: invoices.heading,
        expectTextKept: async () => {
          await expect(login.identifier).toHaveValue(DEMO.email);
          await expect(login.password).toHaveValue(DEMO.password);
        },
      };
    },
  },
  "DELETE /session": {
    kind: "write",
    reach: async (portal, customer) => {
      await portal.page.goto(await customer.address("facturas"));
      const banner = portal.page.getByRole("banner");
      await portal.invoices.rows.first().waitFor();
      return {
        send: () => portal.tryToLogOut(),
        message: banner.getByRole("alert"),
        retryControl: banner.getByRole("button", { name: DEMO.name }),
        doneSign: portal.login.heading,
      };
    },
  },
  "POST /fiscal-profiles": {
    kind: "write",
    reach: async ({ page, profiles }) => {
      await page.goto(`${PROFILES}/nueva`);
      await profiles.form.complete(KEMPER_AS_REGISTERED);
      return {
        send: () => profiles.form.save.click(),
        message: page.getByRole("main").getByRole("alert").first(),
        retryControl: profiles.form.save,
        doneSign: profiles.heading,
        expectTextKept: () => expect(profiles.form.field("RFC")).toHaveValue(KEMPER_AS_REGISTERED.rfc),
      };
    },
  },
  "PUT /fiscal-profiles/{id}": {
    kind: "write",
    reach: async ({ page, profiles }, customer) => {
      await page.goto(await customer.profileAddress("SAT050528XN0"));
      await profiles.form.complete({ use: "S01" });
      return {
        send: () => profiles.form.save.click(),
        message: page.getByRole("main").getByRole("alert").first(),
        retryControl: profiles.form.save,
        doneSign: profiles.heading,
        expectTextKept: () => expect(profiles.form.field("Uso del CFDI")).toHaveValue("S01"),
      };
    },
  },
  "PUT /fiscal-profiles/default": {
    kind: "write",
    reach: async ({ page, profiles }) => {
      await page.goto(PROFILES);
      const choose = profiles.makeDefault("SAT050528XN0");
      await choose.waitFor();
      return {
        send: () => choose.click(),
        message: page.getByRole("main").getByRole("alert").first(),
        retryControl: choose,
        doneSign: profiles.makeDefault("ISD950921HE5"),
      };
    },
  },
  "DELETE /fiscal-profiles/{id}": {
    kind: "write",
    reach: async ({ page, profiles }) => {
      await page.goto(PROFILES);
      await profiles.remove("SAT050528XN0").click();
      return {
        send: () => profiles.dialog.getByRole("button").last().click(),
        message: profiles.dialog.getByRole("alert").first(),
        retryControl: profiles.dialog.getByRole("button").last(),
        returnToControl: () => profiles.remove("SAT050528XN0").click(),
        doneSign: profiles.statusMessage.filter({ hasText: "se eliminó" }),
      };
    },
  },
  "POST /invoices/{id}/rebill": {
    kind: "write",
    reach: async ({ page, invoices, rebill }, customer) => {
      await page.goto(await customer.openRow("743.00"));
      await invoices.refacturar.click();
      await rebill.choose("SAT050528XN0");
      return {
        send: () => rebill.commit.click(),
        // After an unknown outcome, the portal asks the server and says this once it knows.
        message: rebill.dialog.getByRole("alert").filter({ hasText: /no quedó registrado/ }),
        retryControl: rebill.commit,
        doneSign: rebill.acknowledge,
        expectTextKept: () => expect(rebill.dialog).toContainText("SAT050528XN0"),
      };
    },
  },
};

/** The session has ended, so the login comes first. */
const UNAUTHENTICATED: Fault = {
  name: "401",
  title: "Tu sesión terminó",
  rulesOutWrite: true,
  answer: (route) =>
    route.fulfill({
      status: 401,
      contentType: "application/problem+json",
      json: { type: "about:blank", title: "No session", status: 401, code: "unauthenticated", trace_id: "" },
    }),
};

/** Claims that the portal may make only if it knows that they are true. */
const NOTHING_HAPPENED = /No se perdió nada|No se cambió nada|no se registró/i;
const OUR_SIDE = /de nuestro lado/;

async function expectTruthfulMessage(row: Row, fault: Fault, endpoint: string, { message }: EndpointScene): Promise<string> {
  if (endpoint === "GET /invoices/{id}") {
    await expect(message).toBeVisible();
    return "(help is shown)";
  }
  const title = (row.kind === "document" ? fault.documentTitle : undefined) ?? fault.title;
  if (endpoint === "POST /session" && fault.name === "429") {
    await expect(message).toContainText("Hubo demasiados intentos");
  } else if (row.kind !== "write" || fault.rulesOutWrite) {
    await expect(message).toContainText(title);
  }
  await expect(message).toBeInViewport();
  const words = await message.innerText();
  if (fault.wait !== undefined && (row.kind !== "write" || fault.rulesOutWrite)) {
    expect(words).toContain(fault.wait);
  }
  if (row.kind === "write" && !fault.rulesOutWrite) {
    expect(words, "claims nothing that is not known").not.toMatch(NOTHING_HAPPENED);
  }
  if (fault.name !== "500") {
    expect(words).not.toMatch(OUR_SIDE);
  }
  return words.split("\n")[0] ?? "";
}

test.describe("fault matrix", () => {
  let server: Server;
  let context: FaultContext;

  test.beforeAll(async () => {
    ({ server, context } = await startCuttingServer());
  });

  test.afterAll(() => {
    server.close();
  });

  test("every endpoint of the contract has a row", () => {
    const file = path.resolve(import.meta.dirname, "../../../docs/openapi.json");
    const { paths } = JSON.parse(readFileSync(file, "utf8")) as { paths: Record<string, Record<string, unknown>> };
    const endpoints = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(Object.keys(ROWS).sort()).toEqual(endpoints.sort());
  });

  for (const [endpoint, row] of Object.entries(ROWS)) {
    test(endpoint, async ({ portal, backend, guard }) => {
      const { page } = portal;
      guard.allowNetworkFailures();
      await page.clock.install();
      const customer = await Customer.logIn(page, backend.url, DEMO);
      if (row.isPublic === true) {
        await page.context().clearCookies();
      }
      const scene = await row.reach(portal, customer);
      const cells: [string, string][] = [];
      const isSentOnOpening = row.kind === "read";
      for (const fault of FAULTS) {
        // Without a network no page opens, so a read fails offline at the end, by its button. A
        // write whose answer is lost also comes last, because it is done.
        if ((fault.name === OFFLINE && isSentOnOpening) || (fault.name === LOST_AFTER_WRITE && row.kind === "write")) {
          continue;
        }
        const activeFault = await ActiveFault.at(page, endpoint, fault, context);
        await scene.send();
        if (fault.stalls === true) {
          await activeFault.triggered;
          await page.clock.fastForward(31_000);
        } else if (fault.name !== OFFLINE) {
          await activeFault.triggered;
        }
        cells.push([fault.name, await expectTruthfulMessage(row, fault, endpoint, scene)]);
        await expect(scene.retryControl, `a way to continue after ${fault.name}`).toBeVisible();
        await scene.expectTextKept?.();
        await activeFault.end();
      }
      const showsNoFailure = endpoint === "GET /invoices/{id}";
      if (isSentOnOpening && !showsNoFailure) {
        const [offline] = FAULTS.filter(({ name }) => name === OFFLINE);
        if (offline !== undefined) {
          const activeFault = await ActiveFault.at(page, endpoint, offline, context);
          await scene.send();
          cells.push([OFFLINE, await expectTruthfulMessage(row, offline, endpoint, scene)]);
          await activeFault.end();
        }
      }
      if (!endpoint.endsWith(" /session") && !showsNoFailure) {
        const activeFault = await ActiveFault.at(page, endpoint, UNAUTHENTICATED, context);
        await scene.send();
        await expect(portal.login.heading).toBeVisible();
        await activeFault.end();
        cells.push(["401", (await page.getByText("Tu sesión terminó").first().innerText()).trim()]);
        await portal.login.logIn(DEMO.email, DEMO.password);
        await expect(portal.login.heading).toBeHidden();
        await scene.expectRecovered?.();
        await scene.expectTextKept?.();
      }
      if (row.kind === "write") {
        const [lost] = FAULTS.filter(({ name }) => name === LOST_AFTER_WRITE);
        if (lost !== undefined) {
          await scene.returnToControl?.();
          const activeFault = await ActiveFault.at(page, endpoint, lost, context);
          await scene.send();
          await activeFault.triggered;
          const shown = scene.doneSign === undefined ? scene.message : scene.message.or(scene.doneSign).first();
          await expect(shown).toBeVisible();
          const words = await shown.innerText();
          expect(words, "claims nothing that is not known").not.toMatch(NOTHING_HAPPENED);
          expect(words).not.toMatch(OUR_SIDE);
          cells.push([LOST_AFTER_WRITE, words.split("\n")[0] ?? ""]);
          await activeFault.end();
        }
      }
      console.log([endpoint, ...cells.map(([fault, words]) => `  ${fault}: ${words}`)].join("\n"));
      if (row.kind === "document") {
        const download = page.waitForEvent("download");
        await scene.send();
        await download;
        await scene.expectRecovered?.();
      }
    });
  }
});
