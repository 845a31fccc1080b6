// The main job: opening a row, choosing in the modal, committing; and the actions that every form
// has.

import { button, hasControl, pickFrom, pressesButton, PRESSED, TYPED, type Action } from "../step.ts";

export const JOB: Readonly<Record<string, Action>> = {
  openRow: {
    weight: 20,
    isPossible: (screen) => screen.folios.length > 0 && screen.dialog === null,
    perform: async (world, pick) => {
      const folio = pickFrom(world.screen.folios, pick) ?? "";
      await world.page.getByRole("main").getByRole("button", { name: new RegExp(`factura (folio )?${folio}`) }).first().click();
      return [`presses row ${folio}`, PRESSED];
    },
  },
  startRebill: pressesButton(25, /^REFACTURAR/, "presses REFACTURAR"),
  choose: {
    weight: 12,
    isPossible: (screen) => screen.dialog === "Refacturar",
    perform: async (world, pick) => {
      const radios = world.page.getByRole("dialog").getByRole("radio");
      const count = await radios.count();
      if (count === 0) {
        return null;
      }
      await radios.nth(pick % count).check();
      return [`chooses razón social ${(pick % count) + 1}`, PRESSED];
    },
  },
  continue: pressesButton(25, /^Continuar/, "presses Continuar"),
  confirm: {
    weight: 8,
    isPossible: (screen) => screen.dialog !== null,
    perform: async (world) => {
      const box = world.page.getByRole("dialog").getByRole("checkbox").first();
      if (!(await box.isVisible())) {
        return null;
      }
      await box.click();
      return ["presses the checkbox", PRESSED];
    },
  },
  commit: {
    weight: 15,
    isPossible: (screen) => screen.dialog !== null && hasControl(/^REFACTURAR|^Guardar/)(screen),
    perform: async (world, pick) => {
      const commit = button(world, /^REFACTURAR|^Guardar/).first();
      await (pick % 3 === 0 ? commit.dblclick() : commit.click());
      return [pick % 3 === 0 ? "double-clicks what commits" : "presses what commits", PRESSED];
    },
  },
  goBackInside: pressesButton(8, /^(Volver|Cancelar|Cerrar|ENTENDIDO|Conservar)$/, "presses Volver, Cancelar or Cerrar"),
  tryAgain: pressesButton(15, /intentar de nuevo|reintentar|volver a (intentar|consultar)/i, "tries again"),
  add: pressesButton(6, /^Agregar razón social/, "presses Agregar razón social"),
  remove: pressesButton(3, /^Eliminar/, "presses Eliminar"),
  useAsDefault: pressesButton(3, /^Usar como predeterminada/, "chooses the default"),
  save: pressesButton(12, /^Guardar/, "saves"),
  escape: {
    weight: 6,
    isPossible: (screen) => screen.dialog !== null,
    perform: async (world) => {
      await world.page.keyboard.press("Escape");
      return ["presses Esc", PRESSED];
    },
  },
  enter: {
    weight: 4,
    isPossible: (screen) => Object.keys(screen.fields).length > 0,
    perform: async (world) => {
      await world.page.keyboard.press("Enter");
      return ["presses Enter", TYPED];
    },
  },
  tab: {
    weight: 4,
    isPossible: () => true,
    perform: async (world, pick) => {
      const times = 1 + (pick % 8);
      for (let turn = 0; turn < times; turn += 1) {
        await world.page.keyboard.press(pick % 5 === 0 ? "Shift+Tab" : "Tab");
      }
      return [`presses Tab ${times} times`, {}];
    },
  },
  /** Presses anything that can be seen and pressed. */
  press: {
    weight: 25,
    isPossible: (screen) => screen.controls.length > 0,
    perform: async (world, pick) => {
      const root = world.screen.dialog === null ? world.page.locator("body") : world.page.getByRole("dialog");
      const inside = "a[href^='/up']:not([target]):not([download]):not([href*='/api/']), button:not([disabled]), summary";
      const found = root.locator(inside);
      // Only what is visible and not covered. A link that is only for the keyboard is beneath
      // something until it has the focus.
      const seen = await found.evaluateAll((elements) =>
        elements.flatMap((element, index) => {
          const { left, top, width, height } = element.getBoundingClientRect();
          const hit = document.elementFromPoint(left + width / 2, top + height / 2);
          return hit !== null && element.contains(hit) ? [index] : [];
        }),
      );
      const index = pickFrom(seen, pick);
      if (index === undefined) {
        return null;
      }
      const one = found.nth(index);
      const name = (await one.getAttribute("aria-label")) ?? (await one.innerText());
      if (/cerrar sesión|guardar|^refacturar|^entrar$/i.test(name.trim())) {
        return null;
      }
      // A link to another screen discards what is in this screen's address, and so in its fields.
      const target = await one.getAttribute("href");
      const leaves = target !== null && target.split("?")[0] !== world.screen.address.split("?")[0];
      await one.click();
      const effects = leaves || /quitar|limpiar|borrar/i.test(name) ? { ...PRESSED, typed: true } : PRESSED;
      return [`presses «${name.replaceAll(/\s+/g, " ").trim().slice(0, 60)}»`, effects];
    },
  },
};
