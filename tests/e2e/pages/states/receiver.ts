// States of the form of a new razón social, inside the modal.

import { KEMPER_AS_REGISTERED } from "../receiver-form.ts";
import type { Scene, State } from "./scene.ts";
import { type } from "../../support/person.ts";

async function reachForm({ portal, logIn }: Scene): Promise<void> {
  await portal.open(await (await logIn()).openRow("743.00"));
  await portal.vehicle.waitFor();
  await portal.invoices.refacturar.click();
  await portal.rebill.add.click();
  await portal.rebill.form.save.waitFor();
}

async function fillIn({ portal }: Scene, rfc = KEMPER_AS_REGISTERED.rfc): Promise<void> {
  await portal.rebill.form.complete({ ...KEMPER_AS_REGISTERED, rfc });
}

export const RECEIVER: readonly State[] = [
  { name: "new receiver, empty", reach: reachForm },
  {
    name: "new receiver, the address is open",
    reach: async (scene) => {
      await reachForm(scene);
      const { dialog, form } = scene.portal.rebill;
      await dialog.getByText("Domicilio (opcional)").click();
      await form.field("Municipio o alcaldía").waitFor();
    },
  },
  {
    name: "new receiver, everything is missing",
    reach: async (scene) => {
      await reachForm(scene);
      await scene.portal.rebill.form.save.click();
      await scene.portal.rebill.dialog.getByText("Revisa estos datos").waitFor();
    },
  },
  {
    name: "new receiver, everything is wrong",
    reach: async (scene) => {
      await reachForm(scene);
      const { rebill } = scene.portal;
      await type(rebill.form.field("RFC"), "EKU901373C9");
      await type(rebill.form.field("Nombre o razón social"), "ESCUELA | KEMPER");
      await type(rebill.form.field("Código postal"), "4250");
      await rebill.form.save.click();
      await rebill.dialog.getByText("Revisa estos datos").waitFor();
    },
  },
  {
    name: "new receiver, a person",
    reach: async (scene) => {
      await reachForm(scene);
      await type(scene.portal.rebill.form.field("RFC"), "CACX7605101P8");
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
      await scene.portal.rebill.form.save.click();
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
      await scene.portal.rebill.form.save.click();
      await scene.portal.rebill.dialog.getByText("No se guardó").waitFor();
    },
  },
  {
    name: "new receiver, registered already",
    reach: async (scene) => {
      scene.portal.expectStatus(422);
      await reachForm(scene);
      await fillIn(scene, "SAT050528XN0");
      await scene.portal.rebill.form.save.click();
      await scene.portal.rebill.dialog.getByText("Ya tienes registrada una razón social con este RFC.").first().waitFor();
    },
  },
  {
    name: "new receiver, a name with its régimen de capital",
    reach: async (scene) => {
      await reachForm(scene);
      const { form } = scene.portal.rebill;
      await form.complete({ rfc: KEMPER_AS_REGISTERED.rfc, name: "Escuela Kemper Urgate, S.A. de C.V." });
      await form.root.getByRole("button", { name: /^Quitar/ }).waitFor();
    },
  },
  {
    name: "new receiver, a postal code that the SAT does not have",
    reach: async (scene) => {
      await reachForm(scene);
      await scene.portal.rebill.form.complete({ ...KEMPER_AS_REGISTERED, postalCode: "00001" });
      await scene.portal.rebill.form.save.click();
      await scene.portal.rebill.form.alertWith("no está en el catálogo del SAT").waitFor();
    },
  },
  {
    name: "new receiver, saved but not recognized by the SAT",
    reach: async (scene) => {
      await reachForm(scene);
      await scene.portal.rebill.form.complete({ ...KEMPER_AS_REGISTERED, name: "Escuela Kemper", postalCode: "01160" });
      await scene.portal.rebill.form.save.click();
      await scene.portal.rebill.form.alertWith("El SAT no reconoce estos datos").waitFor();
    },
  },
  {
    name: "new receiver, left as the SAT does not recognize it",
    reach: async (scene) => {
      await reachForm(scene);
      const { rebill } = scene.portal;
      await rebill.form.complete({ ...KEMPER_AS_REGISTERED, name: "Escuela Kemper" });
      await rebill.form.save.click();
      await rebill.form.alertWith("El SAT no reconoce estos datos").waitFor();
      await rebill.form.back.click();
      await rebill.choice(KEMPER_AS_REGISTERED.rfc).waitFor();
    },
  },
  {
    name: "new receiver, saved and chosen",
    reach: async (scene) => {
      await reachForm(scene);
      await fillIn(scene);
      await scene.portal.rebill.form.save.click();
      await scene.portal.rebill.choice(KEMPER_AS_REGISTERED.rfc).waitFor();
    },
  },
];
