// Nothing on the screen moves by itself: from the first paint through the skeleton to the data, the
// layout shift is 0. The answers are held back until the skeleton has been painted, so that it
// appears in every run, however fast.

import { ADDRESS } from "../pages/fiscal-profiles.ts";
import { DEMO, KEMPER, XOCHILT, type Account } from "../pages/accounts.ts";
import type { Portal } from "../pages/portal.ts";
import { waitForApp } from "../support/app.ts";
import { expect, test } from "../support/test.ts";
import { Customer } from "../support/customer.ts";
import { layoutShifts, recordLayoutShifts } from "../support/layout-shift.ts";

interface Screen {
  readonly name: string;
  /**
   * Who is logged in, and which address that customer reloads. If missing: nobody, and the front
   * page.
   */
  readonly account?: Account;
  readonly address?: (customer: Customer) => Promise<string>;
  /** The answers that are delayed, in the order of their release. */
  readonly delayedAnswers: readonly string[];
  /** What the skeleton says. */
  readonly loading: string;
  /** Waits for the data. */
  readonly arrived: (portal: Portal) => Promise<void>;
}

const SCREENS: readonly Screen[] = [
  {
    name: "login",
    delayedAnswers: ["/session"],
    loading: "Entra a tu cuenta",
    arrived: ({ page }) => waitForApp(page),
  },
  {
    name: "home, which leads to the invoices",
    account: DEMO,
    delayedAnswers: ["/session", "/tags", "/tags/*/invoices"],
    loading: "Cargando…",
    arrived: async ({ invoices, vehicle }) => {
      await vehicle.waitFor();
      await invoices.rows.first().waitFor();
    },
  },
  {
    name: "invoices",
    account: DEMO,
    address: (customer) => customer.address("facturas"),
    delayedAnswers: ["/tags/*/invoices", "/tags"],
    loading: "Cargando tus facturas…",
    arrived: async ({ invoices, vehicle }) => {
      await vehicle.waitFor();
      await invoices.rows.first().waitFor();
    },
  },
  {
    name: "invoices with an open row",
    account: DEMO,
    address: (customer) => customer.openRow("743.00"),
    delayedAnswers: ["/tags", "/tags/*/invoices"],
    loading: "Cargando tus facturas…",
    arrived: async ({ invoices, vehicle }) => {
      await vehicle.waitFor();
      await invoices.refacturar.waitFor();
    },
  },
  {
    name: "invoices, 3,000 of them",
    account: KEMPER,
    address: (customer) => customer.address("facturas"),
    delayedAnswers: ["/tags", "/tags/*/invoices"],
    loading: "Cargando tus facturas…",
    arrived: async ({ invoices, vehicle }) => {
      await vehicle.waitFor();
      await invoices.pages.getByText("de 3,000").waitFor();
    },
  },
  {
    name: "invoices of one of two tags",
    account: XOCHILT,
    address: (customer) => customer.address("facturas"),
    delayedAnswers: ["/tags", "/tags/*/invoices"],
    loading: "Cargando tus facturas…",
    arrived: async ({ invoices, vehicle }) => {
      await vehicle.waitFor();
      await invoices.rows.first().waitFor();
    },
  },
  {
    name: "movements",
    account: DEMO,
    address: (customer) => customer.address("movimientos"),
    delayedAnswers: ["/tags", "/tags/*/movements"],
    loading: "Cargando tus movimientos…",
    arrived: async ({ movements, vehicle }) => {
      await vehicle.waitFor();
      await movements.getByRole("table").waitFor();
    },
  },
  {
    name: "clarifications",
    account: DEMO,
    address: (customer) => customer.address("aclaraciones"),
    delayedAnswers: ["/tags"],
    loading: "Cargando tu vehículo…",
    arrived: ({ vehicle }) => vehicle.waitFor(),
  },
  {
    name: "a trámite",
    account: DEMO,
    address: async (customer) => {
      const tramite = await customer.rebill("1093.40", "SAT050528XN0");
      await customer.waitForStatus(tramite, "awaiting_acceptance");
      return tramite.address;
    },
    delayedAnswers: ["/rebills/*"],
    loading: "Cargando tu trámite…",
    arrived: async ({ tramite }) => {
      await tramite.status.waitFor();
      await tramite.backToInvoices.waitFor();
    },
  },
  {
    name: "datos fiscales",
    account: DEMO,
    address: async () => ADDRESS,
    delayedAnswers: ["/session", "/fiscal-profiles"],
    loading: "Cargando…",
    arrived: ({ profiles }) => profiles.add.waitFor(),
  },
  {
    name: "a razón social",
    account: DEMO,
    address: (customer) => customer.profileAddress("SAT050528XN0"),
    delayedAnswers: ["/fiscal-profiles"],
    loading: "Cargando la razón social…",
    arrived: ({ profiles }) => profiles.form.save.waitFor(),
  },
  {
    name: "help",
    account: DEMO,
    address: async () => "/up/ayuda",
    delayedAnswers: ["/session", "/tags"],
    loading: "Ayuda",
    arrived: ({ help }) => expect(help.mail).toHaveAttribute("href", /IMDM%2029999999-9/),
  },
];

for (const width of [360, 1280]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });

    for (const { name, account, address, delayedAnswers, loading, arrived } of SCREENS) {
      test(`${name}: nothing moves from the first paint to the data`, async ({ portal, answers, backend }) => {
        const { page } = portal;
        const customer = account && (await Customer.logIn(page, backend.url, account));
        const where = customer && (await address?.(customer));
        await recordLayoutShifts(page);
        const releases: (() => void)[] = [];
        for (const answer of delayedAnswers) {
          releases.push(await answers.hold("GET", answer));
        }
        await portal.open(where);
        await page.getByText(loading).first().waitFor();
        const shifts: string[] = [...(await layoutShifts(page))];
        for (const [index, release] of releases.entries()) {
          const answer = page.waitForResponse((response) => response.url().includes("/api/v1/"));
          release();
          await answer;
          shifts.push(...(await layoutShifts(page)).map((shift) => `after ${delayedAnswers[index]}: ${shift}`));
        }
        await arrived(portal);
        shifts.push(...(await layoutShifts(page)).map((shift) => `at the end: ${shift}`));
        expect(shifts, "what moved by itself").toEqual([]);
      });
    }
  });
}
