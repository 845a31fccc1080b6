// XML and PDF: whatever the answer to their request, the portal stays open; and where nothing can
// be saved, customers can still get them.

import type { Page, Route } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { Portal } from "../pages/portal.ts";
import { expect, test } from "../support/test.ts";

const XML = "**/document.xml";
// The request library ends a query with an ampersand.
const INLINE = /\/document\.pdf\?disposition=inline&?$/;

function htmlAnswer(status: number): (route: Route) => Promise<void> {
  return (route) => route.fulfill({ status, contentType: "text/html; charset=utf-8", body: "<h1>No</h1>" });
}

/** The portal is still there, and says what went wrong where the customer pressed. */
async function expectAlertInTable({ page, invoices }: Portal, words: string): Promise<void> {
  const alert = invoices.table.getByRole("alert");
  await expect(alert).toContainText(words);
  await expect(alert).toBeInViewport();
  await expect(page).toHaveURL(/facturas/);
  await expect(invoices.refacturar).toBeVisible();
}

for (const [what, status, words] of [
  ["a document that is gone", 404, "No encontramos lo que buscas"],
  ["a server that fails", 500, "Algo falló de nuestro lado"],
  ["a gateway", 502, "El servicio no está disponible por el momento"],
  ["a firewall", 403, "Un filtro de seguridad no dejó pasar tu solicitud"],
  ["a captive portal", 200, "Tu red contestó en lugar de PASE"],
] as const) {
  test(`${what} leaves the portal open, and the download can be tried again`, async ({ portal }) => {
    if (status >= 400) {
      portal.expectStatus(status);
    }
    await portal.enter();
    await portal.invoices.openRow("$743.00");
    const address = portal.page.url();
    await portal.page.route(XML, htmlAnswer(status));
    await portal.invoices.xml.click();
    await expectAlertInTable(portal, words);
    expect(portal.page.url()).toBe(address);
    await portal.page.unroute(XML);
    const download = portal.page.waitForEvent("download");
    await portal.invoices.table.getByRole("button", { name: "Intentar de nuevo" }).click();
    expect((await download).suggestedFilename()).toMatch(/^ISD950921HE5_.+\.xml$/);
    await expect(portal.invoices.table.getByRole("alert")).toBeHidden();
  });
}

test("without a network the download shows an error, and with the network the document arrives", async ({ portal }) => {
  portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
  await portal.enter();
  await portal.invoices.openRow("$743.00");
  await portal.page.context().setOffline(true);
  await portal.invoices.pdf.first().click();
  await expectAlertInTable(portal, "No tienes conexión a internet");
  await portal.page.context().setOffline(false);
  const download = portal.page.waitForEvent("download");
  await portal.invoices.table.getByRole("button", { name: "Intentar de nuevo" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
});

test("after the end of the session the login comes first, and then the row again", async ({ portal }) => {
  portal.expectStatus(401);
  await portal.enter();
  await portal.invoices.openRow("$743.00");
  await portal.page.context().clearCookies();
  await portal.invoices.xml.click();
  await expect(portal.login.heading).toBeVisible();
  await portal.login.logIn(DEMO.email, DEMO.password);
  const download = portal.page.waitForEvent("download");
  await portal.invoices.xml.click();
  await download;
});

test("a document that is double-clicked is downloaded once", async ({ portal, answers }) => {
  await portal.enter();
  await portal.invoices.openRow("$743.00");
  const answer = await answers.hold("GET", "/invoices/*/document.xml");
  let downloads = 0;
  portal.page.on("download", () => (downloads += 1));
  const asked: string[] = [];
  portal.page.on("request", (request) => {
    if (request.url().endsWith("document.xml")) {
      asked.push(request.url());
    }
  });
  await portal.invoices.xml.dblclick();
  await expect(portal.invoices.xml).toHaveAttribute("aria-busy", "true");
  const download = portal.page.waitForEvent("download");
  answer();
  await download;
  await expect(portal.invoices.xml).not.toHaveAttribute("aria-busy");
  expect([downloads, asked.length]).toEqual([1, 1]);
});

test("the PDF opens in another window, under the server's address", async ({ portal }) => {
  await portal.enter();
  await portal.invoices.openRow("$743.00");
  const opened = portal.page.waitForEvent("popup");
  const asked = portal.page.context().waitForEvent("request", (request) => INLINE.test(request.url()) && request.isNavigationRequest());
  await portal.page.getByRole("link", { name: /^Ver PDF/ }).click();
  await opened;
  await asked;
  await expect(portal.invoices.refacturar).toBeVisible();
});

test("a PDF that cannot be shown leaves no window open, and the reason appears beside the link", async ({ portal }) => {
  portal.expectStatus(500);
  await portal.enter();
  await portal.invoices.openRow("$743.00");
  await portal.page.route(INLINE, htmlAnswer(500));
  const opened = portal.page.waitForEvent("popup");
  await portal.page.getByRole("link", { name: /^Ver PDF/ }).click();
  const popup = await opened;
  await expectAlertInTable(portal, "Algo falló de nuestro lado");
  await expect.poll(() => popup.isClosed()).toBe(true);
});

test("a link to a document keeps its address for a long press and another tab", async ({ portal }) => {
  await portal.enter();
  await portal.invoices.openRow("$743.00");
  await expect(portal.invoices.xml).toHaveAttribute("href", /\/api\/v1\/invoices\/.+\/document\.xml$/);
});

test.describe("inside another app", () => {
  test.use({
    userAgent:
      "Mozilla/5.0 (Linux; Android 13; SM-A135M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0 Mobile Safari/537.36 WhatsApp/2.24.5",
    viewport: { width: 360, height: 640 },
  });

  /** As on a phone, where files can be given to another app. */
  async function canShare(page: Page): Promise<void> {
    await page.addInitScript(() => {
      const shared: string[] = [];
      Object.assign(window, { shared });
      Object.assign(navigator, {
        canShare: () => true,
        share: ({ files }: { files: File[] }) => {
          shared.push(...files.map((file) => file.name));
          return Promise.resolve();
        },
      });
    });
  }

  test("a document is shared with another app", async ({ portal }) => {
    await canShare(portal.page);
    await portal.enter();
    await portal.invoices.openRow("$743.00");
    await portal.invoices.xml.click();
    await expectAlertInTable(portal, "Esta app no puede guardar archivos");
    await portal.page.getByRole("button", { name: "Compartir o guardar el archivo" }).click();
    const shared = () => portal.page.evaluate(() => (window as unknown as { shared: string[] }).shared);
    await expect.poll(shared).toEqual([expect.stringMatching(/^ISD950921HE5_.+\.xml$/)]);
  });

  test("where nothing can be shared, the portal can be opened in a browser", async ({ portal }) => {
    await portal.page.addInitScript(() => Object.assign(navigator, { canShare: undefined, share: undefined }));
    await portal.enter();
    await portal.invoices.openRow("$743.00");
    await portal.page.getByRole("link", { name: /^Ver PDF/ }).click();
    await expectAlertInTable(portal, "Abrir en el navegador");
    await expect(portal.page.getByRole("button", { name: "Copiar enlace del portal" })).toBeVisible();
    await expect(portal.invoices.table.getByRole("alert")).toContainText(portal.page.url());
  });
});
