// Tests of the harness itself: each of its rules fails a page that breaks it. The pages are made
// here, a few lines each.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { Finding } from "../explorer/finding.ts";
import { expectSameFields } from "../explorer/rules.ts";
import { goBackTo, type } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

const FOLDER = path.resolve(import.meta.dirname, "..");

/** Opens a page of a few lines. Its script is inline, which no policy forbids here. */
async function open(page: Page, body: string, script: string): Promise<void> {
  await page.route("**/up/harness", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html><title>x</title>${body}<script>${script}</script>` }),
  );
  await page.goto("/up/harness");
}

const FIELD = '<label>Nombre <input id="field"></label> <button id="other">Otro</button>';

test("focus that moves while someone types fails the test", async ({ page, guard }) => {
  guard.expectComplaint(/focus moved from <input> «.*» to <button> «Otro» while someone types/);
  await open(page, FIELD, "field.oninput = () => other.focus()");
  await type(page.locator("#field"), "Kemper");
  await expect(page.locator("#field")).toHaveValue("K");
});

test("focus that is lost while someone types fails the test", async ({ page, guard }) => {
  guard.expectComplaint(/focus moved from <input> «.*» to the page itself while someone types/);
  await open(page, FIELD, "field.oninput = () => field.blur()");
  await type(page.locator("#field"), "Ñ");
  await page.locator("#other").click();
});

test("focus may move when a key or a press asks for it, and when the test itself moves it", async ({ page }) => {
  await open(page, FIELD, "");
  await type(page.locator("#field"), "Kemper");
  await page.keyboard.press("Tab");
  await expect(page.locator("#other")).toBeFocused();
  await type(page.locator("#field"), "Escuela");
  await page.locator("#other").focus();
  await type(page.locator("#field"), "Urgate");
  await page.locator("#other").click();
});

const FAR = '<button id="press">Guardar</button><div style="height: 3000px"></div><p id="answer"></p>';
const ALERTS = 'press.onclick = () => { answer.setAttribute("role", "alert"); answer.textContent = "No se pudo"; ';

test("an answer outside the visible area fails the test", async ({ page, guard }) => {
  guard.expectComplaint(/the answer to a press on <button> «Guardar» is outside of what is seen: <p> «No se pudo»/);
  await open(page, FAR, `${ALERTS} }`);
  await page.locator("#press").click();
});

test("an answer that is covered fails the test", async ({ page, guard }) => {
  guard.expectComplaint(/the answer to a press on .* is outside of what is seen: <p> «No se pudo»/);
  const cover = '<div style="position: fixed; inset: auto 0 0; height: 100px; background: white"></div>';
  const under = '<p id="answer" style="position: fixed; bottom: 10px; margin: 0"></p>';
  await open(page, `<button id="press">Guardar</button>${under}${cover}`, `${ALERTS} }`);
  await page.locator("#press").click();
});

test("an answer that is scrolled into view or comes late may be far from the button", async ({ page }) => {
  await page.route("**/up/later", async (route) => route.fulfill({ body: "" }));
  const script = `${ALERTS} answer.scrollIntoView({ behavior: "smooth" }) }`;
  await open(page, FAR, script);
  await page.locator("#press").click();
  await open(page, FAR, `press.onclick = () => fetch("/up/later").then(() => { answer.setAttribute("role", "alert");
    answer.textContent = "No se pudo"; answer.scrollIntoView() })`);
  await page.locator("#press").click();
});

test("a press that ends on another element than the one where it began fails the test", async ({ page, guard }) => {
  guard.expectComplaint(/a press that began on <button> «Guardar» hit another element: <button> «Eliminar»/);
  const style = 'style="display: block; block-size: 40px"';
  const body = `<div id="above"></div><button ${style}>Eliminar</button><button id="press" ${style}>Guardar</button>`;
  // As on many pages: the field is left, its error appears, and everything below it moves.
  await open(page, body, 'press.onpointerdown = () => (above.style.blockSize = "40px")');
  await page.locator("#press").click();
});

test("a control that moves under the pointer before the release fails the test", async ({ page, guard }) => {
  guard.expectComplaint(/<button> «Guardar» moved under the pointer/);
  const body = '<div id="above"></div><button id="press" style="display: block; block-size: 80px">Guardar</button>';
  await open(page, body, 'press.onpointerdown = () => (above.style.blockSize = "10px")');
  await page.locator("#press").click();
});

test("Back that leaves the portal fails the test", async ({ page, portal }) => {
  await portal.open();
  await portal.login.heading.waitFor();
  await expect(goBackTo(page, portal.login.heading)).rejects.toThrow("Back left the portal: about:blank");
});

test("a control that nobody can scroll to fails the test", async ({ page }) => {
  await open(page, '<body style="overflow: hidden"><div style="block-size: 3000px"></div><button id="press">x</button>', "");
  await expect(page.locator("#press").click()).rejects.toThrow("nobody can scroll to");
});

test("a value that is set at once, not typed, fails the test", async ({ page }) => {
  await open(page, FIELD, "");
  const inOneStroke = "fill";
  await expect(page.locator("#field")[inOneStroke]("Kemper")).rejects.toThrow("people type key by key");
});

test("no spec and no page object sets a value at once", async () => {
  const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(50);
  const found: string[] = [];
  for (const file of files) {
    const text = await readFile(path.join(FOLDER, file), "utf8");
    found.push(...text.split("\n").flatMap((line, index) => (/\.fill\(/.test(line) ? [`${file}:${index + 1}`] : [])));
  }
  expect(found, "people type key by key: `type` of support/person.ts").toEqual([]);
});

test("the explorer distinguishes lost text from text in another format", async () => {
  expect(() => expectSameFields({ RFC: "eku-900317 3c9", Filtro: "mayo" }, { RFC: "EKU9003173C9" }, "here")).not.toThrow();
  expect(() => expectSameFields({ Filtro: "mayo" }, { Filtro: "" }, "here")).toThrow("typed text lost: «Filtro» held 4 signs and holds 0");
});

test("the explorer treats findings that differ only in ids and numbers as the same", async () => {
  const kind = (id: string, count: number) => new Finding("rows differ", `${count} rows at /tags/${id}/facturas`).kind;
  expect(kind("HRsml15IQNopYuPO5ZfAAg", 2)).toBe(kind("-7EdvTM33rBvyY14RFgYqQ", 20));
});
