// Tests of the checks themselves: they find every fault on a faulty page, and nothing on a good
// one.

import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { violations } from "../support/axe.ts";
import { inspectFocus } from "../support/focus.ts";
import { Guard } from "../support/guard.ts";
import { layoutProblems, setTextSpacing } from "../support/layout.ts";
import { layoutShifts, recordLayoutShifts } from "../support/layout-shift.ts";
import { recordAnnouncements, takeAnnouncements } from "../support/live-regions.ts";

test.use({ viewport: { width: 400, height: 600 } });

/** Opens a page made for the test, without the portal and without its content security policy. */
async function show(page: Page, body: string): Promise<void> {
  await page.route("**/a-page", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><html lang="es-MX"><title>Una página</title><body style="margin:0"><main>${body}</main></body></html>`,
    }),
  );
  await page.goto("/a-page");
}

const HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";

for (const [fault, body, found] of [
  ["wider than the screen", `<p style="width:500px">Ancho</p>`, /wider than the screen: <p>/],
  ["cut off at the side", `<p style="width:60px;overflow:hidden;white-space:nowrap">Un texto largo</p>`, /cut off: <p>/],
  ["cut off below", `<p style="height:10px;overflow:hidden">Un texto</p>`, /cut off: <p>/],
  ["spilling sideways", `<p style="width:40px;white-space:nowrap">Un texto largo</p>`, /spills sideways: <p>/],
  ["spilling down", `<div style="width:80px;height:20px">Un texto de varios renglones</div>`, /spills down: <div>/],
  ["on top of each other", `<p>Uno</p><p style="margin-top:-30px">Otro</p>`, /on top of each other/],
  ["too small for a finger", `<button style="width:20px;height:20px;padding:0">a</button>`, /smaller than 24×24: <button>/],
] as const) {
  test(`a fault is found: ${fault}`, async ({ portal: { page } }) => {
    await show(page, body);
    expect(await layoutProblems(page)).toContainEqual(expect.stringMatching(found));
  });
}

test("nothing is found on a good page", async ({ portal: { page } }) => {
  await show(
    page,
    `<h1 style="${HIDDEN}">Un encabezado que solo se escucha</h1>
     <p>Un texto con <a href="#a">un enlace</a>, que puede ser pequeño, y que ocupa más de un renglón.</p>
     <p style="width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">Recortado a propósito</p>
     <div style="overflow-x:auto"><table style="width:900px"><tbody><tr><td>Una tabla que se desplaza</td></tr></tbody></table></div>
     <label style="display:block;min-height:24px"><input type="checkbox"> Una casilla con su etiqueta, que se puede tocar</label>
     <div style="position:absolute;z-index:2;top:0;background:#fff"><p>Un menú abierto</p></div>
     <div style="height:900px"></div>
     <div style="position:sticky;bottom:0;background:#fff">Una barra</div>`,
  );
  expect(await layoutProblems(page)).toEqual([]);
  await setTextSpacing(page, true);
  expect(await layoutProblems(page)).toEqual([]);
});

test("while a modal dialog is open, only its content is checked", async ({ portal: { page } }) => {
  await show(page, `<p>Uno</p><p style="margin-top:-30px">Otro</p><dialog><p>Un diálogo</p></dialog>`);
  await page.evaluate(() => document.querySelector("dialog")?.showModal());
  expect(await layoutProblems(page)).toEqual([]);
});

test("axe finds faults of every kind asked for, including target-size", async ({ portal: { page } }) => {
  await show(page, `<p style="color:#aaa;background:#fff">Pálido</p><img src="data:,">
    <button style="width:10px;height:10px;padding:0">a</button><button style="width:10px;height:10px;padding:0">b</button>`);
  const rules = (await violations(page)).map((violation) => violation.split(" ")[0]);
  expect(rules).toEqual(expect.arrayContaining(["color-contrast", "image-alt", "target-size", "page-has-heading-one"]));
});

test("something that moves by itself is measured and named", async ({ portal: { page } }) => {
  await recordLayoutShifts(page);
  await show(page, `<div id="late"></div><p>Un texto que se va a mover</p>`);
  expect(await layoutShifts(page)).toEqual([]);
  await page.evaluate(() => {
    const late = document.querySelector<HTMLElement>("#late");
    late?.style.setProperty("height", "200px");
  });
  expect(await layoutShifts(page)).toContainEqual(expect.stringContaining("«Un texto que se va a mover»"));
});

test("focus that is lost, invisible or covered is noticed", async ({ portal: { page } }) => {
  await show(
    page,
    `<button>Bueno</button><button style="outline:none">Sin marco</button>
     <button>Cubierto</button><div style="position:fixed;inset:0;background:#fff;display:none">Encima</div>`,
  );
  expect((await inspectFocus(page)).problems).toEqual([expect.stringContaining("lost")]);
  await page.keyboard.press("Tab");
  expect((await inspectFocus(page)).problems).toEqual([]);
  await page.keyboard.press("Tab");
  expect((await inspectFocus(page)).problems).toEqual(["nothing shows that it has focus"]);
  await page.keyboard.press("Tab");
  await page.evaluate(() => document.querySelector<HTMLElement>("div")?.style.setProperty("display", "block"));
  expect((await inspectFocus(page)).problems).toEqual([expect.stringContaining("covered")]);
});

test("a change in a live region is announced, but not a change outside it or behind a dialog", async ({ portal: { page } }) => {
  await recordAnnouncements(page);
  await show(page, `<p role="status"></p><p>Nadie</p><dialog><p role="status"></p></dialog>`);
  await takeAnnouncements(page);
  await page.evaluate(() => {
    const [status, plain] = document.querySelectorAll("p");
    status?.append("Tres facturas");
    plain?.append("Nada");
    const alert = document.createElement("p");
    alert.setAttribute("role", "alert");
    alert.append("Falló");
    document.querySelector("main")?.append(alert);
  });
  expect(await takeAnnouncements(page)).toEqual([
    { kind: "estado", text: "Tres facturas", isNewRegion: false },
    { kind: "alerta", text: "Falló", isNewRegion: true },
  ]);
  await page.evaluate(() => {
    document.querySelector("dialog")?.showModal();
    document.querySelector("p")?.append(" más");
  });
  expect(await takeAnnouncements(page)).toEqual([]);
});

for (const [violation, directive, violate] of [
  ["an inline style", "style-src-attr", () => void document.body.setAttribute("style", "color: red")],
  ["text made markup", "require-trusted-types-for", () => void Reflect.set(document.body, "innerHTML", "<p>Texto</p>")],
] as const) {
  test(`${violation} on a page of the portal fails the test that causes it`, async ({ browser, backend }) => {
    // A page of its own, whose guard is verified here and not at the end of the test.
    const context = await browser.newContext({ baseURL: backend.url });
    const guard = new Guard();
    await guard.watch(context);
    const page = await context.newPage();
    await page.goto("/up/");
    await expect(page.getByRole("heading", { name: "Entra a tu cuenta" })).toBeVisible();
    guard.verify();
    const noticed = page.waitForEvent("console", (message) => message.text().startsWith("CSP violation"));
    await page.evaluate(violate).catch(() => {});
    await noticed;
    expect(() => guard.verify()).toThrow(new RegExp(`CSP violation of ${directive}`));
    await context.close();
  });
}
