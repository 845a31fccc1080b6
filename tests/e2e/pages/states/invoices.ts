// States of the section FACTURAS: the table, its filter, and the open row of every kind of invoice.

import { KEMPER, OSCAR, XOCHILT } from "../accounts.ts";
import type { Scene, State } from "./scene.ts";
import { type } from "../../support/person.ts";

interface Invoices {
  items: { total: string; rebill: unknown }[];
}

const TO_SAT = "SAT050528XN0";

/** Opens an address of the table with an open row, and waits for these words in the table. */
async function reachRow({ portal }: Scene, address: string, words: string | RegExp): Promise<void> {
  await portal.open(address);
  await portal.vehicle.waitFor();
  await portal.invoices.table.getByText(words).waitFor();
}

/** Opens the row of an invoice that the server refuses to re-bill for this reason. */
async function reachRefusal(scene: Scene, reason: string, words: string): Promise<void> {
  await scene.answers.change<Invoices>("GET", "/tags/*/invoices", ({ items }) => {
    items.forEach((invoice) => (invoice.rebill = { refused: { reason, rebill_id: null } }));
  });
  await reachRow(scene, await (await scene.logIn()).openRow("1093.40"), words);
}

async function reachTable({ portal }: Scene, address: string): Promise<void> {
  await portal.open(address);
  await portal.vehicle.waitFor();
  await portal.invoices.rows.first().waitFor();
}

export const INVOICES: readonly State[] = [
  {
    name: "invoices, loading",
    reach: async ({ portal, answers, logIn }) => {
      const address = await (await logIn()).address("facturas");
      await answers.hold("GET", "/tags/*/invoices");
      await portal.open(address);
      await portal.vehicle.waitFor();
      await portal.page.getByText("Cargando tus facturas…").waitFor();
    },
  },
  {
    name: "invoices, list",
    reach: async (scene) => reachTable(scene, await (await scene.logIn()).address("facturas")),
  },
  {
    name: "invoices, another order",
    reach: async (scene) => reachTable(scene, await (await scene.logIn()).address("facturas?orden=-total")),
  },
  {
    name: "invoices, asked for anew",
    reach: async (scene) => {
      await reachTable(scene, await (await scene.logIn()).address("facturas"));
      await scene.answers.hold("GET", "/tags/*/invoices");
      const asked = scene.portal.page.waitForRequest(/sort=/);
      await scene.portal.invoices.column("Total").getByRole("link").click();
      await asked;
    },
  },
  {
    name: "invoices, an open row below the threshold",
    reach: async (scene) => reachRow(scene, await (await scene.logIn()).openRow("743.00"), "IMPORTANTE:"),
  },
  {
    name: "invoices, an open row from the threshold on",
    reach: async (scene) => reachRow(scene, await (await scene.logIn()).openRow("1093.40"), "IMPORTANTE:"),
  },
  {
    name: "invoices, an open row in progress",
    reach: async (scene) => {
      const customer = await scene.logIn();
      await customer.waitForStatus(await customer.rebill("1093.40", TO_SAT), "awaiting_acceptance");
      await reachRow(scene, await customer.openRow("1093.40"), "espera que aceptes la cancelación");
    },
  },
  {
    name: "invoices, an open row that was re-billed",
    reach: async (scene) => {
      const customer = await scene.logIn();
      // Before the trámite: afterwards the corrected document has the same total.
      const address = await customer.openRow("743.00");
      await customer.waitForStatus(await customer.rebill("743.00", TO_SAT), "issued");
      await reachRow(scene, address, "Esta factura ya fue refacturada.");
    },
  },
  {
    name: "invoices, an open row that is a substitute",
    reach: async (scene) => {
      const customer = await scene.logIn();
      await customer.waitForStatus(await customer.rebill("743.00", TO_SAT), "issued");
      await reachTable(scene, await customer.address("facturas"));
      const { rows, table } = scene.portal.invoices;
      await rows.filter({ hasText: "Documento corregido" }).getByRole("button", { name: /factura folio/ }).click();
      await table.getByText("es el resultado de una refacturación").waitFor();
    },
  },
  {
    name: "invoices, an open row whose cancellation was rejected",
    reach: async (scene) => {
      const customer = await scene.logIn();
      const tramite = await customer.rebill("1093.40", TO_SAT);
      await customer.waitForStatus(tramite, "awaiting_acceptance");
      await scene.sandbox.answerCancellation(tramite.uuid, "reject");
      await customer.waitForStatus(tramite, "rejected");
      await reachRow(scene, await customer.openRow("1093.40"), "fue rechazada en el buzón tributario");
    },
  },
  {
    name: "invoices, an open row that is cancelled",
    reach: async (scene) => reachRow(scene, await (await scene.logIn(XOCHILT)).openRow("411.25"), "está cancelada"),
  },
  {
    name: "invoices, an open row past its last date",
    reach: (scene) => reachRefusal(scene, "past_last_date", "La fecha límite"),
  },
  {
    name: "invoices, an open row refused for a reason that this version does not know",
    reach: (scene) => reachRefusal(scene, "a_new_one", "Por el momento esta factura no puede refacturarse."),
  },
  {
    name: "invoices, a name of 300 characters",
    reach: async (scene) => reachRow(scene, await (await scene.logIn(XOCHILT)).openRow("640.80"), "IMPORTANTE:"),
  },
  {
    name: "invoices, filtered by text",
    reach: async (scene) => {
      await reachTable(scene, await (await scene.logIn()).address("facturas"));
      const { clearFilters, filter, region, rows } = scene.portal.invoices;
      await type(filter, "mayo");
      await region.getByText("1 factura.").waitFor({ state: "attached" });
      await rows.first().waitFor();
      await clearFilters.waitFor();
    },
  },
  {
    name: "invoices, filtered by dates",
    reach: async (scene) =>
      reachTable(scene, await (await scene.logIn()).address("facturas?desde=2020-05-01&hasta=2020-05-31")),
  },
  {
    name: "invoices, filtered and nothing found",
    reach: async ({ portal, logIn }) => {
      await portal.open(await (await logIn()).address("facturas?desde=2019-01-01&hasta=2019-01-31"));
      await portal.vehicle.waitFor();
      await portal.page.getByText("Ninguna factura coincide").waitFor();
    },
  },
  {
    name: "invoices, none yet",
    reach: async ({ portal, logIn }) => {
      await portal.open(await (await logIn(OSCAR)).address("facturas"));
      await portal.vehicle.waitFor();
      await portal.page.getByText("Aún no hay facturas publicadas").waitFor();
    },
  },
  {
    name: "invoices, failed",
    reach: async ({ portal, answers, logIn }) => {
      portal.expectStatus(500);
      const address = await (await logIn()).address("facturas");
      await answers.fail("GET", "/tags/*/invoices");
      await portal.open(address);
      await portal.vehicle.waitFor();
      await portal.page.getByRole("alert").getByText("Algo falló de nuestro lado").waitFor();
    },
  },
  {
    name: "invoices, one that cannot be read",
    reach: async ({ portal, answers, logIn }) => {
      portal.expectComplaint(/facturas: items\[0\]\.total: /);
      await answers.change<Invoices>("GET", "/tags/*/invoices", ({ items }) => {
        items.slice(0, 1).forEach((invoice) => (invoice.total = "mucho"));
      });
      await portal.open(await (await logIn()).address("facturas"));
      await portal.vehicle.waitFor();
      await portal.page.getByText("Algunas facturas no se pudieron mostrar.").waitFor();
    },
  },
  {
    name: "invoices, the first of many pages",
    reach: async (scene) => reachTable(scene, await (await scene.logIn(KEMPER)).address("facturas")),
  },
  {
    name: "invoices, the second of many pages",
    reach: async (scene) => {
      await reachTable(scene, await (await scene.logIn(KEMPER)).address("facturas"));
      const { pages } = scene.portal.invoices;
      await pages.getByRole("link", { name: "Siguiente" }).click();
      await pages.getByText("21–40 de 3,000").waitFor();
    },
  },
];
