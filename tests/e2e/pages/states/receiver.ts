// The form of a new razón social, within the modal.

import type { Scene, State } from "./scene.ts";

const KEMPER = {
  RFC: "EKU9003173C9",
  "Nombre o razón social": "ESCUELA KEMPER URGATE",
  "Código postal": "42501",
};

async function reachForm({ portal, logIn }: Scene): Promise<void> {
  await portal.open(await (await logIn()).openRow("743.00"));
  await portal.vehicle.waitFor();
  await portal.invoices.refacturar.click();
  await portal.rebill.add.click();
  await portal.rebill.save.waitFor();
}

async function fillIn({ portal: { rebill } }: Scene, rfc = KEMPER.RFC): Promise<void> {
  for (const [label, text] of Object.entries({ ...KEMPER, RFC: rfc })) {
    await rebill.field(label).fill(text);
  }
  await rebill.field("Régimen fiscal").selectOption("601");
  await rebill.field("Uso del CFDI").selectOption("G03");
}

export const RECEIVER: readonly State[] = [
  { name: "new receiver, empty", reach: reachForm },
  {
    name: "new receiver, the address is open",
    reach: async (scene) => {
      await reachForm(scene);
      const { dialog, field } = scene.portal.rebill;
      await dialog.getByText("Domicilio (opcional)").click();
      await field.call(scene.portal.rebill, "Municipio o alcaldía").waitFor();
    },
  },
  {
    name: "new receiver, everything is missing",
    reach: async (scene) => {
      await reachForm(scene);
      await scene.portal.rebill.save.click();
      await scene.portal.rebill.dialog.getByText("Revisa estos datos").waitFor();
    },
  },
  {
    name: "new receiver, everything is wrong",
    reach: async (scene) => {
      await reachForm(scene);
      const { rebill } = scene.portal;
      await rebill.field("RFC").fill("EKU901373C9");
      await rebill.field("Nombre o razón social").fill("ESCUELA | KEMPER");
      await rebill.field("Código postal").fill("4250");
      await rebill.save.click();
      await rebill.dialog.getByText("Revisa estos datos").waitFor();
    },
  },
  {
    name: "new receiver, a person",
    reach: async (scene) => {
      await reachForm(scene);
      await scene.portal.rebill.field("RFC").fill("CACX7605101P8");
      await scene.portal.rebill.dialog.getByText("Es el RFC de una persona física.").waitFor();
    },
  },
  {
    name: "new receiver, the check digit disagrees",
    reach: async (scene) => {
      await reachForm(scene);
      await fillIn(scene, "EKU9003173C8");
      await scene.portal.rebill.dialog.getByText("Revisa el RFC").waitFor();
    },
  },
  {
    name: "new receiver, being saved",
    reach: async (scene) => {
      await reachForm(scene);
      await fillIn(scene);
      await scene.answers.hold("POST", "/fiscal-profiles");
      const sent = scene.portal.page.waitForRequest((request) => request.method() === "POST");
      await scene.portal.rebill.save.click();
      await sent;
      await scene.portal.rebill.busy.waitFor();
    },
  },
  {
    name: "new receiver, could not be saved",
    reach: async (scene) => {
      scene.portal.expectStatus(500);
      await reachForm(scene);
      await fillIn(scene);
      await scene.answers.fail("POST", "/fiscal-profiles");
      await scene.portal.rebill.save.click();
      await scene.portal.rebill.dialog.getByText("Algo falló de nuestro lado").waitFor();
    },
  },
  {
    name: "new receiver, registered already",
    reach: async (scene) => {
      scene.portal.expectStatus(422);
      await reachForm(scene);
      await fillIn(scene, "SAT050528XN0");
      await scene.portal.rebill.save.click();
      await scene.portal.rebill.dialog.getByText("Ya tienes registrada una razón social con este RFC.").first().waitFor();
    },
  },
  {
    name: "new receiver, saved and chosen",
    reach: async (scene) => {
      await reachForm(scene);
      await fillIn(scene);
      await scene.portal.rebill.save.click();
      await scene.portal.rebill.choice(KEMPER.RFC).waitFor();
    },
  },
];
