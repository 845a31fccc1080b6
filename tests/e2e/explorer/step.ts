// A step of a journey. A step that is not possible on the current screen is skipped, so that a
// journey can be shortened by leaving steps out.

import type { Locator, Page } from "@playwright/test";
import type fc from "fast-check";
import { Finding } from "./finding.ts";
import { checkRules, maskedPath, type StepEffects } from "./rules.ts";
import { screenKey, type Screen } from "./screen.ts";
import { QUIET_TIME_AFTER_TYPING, type World } from "./world.ts";

export interface Action {
  /** How often it is chosen, relative to the others. */
  readonly weight: number;
  readonly isPossible: (screen: Screen, world: World) => boolean;
  /**
   * Does it, with a number that makes the choices. Returns what it did in words, or `null` if there
   * was nothing to do.
   */
  readonly perform: (world: World, pick: number) => Promise<readonly [words: string, effects?: StepEffects] | null>;
}

export class Step implements fc.AsyncCommand<World, World, true> {
  private readonly name: string;
  private readonly action: Action;
  private readonly pick: number;

  constructor(name: string, action: Action, pick: number) {
    this.name = name;
    this.action = action;
    this.pick = pick;
  }

  check(world: Readonly<World>): Promise<boolean> {
    return Promise.resolve(this.action.isPossible(world.screen, world as World));
  }

  async run(world: World): Promise<void> {
    const before = world.screen;
    const at = world.story.push(`${this.name} …`) - 1;
    const result = await this.attempt(world);
    if (result === null) {
      world.story.splice(at, 1);
      return;
    }
    const [words, effects] = result;
    world.story[at] = words;
    await world.refreshScreen(effects?.typed === true ? QUIET_TIME_AFTER_TYPING : undefined);
    updateDraft(world, before, effects?.typed === true);
    await checkRules(world, before, effects ?? {});
  }

  toString(): string {
    return `${this.name}(${this.pick})`;
  }

  /**
   * Does the step. Ignores a control that disappeared before it could be pressed, but reports one
   * that cannot be pressed.
   */
  private async attempt(world: World): Promise<readonly [string, StepEffects?] | null> {
    try {
      return await this.action.perform(world, this.pick);
    } catch (error) {
      if (error instanceof Finding) {
        throw error;
      }
      const text = String(error);
      if (/nobody can scroll to/.test(text)) {
        throw new Finding("out of reach", `${text.split("\n")[0]} at ${maskedPath(world.screen)}`);
      }
      // An open menu may cover a control, which can be pressed once the menu is closed.
      const isMenuOpen = (await world.page.getByRole("button", { expanded: true }).count()) > 0;
      if (/intercepts pointer events/.test(text) && !isMenuOpen) {
        const what = /<[^>]+>[^\n]*intercepts pointer events/.exec(text)?.[0] ?? "";
        throw new Finding("covered", `${what.slice(0, 120)} at ${maskedPath(world.screen)}`);
      }
      if (/Timeout|not attached|detached|intercepts pointer events/.test(text)) {
        return null;
      }
      throw error;
    }
  }
}

/** What most presses report. */
export const PRESSED: StepEffects = { pressed: true };
/** What typing, leaving and returning report. */
export const TYPED: StepEffects = { typed: true };

/** One of the items, chosen by the number. */
export const pickFrom = <Item>(items: readonly Item[], pick: number): Item | undefined => items[pick % Math.max(1, items.length)];
/** Whether something with such a name can be pressed. */
export const hasControl = (pattern: RegExp) => (screen: Screen) => screen.controls.some((name) => pattern.test(name));

/**
 * The part of the page that can be used: the modal dialog if one is open, otherwise the content.
 */
export function activeRegion(page: Page, screen: Screen): Locator {
  return screen.dialog === null ? page.getByRole("main") : page.getByRole("dialog");
}

export function button(world: World, name: RegExp): Locator {
  return activeRegion(world.page, world.screen).getByRole("button", { name });
}

/** A step that presses a button by its name. */
export function pressesButton(weight: number, name: RegExp, words: string, effects: StepEffects = PRESSED): Action {
  return {
    weight,
    isPossible: hasControl(name),
    perform: async (world, pick) => {
      const found = button(world, name);
      await found.nth(pick % Math.max(1, await found.count())).click();
      return [words, effects];
    },
  };
}

/**
 * After a session has ended, the customer may still type where they are: what counts is what the
 * fields held last. If the login appears at the same step, that is unknown.
 */
function updateDraft(world: World, before: Screen, hasTyped: boolean): void {
  const { draft, screen } = world;
  if (draft === null) {
    return;
  }
  if (!screen.isLogin && `${maskedPath(screen)} ${screenKey(screen)}` === draft.at) {
    world.draft = { at: draft.at, fields: screen.fields };
  } else if (hasTyped && screen.isLogin && !before.isLogin) {
    world.draft = null;
  }
}
