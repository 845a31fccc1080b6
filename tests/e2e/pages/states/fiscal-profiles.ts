// States of Datos fiscales: the list, the dialog that removes a razón social, and the pages of the
// form.

import type { Account } from "../accounts.ts";
import { DEMO, OSCAR, XOCHILT } from "../accounts.ts";
import { ADDRESS } from "../fiscal-profiles.ts";
import { KEMPER_AS_REGISTERED } from "../receiver-form.ts";
import type { Scene, State } from "./scene.ts";

const DEFAULT = "ISD950921HE5";
const OTHER = "SAT050528XN0";

async function reachList({ portal, logIn }: Scene, account: Account = DEMO): Promise<void> {
  await logIn(account);
  await portal.open(ADDRESS);
  await portal.profiles.cards.first().waitFor();
}

async function openRemoveDialog(scene: Scene, rfc: string): Promise<void> {
  await reachList(scene);
  await scene.portal.profiles.remove(rfc).click();
  await scene.portal.profiles.confirm.waitFor();
}

async function reachForm(scene: Scene): Promise<void> {
  await reachList(scene);
  await scene.portal.profiles.edit(OTHER).click();
  await scene.portal.profiles.form.save.waitFor();
}

export const FISCAL_PROFILES: readonly State[] = [
  {
    name: "fiscal profiles, loading",
    reach: async ({ portal, answers, logIn }) => {
      await logIn();
      await answers.hold("GET", "/fiscal-profiles");
      await portal.open(ADDRESS);
      await portal.page.getByText("Cargando tus razones sociales…").waitFor();
    },
  },
  {
    name: "fiscal profiles, failed",
    reach: async ({ portal, answers, logIn }) => {
      portal.expectStatus(500);
      await logIn();
      await answers.fail("GET", "/fiscal-profiles");
      await portal.open(ADDRESS);
      await portal.page.getByRole("alert").getByText("Algo falló de nuestro lado").waitFor();
    },
  },
  {
    name: "fiscal profiles, none yet",
    reach: async ({ portal, logIn }) => {
      await logIn(OSCAR);
      await portal.open(ADDRESS);
      await portal.page.getByText("Aún no tienes razones sociales").waitFor();
    },
  },
  { name: "fiscal profiles, two", reach: (scene) => reachList(scene) },
  {
    name: "fiscal profiles, a name of 300 characters that the SAT does not recognize",
    reach: (scene) => reachList(scene, XOCHILT),
  },
  {
    name: "fiscal profiles, one in use",
    reach: async (scene) => {
      const customer = await scene.logIn();
      await customer.waitForStatus(await customer.rebill("1093.40", OTHER), "awaiting_acceptance");
      await scene.portal.open(ADDRESS);
      await scene.portal.profiles.card(OTHER).getByRole("link", { name: "En uso: ver el trámite" }).waitFor();
    },
  },
  {
    name: "fiscal profiles, another default",
    reach: async (scene) => {
      await reachList(scene);
      await scene.portal.profiles.makeDefault(OTHER).click();
      await scene.portal.profiles.makeDefault(DEFAULT).waitFor();
    },
  },
  {
    name: "fiscal profiles, the default could not be chosen",
    reach: async (scene) => {
      scene.portal.expectStatus(500);
      await reachList(scene);
      await scene.answers.fail("PUT", "/fiscal-profiles/default");
      await scene.portal.profiles.makeDefault(OTHER).click();
      await scene.portal.page.getByText("predeterminada no cambió").waitFor();
    },
  },
  { name: "fiscal profiles, remove one?", reach: (scene) => openRemoveDialog(scene, OTHER) },
  {
    name: "fiscal profiles, removing could not be done",
    reach: async (scene) => {
      scene.portal.expectStatus(500);
      await openRemoveDialog(scene, OTHER);
      await scene.answers.fail("DELETE", "/fiscal-profiles/*");
      await scene.portal.profiles.confirm.click();
      await scene.portal.profiles.dialog.getByText("No se eliminó: sigue entre").waitFor();
    },
  },
  {
    name: "fiscal profiles, the default is kept",
    reach: async (scene) => {
      scene.portal.expectStatus(409);
      await openRemoveDialog(scene, DEFAULT);
      await scene.portal.profiles.confirm.click();
      await scene.portal.profiles.acknowledge.waitFor();
    },
  },
  {
    name: "fiscal profiles, one that another window took into use is kept",
    reach: async (scene) => {
      scene.portal.expectStatus(409);
      await openRemoveDialog(scene, OTHER);
      const customer = await scene.logIn();
      await customer.rebill("1093.40", OTHER);
      await scene.portal.profiles.confirm.click();
      await scene.portal.profiles.acknowledge.waitFor();
    },
  },
  {
    name: "fiscal profiles, one was removed",
    reach: async (scene) => {
      await openRemoveDialog(scene, OTHER);
      await scene.portal.profiles.confirm.click();
      await scene.portal.profiles.dialog.waitFor({ state: "hidden" });
      await scene.portal.profiles.card(OTHER).waitFor({ state: "detached" });
    },
  },
  {
    name: "fiscal profiles, one was saved",
    reach: async (scene) => {
      await reachForm(scene);
      await scene.portal.profiles.form.save.click();
      await scene.portal.profiles.statusMessage.getByText("se guardó").waitFor();
      await scene.portal.profiles.cards.first().waitFor();
    },
  },
  {
    name: "fiscal profile, new",
    reach: async (scene) => {
      await reachList(scene);
      await scene.portal.profiles.add.click();
      await scene.portal.profiles.form.save.waitFor();
    },
  },
  {
    name: "fiscal profile, new, saved but not recognized by the SAT",
    reach: async (scene) => {
      await reachList(scene);
      const { add, form } = scene.portal.profiles;
      await add.click();
      await form.complete({ ...KEMPER_AS_REGISTERED, name: "Escuela Kemper", regime: "603" });
      await form.complete({ use: "G03" });
      await form.save.click();
      await form.alertWith("El SAT no reconoce estos datos").waitFor();
    },
  },
  { name: "fiscal profile, changing one", reach: (scene) => reachForm(scene) },
  {
    name: "fiscal profile, loading",
    reach: async (scene) => {
      await reachForm(scene);
      await scene.answers.hold("GET", "/fiscal-profiles");
      await scene.portal.page.reload();
      await scene.portal.page.getByText("Cargando la razón social…").waitFor();
    },
  },
  {
    name: "fiscal profile, not there",
    reach: async ({ portal, logIn }) => {
      await logIn();
      await portal.open(`${ADDRESS}/no-existe`);
      await portal.page.getByText("ya no está entre tus datos fiscales").waitFor();
    },
  },
  {
    name: "fiscal profile, changed in another window",
    reach: async (scene) => {
      scene.portal.expectStatus(412);
      await reachForm(scene);
      const { form } = scene.portal.profiles;
      await form.complete({ name: "Autopistas y telepeaje", postalCode: "11520" });
      const customer = await scene.logIn();
      await customer.changeProfile(OTHER, { name: "SERVICIOS DE AUTOPISTAS", postal_code: "11521", cfdi_use: "S01" });
      await form.save.click();
      await form.editConflictNotice.waitFor();
    },
  },
  {
    name: "fiscal profile, removed in another window",
    reach: async (scene) => {
      scene.portal.expectStatus(404);
      await reachForm(scene);
      const customer = await scene.logIn();
      await customer.removeProfile(OTHER);
      await scene.portal.profiles.form.save.click();
      await scene.portal.profiles.form.editConflictNotice.waitFor();
    },
  },
];
