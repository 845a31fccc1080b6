// What must be true after every step. Each rule throws its finding.

import { Finding } from "./finding.ts";
import { screenKey, type Screen } from "./screen.ts";
import type { World } from "./world.ts";

/** What a step reports about itself, so that the rules can judge its result. */
export interface StepEffects {
  /** The customer pressed a control, so something must have the focus. */
  readonly pressed?: boolean;
  /** The customer typed, cleared or left something, so the fields may have changed. */
  readonly typed?: boolean;
}

interface Listed<Item> {
  readonly items: readonly Item[];
}
interface Invoice {
  readonly id: string;
  readonly folio: string;
  readonly rebill: { readonly allowed?: object; readonly refused?: { readonly reason: string } };
}
interface Rebill {
  readonly id: string;
  readonly status: string;
  readonly original: { readonly id: string; readonly folio: string };
}

export async function checkRules(world: World, before: Screen | null, effects: StepEffects): Promise<void> {
  if (world.screen.isLoading) {
    // A request that is made after a pause may have begun just now.
    await world.refreshScreen();
  }
  const { screen } = world;
  if (screen.isPanic) {
    throw new Finding("panic", `the portal broke at ${maskedPath(screen)}`);
  }
  // A session may end while someone types. The login then replaces every screen, and typed text is
  // kept.
  const hasEnded = screen.isLogin || world.draft !== null;
  const isForced = ({ message }: Finding) => hasEnded && message.includes("while someone types");
  const [complaint] = world.takeComplaints().filter((finding) => !isForced(finding));
  if (complaint !== undefined) {
    throw complaint;
  }
  checkEveryScreen(world, screen, effects);
  if (before !== null && !(effects.typed ?? false)) {
    checkTypedTextKept(before, screen);
  }
  if (world.lostAnswer) {
    world.lostAnswer = false;
    checkUnknownOutcome(screen);
  }
  await checkAgainstApi(world, screen);
}

/**
 * After a write that was done and whose answer was lost, the screen must not say that nothing
 * happened.
 */
function checkUnknownOutcome(screen: Screen): void {
  const denial = /(no se perdió nada(?! de lo que escribiste)|nada se perdió|no se (guardó|registró|envió|hizo|eliminó|cambió))[^.]*/i.exec(screen.text)?.[0];
  if (denial !== undefined) {
    throw new Finding("unknown outcome denied", `«${denial}» at ${maskedPath(screen)}, and the server has done it`);
  }
}

/** What must be true of every screen. */
function checkEveryScreen(world: World, screen: Screen, { pressed }: StepEffects): void {
  const where = `at ${maskedPath(screen)}${screen.dialog === null ? "" : ` in «${screen.dialog}»`}`;
  if (screen.headings.length !== 1 && screen.dialog === null) {
    throw new Finding("one heading", `${screen.headings.length} first-level headings (${screen.headings.join(", ")}) ${where}`);
  }
  if (screen.isLoading) {
    throw new Finding("loading for ever", `something is marked busy, and no request is pending, ${where}`);
  }
  if (screen.controls.length === 0) {
    throw new Finding("dead end", `nothing can be pressed ${where}`);
  }
  if (screen.overflow > 0) {
    throw new Finding("too wide", `the page is ${screen.overflow} px wider than the window of the ${world.device} ${where}`);
  }
  if (pressed && screen.isFocusLost) {
    throw new Finding("focus lost", `after a press nothing has the focus ${where}`);
  }
  const nonsense = /\b(undefined|NaN|null)\b|\[object |\{\{|Option\(|Some\(/.exec(screen.text)?.[0];
  if (nonsense !== undefined) {
    throw new Finding("nonsense", `«${nonsense}» appears ${where}`);
  }
}

/** No typed text is lost while the screen stays the same. */
function checkTypedTextKept(before: Screen, screen: Screen): void {
  if (screenKey(before) !== screenKey(screen) || before.address.split("?")[0] !== screen.address.split("?")[0]) {
    return;
  }
  expectSameFields(before.fields, screen.fields, maskedPath(screen));
}

/** Compares fields as a reader would. How the portal formats typed text does not matter. */
export function expectSameFields(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  where: string,
): void {
  const plain = (text: string) => text.normalize("NFD").replaceAll(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  for (const [name, text] of Object.entries(before)) {
    const now = after[name];
    if (now !== undefined && plain(text) !== "" && plain(now) !== plain(text)) {
      throw new Finding("typed text lost", `«${name}» held ${text.length} signs and holds ${now.length} others at ${where}`);
    }
  }
}

/** Where the screen has just asked the API, both must agree. */
async function checkAgainstApi(world: World, screen: Screen): Promise<void> {
  const asked = world.answeredRequests.splice(0);
  if (world.connection !== "up" || screen.isLogin || screen.alerts.length > 0) {
    return;
  }
  if (asked.some((request) => request.startsWith("POST /invoices/"))) {
    await checkOneTramiteEach(world);
  }
  if (asked.some((request) => /^GET \/tags\/[^/]+\/invoices$/.test(request))) {
    await checkRows(world, screen);
  }
  const id = /\/tramites\/([^/?]+)/.exec(screen.address)?.[1];
  if (id !== undefined && asked.includes(`GET /rebills/${id}`)) {
    await checkStatus(world, screen, id);
  }
  if (screen.account !== null && asked.length > 0) {
    const account = await world.ask<{ name: string } | null>("/session");
    if (account !== null && !screen.account.includes(account.name)) {
      throw new Finding("somebody else", `the screen is ${screen.account}'s, the session ${account.name}'s`);
    }
  }
}

async function checkOneTramiteEach(world: World): Promise<void> {
  const rebills = (await world.ask<Listed<Rebill>>("/rebills?limit=100"))?.items ?? [];
  const originals = rebills.map(({ original }) => original.id);
  if (new Set(originals).size !== originals.length) {
    throw new Finding("twice", "an invoice has two trámites");
  }
}

/**
 * The rows match the address and the filter's text, and the open row offers what the server allows.
 */
async function checkRows(world: World, screen: Screen): Promise<void> {
  const url = new URL(screen.address, world.backend.url);
  const tag = /\/tags\/([^/]+)\/facturas$/.exec(url.pathname)?.[1];
  // Under a dialog the filter's text is unknown: only the dialog's fields were read.
  if (tag === undefined || screen.dialog !== null) {
    return;
  }
  const query = new URLSearchParams();
  const setIfGiven = (name: string, value: string | null) => (value === null || value === "" ? undefined : query.set(name, value));
  setIfGiven("from", url.searchParams.get("desde"));
  setIfGiven("to", url.searchParams.get("hasta"));
  setIfGiven("cursor", url.searchParams.get("pagina"));
  const order = url.searchParams.get("orden");
  setIfGiven("sort", order === null ? null : order.replace("fecha", "issued_at"));
  setIfGiven("q", Object.entries(screen.fields).find(([name]) => /^filtro/i.test(name))?.[1].trim() ?? null);
  const list = await world.ask<Listed<Invoice>>(`/tags/${tag}/invoices?${query}`);
  if (list === null) {
    return;
  }
  // A corrected document may have been issued after the screen's request.
  const isNew = ({ folio, rebill }: Invoice) => rebill.refused?.reason === "substitute" && !screen.folios.includes(folio);
  const expected = list.items.filter((invoice) => !isNew(invoice)).map(({ folio }) => folio);
  if (JSON.stringify(expected) !== JSON.stringify(screen.folios)) {
    throw new Finding(
      "rows differ",
      `the server has ${expected.slice(0, 4).join(", ")} (${expected.length}) and the screen ` +
        `${screen.folios.slice(0, 4).join(", ")} (${screen.folios.length}) at ${maskedPath(screen)}`,
    );
  }
  const open = list.items.find(({ folio }) => folio === screen.open);
  const isOffered = screen.controls.some((name) => /^REFACTURAR/.test(name));
  if (screen.dialog === null && open !== undefined && (open.rebill.allowed !== undefined) !== isOffered) {
    throw new Finding("offer differs", `the server ${isOffered ? "refuses" : "allows"} what the open row ${isOffered ? "offers" : "does not offer"}`);
  }
}

/** Words that the page must contain in this status. */
const WORDS: Readonly<Record<string, RegExp>> = {
  needs_correction: /correcci[oó]n|corrige|corregir/i,
  awaiting_acceptance: /acepta/i,
  issued: /disponible/i,
  rejected: /rechaz/i,
};

async function checkStatus(world: World, screen: Screen, id: string): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    const rebill = await world.ask<Rebill>(`/rebills/${id}`);
    const words = rebill === null ? undefined : WORDS[rebill.status];
    if (words === undefined || words.test(screen.text)) {
      return;
    }
    // The trámite may have moved on after the page's request.
    await world.refreshScreen();
    screen = world.screen;
  }
  throw new Finding("status differs", `the trámite's page does not show its status on the server`);
}

export function maskedPath({ address }: Screen): string {
  return (address.split("?")[0] ?? "").replaceAll(/\/[0-9A-Za-z_-]{16,}|\/[0-9a-f]{8}-[0-9a-f-]{27}/g, "/*");
}
