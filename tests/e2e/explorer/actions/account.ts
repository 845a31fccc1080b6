// Logging in, with the right and with a wrong password; logging out; and a session that ends by
// itself.

import { DEMO, KARLA, KEMPER, OSCAR, XOCHILT, type Account } from "../../pages/accounts.ts";
import { expectSameFields, maskedPath } from "../rules.ts";
import { screenKey } from "../screen.ts";
import { enterText } from "../enter-text.ts";
import { pickFrom, pressesButton, TYPED, type Action } from "../step.ts";
import type { World } from "../world.ts";

const ACCOUNTS: readonly Account[] = [DEMO, DEMO, DEMO, DEMO, XOCHILT, XOCHILT, XOCHILT, KEMPER, KEMPER, OSCAR, KARLA];

async function submitLogin(world: World, account: Account, identifier: string, password: string): Promise<void> {
  const main = world.page.getByRole("main");
  await enterText(main.getByRole("textbox").first(), identifier);
  await enterText(main.getByLabel(/^Contraseña$/), password);
  await main.getByRole("button", { name: /^ENTRAR/ }).click();
  await world.refreshScreen();
  if (!world.screen.isLogin && world.account !== account) {
    world.account = account;
    world.draft = null;
  }
}

export const ACCOUNT: Readonly<Record<string, Action>> = {
  logIn: {
    weight: 30,
    isPossible: (screen) => screen.isLogin,
    perform: async (world, pick) => {
      const draft = world.draft;
      const account = draft === null ? (pickFrom(ACCOUNTS, pick) ?? DEMO) : world.account;
      const identifier = pick % 3 === 0 ? account.phone : account.email;
      await submitLogin(world, account, identifier, account.password);
      if (draft !== null && !world.screen.isLogin && `${maskedPath(world.screen)} ${screenKey(world.screen)}` === draft.at) {
        expectSameFields(draft.fields, world.screen.fields, `${maskedPath(world.screen)} after the log-in`);
      }
      if (!world.screen.isLogin) {
        world.draft = null;
      }
      return [`logs in as ${identifier}`, TYPED];
    },
  },
  logInWrongly: {
    weight: 8,
    isPossible: (screen) => screen.isLogin,
    perform: async (world, pick) => {
      const identifier = pickFrom([DEMO.email, "demo@pase", "55 1234", "nadie@pase.example"], pick) ?? "";
      await submitLogin(world, world.account, identifier, pickFrom(["Refactura2021", "refactura2020", "x"], pick >> 3) ?? "");
      return [`tries to log in as ${identifier} with a wrong password`, TYPED];
    },
  },
  sendEmptyLogin: pressesButton(3, /^ENTRAR/, "presses ENTRAR", TYPED),
  logOut: {
    weight: 3,
    isPossible: (screen) => screen.account !== null && screen.dialog === null,
    perform: async (world) => {
      const account = world.page.getByRole("navigation", { name: "Tu cuenta" });
      await account.getByRole("button", { expanded: false }).first().click();
      await account.getByRole("button", { name: /cerrar sesión/i }).click();
      await world.refreshScreen();
      if (world.screen.isLogin) {
        world.draft = null;
      }
      return ["logs out", TYPED];
    },
  },
  endSession: {
    weight: 4,
    isPossible: (screen) => !screen.isLogin && screen.account !== null,
    perform: async (world) => {
      world.draft = { at: `${maskedPath(world.screen)} ${screenKey(world.screen)}`, fields: world.screen.fields };
      await world.context.clearCookies();
      return ["(the session ends)", TYPED];
    },
  },
};
