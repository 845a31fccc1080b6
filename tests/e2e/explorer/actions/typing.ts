// Typing, pasting and selecting.

import { activeRegion, pickFrom, TYPED, type Action } from "../step.ts";
import { invoiceTexts, profileTexts } from "../texts.ts";
import { enterText } from "../enter-text.ts";

export const TYPING: Readonly<Record<string, Action>> = {
  type: {
    weight: 25,
    isPossible: (screen) => !screen.isLogin && Object.keys(screen.fields).length > 0,
    perform: async (world, pick) => {
      const fields = activeRegion(world.page, world.screen).locator("input, textarea").filter({ visible: true });
      const texts = fields.and(world.page.getByRole("textbox").or(world.page.getByRole("searchbox")));
      const count = await texts.count();
      if (count === 0) {
        return null;
      }
      const field = texts.nth(pick % count);
      if ((await field.getAttribute("type")) === "date") {
        return null;
      }
      const label = await field.evaluate((element) => {
        const labels = [...((element as HTMLInputElement).labels ?? [])];
        return labels.map(({ textContent }) => textContent.trim()).join(" ") || (element.getAttribute("aria-label") ?? "");
      });
      const candidates = /^filtro/i.test(label) ? invoiceTexts(world.screen) : profileTexts(label);
      const text = pickFrom(candidates, Math.floor(pick / 7)) ?? "";
      const isPasted = pick % 4 === 0;
      await enterText(field, text, isPasted);
      return [`${isPasted ? "pastes" : "types"} «${JSON.stringify(text).slice(1, -1)}» into ${label}`, TYPED];
    },
  },
  typeDates: {
    weight: 5,
    isPossible: (screen) => screen.dialog === null && Object.keys(screen.fields).some((name) => /^(inicio|fin)\b/i.test(name)),
    perform: async (world, pick) => {
      const label = pick % 2 === 0 ? /^Inicio/ : /^Fin/;
      const field = world.page.getByRole("main").getByLabel(label).first();
      const digits = pickFrom(["01062020", "27052020", "31122019", "30022020", "0"], pick >> 1) ?? "";
      await field.click({ position: { x: 16, y: 12 } });
      await world.page.keyboard.type(digits);
      return [`types the digits ${digits} into ${pick % 2 === 0 ? "Inicio" : "Fin"}`, TYPED];
    },
  },
  select: {
    weight: 8,
    isPossible: (screen) => !screen.isLogin,
    perform: async (world, pick) => {
      const selects = activeRegion(world.page, world.screen).getByRole("combobox").filter({ visible: true });
      const count = await selects.count();
      if (count === 0) {
        return null;
      }
      const select = selects.nth(pick % count);
      const options = await select.locator("option").evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
      const value = pickFrom(options, pick >> 2);
      if (value === undefined) {
        return null;
      }
      await select.selectOption(value);
      return [`chooses «${value}» of ${await select.evaluate((one) => (one as HTMLSelectElement).labels[0]?.textContent.trim() ?? "")}`, TYPED];
    },
  },
};
