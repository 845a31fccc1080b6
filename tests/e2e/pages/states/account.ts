// States of the account: home, the vehicle's card, the header, clarifications, help, and addresses
// that do not exist.

import { expect } from "@playwright/test";
import { KARLA, KEMPER, XOCHILT } from "../accounts.ts";
import { TRACE_ID } from "../../support/answers.ts";
import type { Portal } from "../portal.ts";
import type { Scene, State } from "./scene.ts";

interface Tags {
  items: { status: string; plan: string; alias: string }[];
}

/** Opens the card of the manual's tag, changed into a tag that the demo data do not have. */
async function reachCard({ portal, answers, logIn }: Scene, change: (tags: Tags) => void): Promise<void> {
  await answers.change<Tags>("GET", "/tags", change);
  await logIn();
  await portal.open();
  await portal.invoices.rows.first().waitFor();
}

/** Waits until the link for a mail to CAVI contains these words. */
async function waitForMailContent({ help }: Portal, words: RegExp): Promise<void> {
  await expect(help.mail).toHaveAttribute("href", words);
}

export const HOME: readonly State[] = [
  {
    name: "home, loading",
    reach: async ({ portal, answers, logIn }) => {
      await logIn();
      await answers.hold("GET", "/tags");
      await portal.open();
      await portal.page.getByText("Cargando tu cuenta…").waitFor();
    },
  },
  {
    name: "home, failed",
    reach: async ({ portal, answers, logIn }) => {
      portal.expectStatus(500);
      await logIn();
      await answers.fail("GET", "/tags");
      await portal.open();
      await portal.page.getByRole("alert").getByText("Algo falló de nuestro lado").waitFor();
    },
  },
  {
    name: "home, without a tag",
    reach: async ({ portal, logIn }) => {
      await logIn(KARLA);
      await portal.open();
      await portal.page.getByText("Tu cuenta aún no tiene un tag").waitFor();
    },
  },
  {
    name: "vehicle card, loading",
    reach: async ({ portal, answers, logIn }) => {
      const address = await (await logIn()).address("facturas");
      await answers.hold("GET", "/tags");
      await portal.open(address);
      await portal.page.getByText("Cargando tu vehículo…").waitFor();
      await portal.invoices.rows.first().waitFor();
    },
  },
  {
    name: "vehicle card, failed",
    reach: async ({ portal, answers, logIn }) => {
      portal.expectStatus(500);
      const address = await (await logIn()).address("facturas");
      await answers.fail("GET", "/tags");
      await portal.open(address);
      await portal.page.getByRole("alert").getByText("Algo falló de nuestro lado").waitFor();
      await portal.invoices.rows.first().waitFor();
    },
  },
  {
    name: "vehicle card, a tag of another account",
    reach: async ({ portal, answers, logIn }) => {
      portal.expectStatus(404);
      const address = await (await logIn(KEMPER)).address("facturas");
      await logIn();
      // The portal requests the invoices at the same time, and aborts that request once the list of
      // tags shows that the tag is another account's. So the list of tags waits until the invoices
      // are refused.
      const release = await answers.hold("GET", "/tags");
      const refused = portal.page.waitForResponse((response) => response.status() === 404);
      await portal.open(address);
      await refused;
      release();
      await portal.page.getByText("Este tag no está en tu cuenta").waitFor();
    },
  },
  {
    name: "vehicle card, suspended",
    reach: (scene) => reachCard(scene, ({ items }) => items.forEach((tag) => (tag.status = "suspended"))),
  },
  {
    name: "vehicle card, cancelled",
    reach: (scene) => reachCard(scene, ({ items }) => items.forEach((tag) => (tag.status = "cancelled"))),
  },
  {
    name: "vehicle card, words that this version does not know",
    reach: (scene) =>
      reachCard(scene, ({ items }) => items.forEach((tag) => Object.assign(tag, { status: "new", plan: "new" }))),
  },
  {
    name: "vehicle card, a long alias",
    reach: (scene) =>
      reachCard(scene, ({ items }) => {
        items.forEach((tag) => (tag.alias = "camioneta de repartos de la sucursal de Tlalnepantla de Baz, turno matutino"));
      }),
  },
  {
    name: "vehicle card, prepaid",
    reach: async ({ portal, logIn }) => {
      await portal.open(await (await logIn(KEMPER)).address("aclaraciones"));
      await portal.vehicle.getByText("Prepago").waitFor();
    },
  },
  {
    name: "vehicle card, two tags",
    reach: async ({ portal, logIn }) => {
      await portal.open(await (await logIn(XOCHILT)).address("aclaraciones"));
      await portal.vehicle.waitFor();
      await portal.tags.click();
    },
  },
  {
    name: "header, what belongs to the account",
    reach: async ({ portal, logIn }) => {
      await portal.open(await (await logIn()).address("aclaraciones"));
      await portal.vehicle.waitFor();
      await portal.showLogOut();
    },
  },
  {
    name: "header, logging out fails",
    reach: async ({ portal, answers, logIn }) => {
      portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
      await portal.open(await (await logIn()).address("aclaraciones"));
      await portal.vehicle.waitFor();
      await answers.lose("DELETE", "/session");
      await portal.showLogOut();
      await portal.logOutButton.click();
      await portal.page.getByText("Tu sesión sigue abierta.").waitFor();
    },
  },
];

/** The topics of help, with the headings of their pages. */
const TOPICS: readonly (readonly [string, string])[] = [
  ["crear-cuenta", "Crear tu cuenta"],
  ["restablecer-contrasena", "Restablecer tu contraseña"],
  ["cliente-corporativo", "Clientes corporativos"],
  ["agregar-tag", "Agregar tu tag"],
  ["recargar", "Recargar tu PASE"],
  ["facturar", "Facturar"],
  ["aclaracion", "Pedir una aclaración"],
];

export const HELP: readonly State[] = [
  {
    name: "clarifications",
    reach: async ({ portal, logIn }) => {
      await portal.open(await (await logIn()).address("aclaraciones"));
      await portal.vehicle.waitFor();
      await portal.page.getByRole("heading", { name: "Aclaraciones" }).waitFor();
    },
  },
  {
    name: "help, nobody is logged in",
    reach: async ({ portal }) => {
      await portal.open("/up/ayuda");
      await portal.help.heading.waitFor();
    },
  },
  {
    name: "help, logged in",
    reach: async ({ portal, logIn }) => {
      await logIn();
      await portal.open("/up/ayuda");
      await waitForMailContent(portal, /IMDM%2029999999-9/);
    },
  },
  ...TOPICS.map(([topic, title]): State => ({
    name: `help, ${topic}`,
    reach: async ({ portal }) => {
      await portal.open(`/up/ayuda?tema=${topic}`);
      await portal.page.getByRole("heading", { level: 1, name: title }).waitFor();
    },
  })),
  {
    name: "help, about an invoice",
    reach: async ({ portal, logIn }) => {
      const { id } = await (await logIn()).invoice("743.00");
      await portal.open(`/up/ayuda?factura=${id}`);
      await waitForMailContent(portal, /Factura/);
    },
  },
  {
    name: "help, about an error",
    reach: async ({ portal, logIn }) => {
      await logIn();
      await portal.open(`/up/ayuda?error=${TRACE_ID}`);
      await waitForMailContent(portal, new RegExp(`IMDM%2029999999-9.*${TRACE_ID}`));
    },
  },
  {
    name: "an address that does not exist",
    reach: async ({ portal, logIn }) => {
      await logIn();
      await portal.open("/up/no/existe");
      await portal.page.getByRole("heading", { name: "No encontramos esta página" }).waitFor();
    },
  },
];
