// What the customer sees, read from the page at one moment. The rules judge it, and the steps
// choose from it.

import type { Page } from "@playwright/test";

export interface Screen {
  /** Path and query. */
  readonly address: string;
  /** The first-level headings that are visible. */
  readonly headings: readonly string[];
  /** The title of the modal dialog, if one is open. */
  readonly dialog: string | null;
  /**
   * The folios of the list's rows, in their order. An open invoice that is not in the list is not
   * included.
   */
  readonly folios: readonly string[];
  /** The folio of the open row. */
  readonly open: string | null;
  /** The content of each text field that can be reached, by its name. */
  readonly fields: Readonly<Record<string, string>>;
  /** The names of everything that can be pressed in the content or in the dialog. */
  readonly controls: readonly string[];
  /** The texts of the visible alerts. */
  readonly alerts: readonly string[];
  /** All visible text, in one line. */
  readonly text: string;
  /** Who is logged in, according to the account's menu. */
  readonly account: string | null;
  readonly isLogin: boolean;
  readonly isPanic: boolean;
  readonly isLoading: boolean;
  /** The whole page has the focus, that is, nothing in particular. */
  readonly isFocusLost: boolean;
  /** How many pixels the page is wider than the window. */
  readonly overflow: number;
  /** How many entries of the history precede the current one. */
  readonly depth: number;
}

export async function readScreen(page: Page): Promise<Screen> {
  return page.evaluate(screenInPage);
}

/** What stays the same of a screen when the customer returns to it or reloads it. */
export function screenKey({ headings, dialog, open }: Screen): string {
  return JSON.stringify({ heading: headings.join(" / "), dialog, open });
}

function screenInPage(): Screen {
  const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
  const root: ParentNode = modal ?? document.querySelector("main") ?? document;
  const isVisible = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getBoundingClientRect().width > 1;
  const words = (element: Element) => (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  const visible = (selector: string, from: ParentNode = document) => [...from.querySelectorAll(selector)].filter(isVisible);
  const name = (element: Element) => {
    const labels = [...((element as HTMLInputElement).labels ?? [])].map(words).join(" ");
    return (element.getAttribute("aria-label") ?? (labels === "" ? words(element) : labels)).slice(0, 80);
  };

  const openers = visible("main table [aria-expanded]").flatMap((element) => {
    const folio = /factura (?:folio )?(\S+)/.exec(element.getAttribute("aria-label") ?? words(element))?.[1];
    const isOfList = !/abriste/.test(element.closest("table")?.caption?.textContent ?? "");
    return folio === undefined ? [] : [{ folio, isOpen: element.getAttribute("aria-expanded") === "true", isOfList }];
  });
  const fields = visible("input, textarea, select", root).filter(
    (element) => !["checkbox", "radio", "submit", "button", "file", "hidden"].includes((element as HTMLInputElement).type),
  ) as HTMLInputElement[];
  const controls = visible("a[href], button, input, select, textarea, summary, [role=button]", root).filter(
    (element) => !(element as HTMLButtonElement).disabled && element.getAttribute("aria-disabled") !== "true",
  );
  const login = document.querySelector("main input[type=password], main input[autocomplete=current-password]");
  const account = document.querySelector("nav[aria-label='Tu cuenta'] button[aria-expanded]");
  const focused = document.activeElement;
  const navigation = (globalThis as unknown as { navigation?: { currentEntry: { index: number } | null } }).navigation;
  return {
    address: location.pathname + location.search,
    headings: visible("h1").map(words),
    dialog: modal === undefined ? null : words(modal.querySelector("h1, h2") ?? modal).slice(0, 60),
    folios: openers.filter(({ isOfList }) => isOfList).map(({ folio }) => folio),
    open: openers.find(({ isOpen }) => isOpen)?.folio ?? null,
    fields: Object.fromEntries(fields.filter(({ type }) => type !== "password").map((field) => [name(field), field.value])),
    controls: controls.map(name),
    alerts: visible("[role=alert]", root).map(words).filter((text) => text !== ""),
    text: (document.body.innerText ?? "").replaceAll(/\s+/g, " ").trim(),
    account: account === null ? null : (account.getAttribute("aria-label") ?? words(account)),
    isLogin: login !== null && isVisible(login),
    isPanic: document.querySelector(".boot[role=alert]") !== null && document.querySelector(".boot__title") !== null,
    isLoading: visible("[aria-busy=true]", root).length > 0,
    isFocusLost: focused === null || focused === document.body,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    depth: navigation?.currentEntry?.index ?? 0,
  };
}
