// States of the Refacturar modal: choosing, reviewing, committing, and how it ends.

import { XOCHILT } from "../accounts.ts";
import type { Scene, State } from "./scene.ts";

const OWN = "ISD950921HE5";
const OTHER = "SAT050528XN0";

interface Profiles {
  items: unknown[];
}

/** Opens the modal of the invoice with this total, with the razones sociales listed. */
async function reachChoice(scene: Scene, total = "743.00", account?: Parameters<Scene["logIn"]>[0]): Promise<void> {
  const { portal } = scene;
  await portal.open(await (await scene.logIn(account)).openRow(total));
  await portal.vehicle.waitFor();
  await portal.invoices.refacturar.click();
  await portal.rebill.choices.first().waitFor();
}

async function reachReview(scene: Scene, total = "743.00", rfc = OTHER): Promise<void> {
  await reachChoice(scene, total);
  await scene.portal.rebill.choose(rfc);
  await scene.portal.rebill.commit.waitFor();
}

/** Opens the modal where it cannot list any razones sociales, and waits for these words. */
async function reachWithout(scene: Scene, words: string): Promise<void> {
  const { portal } = scene;
  await portal.open(await (await scene.logIn()).openRow("743.00"));
  await portal.vehicle.waitFor();
  await portal.invoices.refacturar.click();
  await portal.rebill.dialog.getByText(words).waitFor();
}

/** Changes the invoices' receiver to someone who is none of the customer's razones sociales. */
async function withoutPresentReceiver({ answers }: Scene): Promise<void> {
  await answers.change<{ items: { receiver: { rfc: string } }[] }>("GET", "/tags/*/invoices", ({ items }) =>
    items.forEach((invoice) => (invoice.receiver.rfc = "EKU9003173C9")),
  );
}

export const CHOOSING: readonly State[] = [
  {
    name: "rebill, razones sociales loading",
    reach: async (scene) => {
      await scene.answers.hold("GET", "/fiscal-profiles");
      await reachWithout(scene, "Cargando tus razones sociales…");
    },
  },
  {
    name: "rebill, razones sociales failed",
    reach: async (scene) => {
      scene.portal.expectStatus(500);
      await scene.answers.fail("GET", "/fiscal-profiles");
      await reachWithout(scene, "Algo falló de nuestro lado");
    },
  },
  {
    name: "rebill, no razones sociales yet",
    reach: async (scene) => {
      await scene.answers.change<Profiles>("GET", "/fiscal-profiles", (list) => (list.items = []));
      await reachWithout(scene, "Aún no tienes razones sociales");
    },
  },
  {
    name: "rebill, no razones sociales yet and none chosen",
    reach: async (scene) => {
      await scene.answers.change<Profiles>("GET", "/fiscal-profiles", (list) => (list.items = []));
      await reachWithout(scene, "Aún no tienes razones sociales");
      await scene.portal.rebill.next.click();
      await scene.portal.rebill.dialog.getByText("Elige la razón social del nuevo documento").waitFor();
    },
  },
  { name: "rebill, choosing", reach: (scene) => reachChoice(scene, "1093.40") },
  {
    name: "rebill, choosing a name of 300 characters",
    reach: async (scene) => {
      await reachChoice(scene, "999.99", XOCHILT);
      await scene.portal.rebill.choice("XIA190128J61").check();
    },
  },
  {
    name: "rebill, the present receiver is not among the razones sociales",
    reach: async (scene) => {
      await withoutPresentReceiver(scene);
      await reachChoice(scene);
    },
  },
  {
    name: "rebill, nothing chosen",
    reach: async (scene) => {
      await withoutPresentReceiver(scene);
      await reachChoice(scene);
      await scene.portal.rebill.next.click();
      await scene.portal.rebill.dialog.getByText("Elige la razón social del nuevo documento").waitFor();
    },
  },
];

export const REVIEWING: readonly State[] = [
  { name: "rebill, review below the threshold", reach: (scene) => reachReview(scene) },
  { name: "rebill, review from the threshold on", reach: (scene) => reachReview(scene, "1093.40") },
  {
    name: "rebill, review of a name of 300 characters",
    reach: async (scene) => {
      await reachChoice(scene, "12345.67", XOCHILT);
      await scene.portal.rebill.choose("XIA190128J61");
      await scene.portal.rebill.commit.waitFor();
    },
  },
  { name: "rebill, review of the same receiver", reach: (scene) => reachReview(scene, "743.00", OWN) },
  {
    name: "rebill, the same receiver is not confirmed",
    reach: async (scene) => {
      await reachReview(scene, "1093.40", OWN);
      await scene.portal.rebill.commit.click();
      await scene.portal.rebill.dialog.getByText("Marca la casilla para confirmar").waitFor();
    },
  },
  {
    name: "rebill, being sent",
    reach: async (scene) => {
      await reachReview(scene, "1093.40");
      await scene.answers.hold("POST", "/invoices/*/rebill");
      const sent = scene.portal.page.waitForRequest("**/rebill");
      await scene.portal.rebill.commit.click();
      await sent;
      await scene.portal.rebill.busy.waitFor();
    },
  },
  {
    name: "rebill, could not be sent",
    reach: async (scene) => {
      scene.portal.expectStatus(500);
      await reachReview(scene, "1093.40");
      await scene.answers.fail("POST", "/invoices/*/rebill");
      await scene.portal.rebill.commit.click();
      await scene.portal.rebill.dialog.getByText("Algo falló de nuestro lado").waitFor();
    },
  },
  {
    name: "rebill, no network",
    reach: async (scene) => {
      scene.portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
      await reachReview(scene);
      await scene.answers.lose("POST", "/invoices/*/rebill");
      await scene.portal.rebill.commit.click();
      await scene.portal.rebill.dialog.getByText("No pudimos conectarnos").waitFor();
    },
  },
];

export const DONE: readonly State[] = [
  {
    name: "rebill, registered below the threshold",
    reach: async (scene) => {
      await reachReview(scene);
      await scene.portal.rebill.commit.click();
      await scene.portal.rebill.acknowledge.waitFor();
    },
  },
  {
    name: "rebill, registered with the notice Atención",
    reach: async (scene) => {
      await reachReview(scene, "1093.40");
      await scene.portal.rebill.commit.click();
      await scene.portal.rebill.dialog.getByText("Atención", { exact: true }).waitFor();
    },
  },
  {
    name: "rebill, re-billed elsewhere meanwhile",
    reach: async (scene) => {
      scene.portal.expectStatus(409);
      await reachReview(scene);
      await (await scene.logIn()).rebill("743.00", OTHER);
      await scene.portal.rebill.commit.click();
      await scene.portal.rebill.dialog.getByText("ya tiene un trámite de refacturación").waitFor();
    },
  },
  {
    name: "rebill, not possible any more",
    reach: async (scene) => {
      scene.portal.expectStatus(409);
      await reachReview(scene);
      await scene.answers.fail("POST", "/invoices/*/rebill", "not_rebillable");
      await scene.portal.rebill.commit.click();
      await scene.portal.rebill.dialog.getByText("ya no admite el trámite").waitFor();
    },
  },
];
