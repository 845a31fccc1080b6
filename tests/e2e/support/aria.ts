// What a screen reader gets of the whole page, as text that is the same in each run.

import type { Page } from "@playwright/test";

/** What differs from run to run: ids, and times that depend on the sandbox's running clock. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/(\/up\/tags\/)[\w-]+/g, "$1‹tag›"],
  [/(\/up\/tramites\/)[\w-]+/g, "$1‹trámite›"],
  [/(\/up\/cuenta\/datos-fiscales\/)[\w-]{12,}/g, "$1‹razón social›"],
  [/(\/rebills\/)[\w-]+(?=\/)/g, "$1‹trámite›"],
  [/(\/invoices\/)[\w-]+(?=\/)/g, "$1‹factura›"],
  [/\b(tag|factura|tramite|abierta|pagina)=[\w.~-]+/g, "$1=‹$1›"],
  [/\berror=[0-9a-f]{32}/g, "error=‹error›"],
  [/(Tr%C3%A1mite%3A%20)[\w-]+/g, "$1‹trámite›"],
  // `miércoles 3 de junio, 10:00 h`: the sandbox sets the day, but the minute depends on the test's
  // speed.
  [/(\d+ de [a-z]+(?: de \d{4})?,? )\d\d:\d\d(\sh)/g, "$1‹hora›$2"],
  // The same in a CFDI: `03-jun-20 10:00`.
  [/(\d\d-jun-20 )\d\d:\d\d/g, "$1‹hora›"],
  // The last characters of a document's seal, in the address of the SAT's page.
  [/(&fe=)[^\s"&]+/g, "$1‹sello›"],
  [/\b(faltan?|venció hace) (\d+ (horas|h|min|días?)|menos de 1 min|un momento)( \d+ (min|h))?/g, "‹tiempo que falta›"],
  [/\b[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}\b/gi, "‹uuid›"],
];

/** The text with everything masked that differs from run to run. */
export function withoutVolatile(text: string): string {
  return VOLATILE.reduce((masked, [pattern, mask]) => masked.replaceAll(pattern, mask), text);
}

/**
 * The page's ARIA tree, word for word. It is compared as a whole text. `toMatchAriaSnapshot` would
 * accept additional children and write every number as a pattern, but here a wrong amount or an
 * additional button must fail.
 */
export async function stableAriaTree(page: Page): Promise<string> {
  // Everything behind a modal dialog is inert, so screen readers skip it. Playwright's tree would
  // include it.
  const dialog = page.locator("dialog:modal");
  const root = (await dialog.count()) > 0 ? dialog.last() : page.locator("body");
  return `${withoutVolatile(await root.ariaSnapshot())}\n`;
}
