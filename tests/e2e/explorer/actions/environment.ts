// What happens around a customer: the connection, the clock, the buzón tributario, the PAC.

import { pickFrom, TYPED, type Action } from "../step.ts";
import type { Connection } from "../world.ts";

function setsConnection(weight: number, connection: Connection, words: string): Action {
  return {
    weight,
    isPossible: (_screen, world) => world.connection !== connection,
    perform: async (world) => {
      await world.setConnection(connection);
      return [words, TYPED];
    },
  };
}

export const ENVIRONMENT: Readonly<Record<string, Action>> = {
  loseConnection: setsConnection(4, "down", "(the connection is lost)"),
  gateway: setsConnection(3, "gateway", "(a gateway answers 502 with a page)"),
  captive: setsConnection(2, "html", "(a captive portal answers 200 with a page)"),
  slow: setsConnection(3, "slow", "(the connection becomes slow)"),
  loseAnswer: setsConnection(5, "lost", "(the answer to the next write will be lost)"),
  restore: setsConnection(20, "up", "(the connection is back)"),
  clock: {
    weight: 4,
    isPossible: () => true,
    perform: async (world, pick) => {
      const time = pickFrom(["PT1H", "PT25H", "PT5M", "P4D"], pick) ?? "";
      await world.sandbox("clock", { advance: time });
      return [`(${time} pass)`, TYPED];
    },
  },
  buzon: {
    weight: 8,
    isPossible: () => true,
    perform: async (world, pick) => {
      const list = await world.ask<{ items: { status: string; original: { uuid: string; folio: string } }[] }>("/rebills?limit=100");
      const waiting = list?.items.filter(({ status }) => status === "awaiting_acceptance") ?? [];
      const rebill = pickFrom(waiting, pick);
      if (rebill === undefined) {
        return null;
      }
      const decision = pick % 2 === 0 ? "accept" : "reject";
      await world.sandbox(`buzon/${rebill.original.uuid.toLowerCase()}`, { decision });
      return [`(the buzón says ${decision} to ${rebill.original.folio})`, TYPED];
    },
  },
  pac: {
    weight: 3,
    isPossible: () => true,
    perform: async (world, pick) => {
      const field = pickFrom(["name", "postal_code", "fiscal_regime"], pick) ?? "name";
      const code = { name: "CFDI40145", postal_code: "CFDI40148", fiscal_regime: "CFDI40159" }[field] ?? "";
      await world.sandbox("pac", { refuse_receiver: { field, code } });
      return [`(the PAC begins to refuse by ${field})`, TYPED];
    },
  },
};
