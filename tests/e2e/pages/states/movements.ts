// States of the section MOVIMIENTOS.

import { KEMPER, OSCAR } from "../accounts.ts";
import type { Scene, State } from "./scene.ts";

interface Movements {
  items: { amount: string }[];
}

async function reachSection({ portal }: Scene, address: string, words: string | RegExp): Promise<void> {
  await portal.open(address);
  await portal.vehicle.waitFor();
  await portal.movements.getByText(words).first().waitFor();
}

export const MOVEMENTS: readonly State[] = [
  {
    name: "movements, loading",
    reach: async (scene) => {
      const address = await (await scene.logIn()).address("movimientos");
      await scene.answers.hold("GET", "/tags/*/movements");
      await reachSection(scene, address, "Cargando tus movimientos…");
    },
  },
  {
    name: "movements, list",
    reach: async (scene) =>
      reachSection(scene, await (await scene.logIn()).address("movimientos"), "Tlalpan, México–Cuernavaca"),
  },
  {
    name: "movements, between dates",
    reach: async (scene) => {
      const address = await (await scene.logIn()).address("movimientos?desde=2020-05-01&hasta=2020-05-15");
      await reachSection(scene, address, "Tlalpan, México–Cuernavaca");
    },
  },
  {
    name: "movements, none yet",
    reach: async (scene) =>
      reachSection(scene, await (await scene.logIn(OSCAR)).address("movimientos"), "Aún no hay movimientos"),
  },
  {
    name: "movements, none between the dates",
    reach: async (scene) => {
      const address = await (await scene.logIn()).address("movimientos?desde=2019-01-01&hasta=2019-01-31");
      await reachSection(scene, address, "No hay movimientos en esas fechas");
    },
  },
  {
    name: "movements, failed",
    reach: async (scene) => {
      scene.portal.expectStatus(500);
      const address = await (await scene.logIn()).address("movimientos");
      await scene.answers.fail("GET", "/tags/*/movements");
      await reachSection(scene, address, "Algo falló de nuestro lado");
    },
  },
  {
    name: "movements, one that cannot be read",
    reach: async (scene) => {
      scene.portal.expectComplaint(/movimientos: items\[0\]\.amount: /);
      await scene.answers.change<Movements>("GET", "/tags/*/movements", ({ items }) => {
        items.slice(0, 1).forEach((movement) => (movement.amount = "mucho"));
      });
      const address = await (await scene.logIn()).address("movimientos");
      await reachSection(scene, address, "Algunos movimientos no se pudieron mostrar.");
    },
  },
  {
    name: "movements, the first of several pages",
    reach: async (scene) => reachSection(scene, await (await scene.logIn(KEMPER)).address("movimientos"), "1–20 de 90"),
  },
];
