// States of a trámite's page, in every status, and of the list of trámites.

import type { Tramite } from "../../support/customer.ts";
import type { Scene, State } from "./scene.ts";

const ALL = "/up/tramites";
const SMALL = "743.00";
const LARGE = "1093.40";
const TO_SAT = "SAT050528XN0";

interface Rebill {
  status: string;
  steps: { step: string }[];
  available_by: string | null;
  promised_by: string | null;
  hold: string | null;
  corrected: unknown;
  has_receipt: boolean;
  as_of: string;
  sat: { status: string; asked_at: string } | null;
}

/** The answers that the SAT may give about the original, with the words that the page shows. */
const SAT: readonly (readonly [string, string])[] = [
  ["not_found", "No encontrado"],
  ["not_cancellable", "Vigente · No cancelable"],
  ["cancellable_without_acceptance", "Vigente · Cancelable sin aceptación"],
  ["cancellable_with_acceptance", "Vigente · Cancelable con aceptación"],
  ["in_process", "Vigente · Cancelable con aceptación · En proceso"],
  ["rejected", "Solicitud rechazada"],
  ["cancelled_without_acceptance", "Cancelado · Cancelado sin aceptación"],
  ["cancelled_with_acceptance", "Cancelado · Cancelado con aceptación"],
  ["cancelled_by_silence", "Cancelado · Plazo vencido"],
  ["a_new_one", "En revisión"],
];

/** Registers a trámite and waits until the worker has brought it to this status. */
async function register({ logIn }: Scene, total: string, status: string): Promise<Tramite> {
  const customer = await logIn();
  const tramite = await customer.rebill(total, TO_SAT);
  await customer.waitForStatus(tramite, status);
  return tramite;
}

async function reachPage({ portal }: Scene, { address }: Tramite, status: string): Promise<void> {
  await portal.open(address);
  await portal.tramite.status.getByText(status).waitFor();
  await portal.tramite.backToInvoices.waitFor();
}

/** Shows a status that the worker leaves at once: a real trámite, cut back to this step. */
async function reachPassing(scene: Scene, total: string, status: string, words: string): Promise<void> {
  const tramite = await register(scene, total, total === SMALL ? "issued" : "awaiting_acceptance");
  await scene.answers.change<Rebill>("GET", "/rebills/*", (rebill) => {
    const reached = rebill.steps.findIndex(({ step }) => step === status);
    Object.assign(rebill, {
      status,
      corrected: null,
      has_receipt: status === "issuing",
      steps: reached < 0 ? rebill.steps : rebill.steps.slice(0, reached + 1),
    });
  });
  await reachPage(scene, tramite, words);
}

export const TRAMITE: readonly State[] = [
  {
    name: "tramite, loading",
    reach: async (scene) => {
      const tramite = await register(scene, SMALL, "issued");
      await scene.answers.hold("GET", "/rebills/*");
      await scene.portal.open(tramite.address);
      await scene.portal.page.getByText("Cargando tu trámite…").waitFor();
    },
  },
  {
    name: "tramite, registered below the threshold",
    reach: (scene) => reachPassing(scene, SMALL, "registered", "Registrado"),
  },
  {
    name: "tramite, registered from the threshold on",
    reach: (scene) => reachPassing(scene, LARGE, "registered", "Registrado"),
  },
  {
    name: "tramite, validating",
    reach: (scene) => reachPassing(scene, LARGE, "validating", "Registrado"),
  },
  {
    name: "tramite, cancelling",
    reach: (scene) => reachPassing(scene, SMALL, "cancelling", "Cancelando la factura original"),
  },
  {
    name: "tramite, needs correction",
    reach: async (scene) => {
      await scene.sandbox.refuseReceivers("name", "CFDI40145");
      await reachPage(scene, await register(scene, LARGE, "needs_correction"), "Requiere corrección");
    },
  },
  {
    name: "tramite, awaiting acceptance",
    reach: async (scene) =>
      reachPage(scene, await register(scene, LARGE, "awaiting_acceptance"), "Aceptación pendiente"),
  },
  {
    name: "tramite, overdue",
    reach: async (scene) => {
      const tramite = await register(scene, LARGE, "awaiting_acceptance");
      await scene.sandbox.advance("PT25H");
      await reachPage(scene, tramite, "Aceptación pendiente");
      await scene.portal.page.getByText("Todavía puedes aceptarla").first().waitFor();
    },
  },
  {
    name: "tramite, issuing",
    reach: (scene) => reachPassing(scene, SMALL, "issuing", "Emitiendo el documento corregido"),
  },
  {
    name: "tramite, later than was promised",
    reach: async (scene) => {
      await scene.answers.change<Rebill>("GET", "/rebills/*", (rebill) => {
        Object.assign(rebill, { as_of: "2020-06-06T15:00:00Z", promised_by: "2020-06-04T15:00:00Z" });
      });
      await reachPassing(scene, SMALL, "cancelling", "Cancelando la factura original");
      await scene.portal.page.getByText("Está tardando más de lo normal").waitFor();
    },
  },
  {
    name: "tramite, the SAT does not permit the cancellation, later than was promised",
    reach: async (scene) => {
      await scene.answers.change<Rebill>("GET", "/rebills/*", (rebill) => {
        const sat = { status: "not_cancellable", asked_at: "2020-06-06T15:00:00Z" };
        const times = { as_of: "2020-06-06T15:00:00Z", promised_by: "2020-06-04T15:00:00Z" };
        Object.assign(rebill, { hold: "not_cancellable", sat, ...times });
      });
      await reachPassing(scene, SMALL, "cancelling", "Cancelando la factura original");
      await scene.portal.page.getByText("Por ahora el SAT no permite cancelar la factura original").waitFor();
    },
  },
  {
    name: "tramite, issued",
    reach: async (scene) => {
      await reachPage(scene, await register(scene, SMALL, "issued"), "Documento corregido disponible");
      await scene.portal.tramite.pdf.waitFor();
    },
  },
  {
    name: "tramite, issued after acceptance",
    reach: async (scene) => {
      const tramite = await register(scene, LARGE, "awaiting_acceptance");
      await scene.sandbox.answerCancellation(tramite.uuid, "accept");
      await reachPage(scene, tramite, "Documento corregido disponible");
    },
  },
  {
    name: "tramite, rejected",
    reach: async (scene) => {
      const tramite = await register(scene, LARGE, "awaiting_acceptance");
      await scene.sandbox.answerCancellation(tramite.uuid, "reject");
      await reachPage(scene, tramite, "Cancelación rechazada");
    },
  },
  ...SAT.map(([status, words]): State => ({
    name: `tramite, the SAT says ${status}`,
    reach: async (scene) => {
      const tramite = await register(scene, LARGE, "awaiting_acceptance");
      await scene.answers.change<Rebill>("GET", "/rebills/*", (rebill) => {
        rebill.sat = { status, asked_at: "2020-06-03T15:00:00Z" };
      });
      await reachPage(scene, tramite, "Aceptación pendiente");
      await scene.portal.page.getByText(words).first().waitFor();
    },
  })),
  {
    name: "tramites, loading",
    reach: async ({ portal, answers, logIn }) => {
      await logIn();
      await answers.hold("GET", "/rebills");
      await portal.open(ALL);
      await portal.page.getByText("Cargando tus trámites…").waitFor();
    },
  },
  {
    name: "tramites, failed",
    reach: async ({ portal, answers, logIn }) => {
      portal.expectStatus(500);
      await logIn();
      await answers.fail("GET", "/rebills");
      await portal.open(ALL);
      await portal.page.getByRole("alert").getByText("Algo falló de nuestro lado").waitFor();
    },
  },
  {
    name: "tramites, none yet",
    reach: async ({ portal, logIn }) => {
      await logIn();
      await portal.open(ALL);
      await portal.page.getByText("Aún no tienes trámites de refacturación").waitFor();
    },
  },
  {
    name: "tramites, one done and one overdue",
    reach: async (scene) => {
      await register(scene, SMALL, "issued");
      await register(scene, LARGE, "awaiting_acceptance");
      await scene.sandbox.advance("PT25H");
      await scene.portal.open(ALL);
      await scene.portal.page.getByText("Todavía puedes aceptarla").first().waitFor();
    },
  },
  {
    name: "tramite, a status that this version does not know",
    reach: (scene) => reachPassing(scene, SMALL, "a_new_one", "En curso"),
  },
  {
    name: "tramite, not found",
    reach: async (scene) => {
      scene.portal.expectStatus(404);
      await scene.logIn();
      await scene.portal.open("/up/tramites/no-existe");
      await scene.portal.page.getByText("No encontramos lo que buscas").waitFor();
    },
  },
  {
    name: "tramite, failed",
    reach: async (scene) => {
      scene.portal.expectStatus(500);
      const tramite = await register(scene, SMALL, "issued");
      await scene.answers.fail("GET", "/rebills/*");
      await scene.portal.open(tramite.address);
      await scene.portal.page.getByText("Algo falló de nuestro lado").waitFor();
    },
  },
];
