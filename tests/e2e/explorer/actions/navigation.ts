// Ways through the portal: links, Back, Forward, reload, a second tab.

import { Finding } from "../finding.ts";
import { maskedPath, type StepEffects } from "../rules.ts";
import type { Screen } from "../screen.ts";
import { PRESSED, TYPED, type Action } from "../step.ts";
import type { World } from "../world.ts";

/** Follows a link with this name, wherever it is on the page. */
function followsLink(weight: number, name: RegExp, words: string): Action {
  return {
    weight,
    isPossible: (screen) => screen.dialog === null && !screen.isLogin,
    perform: async (world) => {
      const link = world.page.getByRole("link", { name }).first();
      if (!(await link.isVisible())) {
        return null;
      }
      await link.click();
      return [words, PRESSED];
    },
  };
}

async function backOrForward(world: World, way: "goBack" | "goForward"): Promise<readonly [string, StepEffects] | null> {
  const { page, screen: before } = world;
  await page[way]();
  await world.refreshScreen();
  const { screen: after } = world;
  const words = way === "goBack" ? "presses Back" : "presses Forward";
  if (!after.address.startsWith("/up")) {
    throw new Finding("Back leaves", `${words} from ${maskedPath(before)} led to ${page.url()}`);
  }
  if (way === "goBack" && !after.isLogin && !before.isLogin) {
    backRules(before, after);
  }
  return [words, TYPED];
}

/** Back leads one step back inside the portal: review → choose → row → list. */
function backRules(before: Screen, after: Screen): void {
  const where = `from ${maskedPath(before)}${before.dialog === null ? "" : ` in «${before.dialog}»`}`;
  const isReview = before.dialog !== null && /^revisa/i.test(before.dialog);
  if (isReview && (after.dialog === null || /^revisa/i.test(after.dialog))) {
    throw new Finding("Back in the review", `leads to ${after.dialog ?? `no dialog, at ${maskedPath(after)}`} ${where}`);
  }
  if (before.dialog === "Refacturar" && (after.dialog !== null || after.open !== before.open)) {
    throw new Finding("Back in the modal", `leads to ${after.dialog ?? `row ${after.open} at ${maskedPath(after)}`} ${where}`);
  }
  if (before.dialog === null && before.open !== null && after.open !== null && maskedPath(after) === maskedPath(before)) {
    const [one, other] = [before, after].map(({ address }) => address.replace(/[?&]abierta=[^&]*/, ""));
    if (one === other && before.open === after.open) {
      throw new Finding("Back in a row", `leaves the row open ${where}`);
    }
  }
}

export const NAVIGATION: Readonly<Record<string, Action>> = {
  toMovements: followsLink(3, /^Movimientos/, "goes to Movimientos"),
  toInvoices: followsLink(8, /^Facturas/, "goes to Facturas"),
  toTramites: followsLink(6, /trámites/i, "goes to the trámites"),
  toTramite: followsLink(6, /^(ver (el |mi )?trámite|seguir)/i, "goes to a trámite"),
  toHelp: followsLink(3, /^Ayuda/, "goes to help"),
  toProfiles: {
    weight: 5,
    isPossible: (screen) => screen.account !== null && screen.dialog === null,
    perform: async (world) => {
      const account = world.page.getByRole("navigation", { name: "Tu cuenta" });
      const link = account.getByRole("link", { name: /^Datos fiscales/ });
      if (!(await link.isVisible())) {
        await account.getByRole("button", { expanded: false }).first().click();
      }
      await link.click();
      return ["goes to Datos fiscales", PRESSED];
    },
  },
  back: { weight: 25, isPossible: (screen) => screen.depth > 0, perform: (world) => backOrForward(world, "goBack") },
  forward: {
    weight: 8,
    isPossible: () => true,
    perform: async (world) => {
      const { page } = world;
      const can = await page.evaluate(() => (globalThis as unknown as { navigation: { canGoForward: boolean } }).navigation.canGoForward);
      return can ? backOrForward(world, "goForward") : null;
    },
  },
  reload: {
    weight: 10,
    isPossible: (_screen, world) => world.connection === "up",
    perform: async (world) => {
      const { page, screen: before } = world;
      await page.reload();
      await world.refreshScreen();
      const { screen: after } = world;
      const isStep = before.dialog === null || /^(refacturar|revisa)/i.test(before.dialog);
      if (before.isLogin === after.isLogin && isStep && before.alerts.length === 0) {
        const what = [before.headings, before.dialog, before.open, before.address].map(String);
        const now = [after.headings, after.dialog, after.open, after.address].map(String);
        if (what.some((one, index) => one !== now[index])) {
          throw new Finding("reload shows another screen", `${what.join(" | ")} became ${now.join(" | ")}`);
        }
        const filter = (screen: Screen) => Object.entries(screen.fields).find(([name]) => /^filtro/i.test(name))?.[1];
        if (!after.isLogin && filter(before) !== filter(after)) {
          throw new Finding("reload loses the filter", `«${filter(before)}» became «${filter(after)}» at ${maskedPath(after)}`);
        }
      }
      return ["reloads", TYPED];
    },
  },
  anotherTab: {
    weight: 4,
    isPossible: (_screen, world) => world.tabs.length < 2 && world.connection === "up",
    perform: async (world, pick) => {
      const isSameAddress = pick % 2 === 0;
      await world.openTab(isSameAddress ? world.screen.address : "/up/");
      return [isSameAddress ? "opens the same address in another tab" : "opens the portal in another tab", TYPED];
    },
  },
  switchTab: {
    weight: 6,
    isPossible: (_screen, world) => world.tabs.length > 1,
    perform: async (world) => {
      world.current = (world.current + 1) % world.tabs.length;
      await world.page.bringToFront();
      return ["goes to the other tab", TYPED];
    },
  },
  scroll: {
    weight: 6,
    isPossible: () => true,
    perform: async (world, pick) => {
      const way = [400, -400, 3_000, -3_000][pick % 4] ?? 0;
      await world.page.mouse.move(150, 300);
      await world.page.mouse.wheel(0, way);
      return [`scrolls by ${way} px`, {}];
    },
  },
};
