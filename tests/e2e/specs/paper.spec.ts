// Printing: no folio, UUID or date is split over two lines, and nothing is wider than the paper.

import type { Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { Customer } from "../support/customer.ts";
import { expect, test } from "../support/test.ts";

/** The width of an A4 or letter sheet without Chrome's own margins, in px. */
const PAPERS = [718, 740];

/** Values that are on two lines, or extend beyond the paper. */
function splitValues(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const values = [...document.querySelectorAll("main .code, main .table time")].filter((one) => one.checkVisibility());
    const lines = (element: Element) => new Set([...element.getClientRects()].map((box) => Math.round(box.top))).size;
    const isOut = (element: Element) => element.getBoundingClientRect().right > document.documentElement.clientWidth;
    return values.filter((one) => lines(one) > 1 || isOut(one)).map((one) => one.textContent);
  });
}

for (const width of PAPERS) {
  test(`on paper of ${width} px no number is split`, async ({ portal, backend }) => {
    const { page, invoices, tramite } = portal;
    await page.setViewportSize({ width, height: 1000 });
    const customer = await Customer.logIn(page, backend.url, DEMO);
    await portal.open(await customer.openRow("1093.40"));
    await invoices.xml.waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await splitValues(page), "the list, with an open row").toEqual([]);
    expect(await page.locator("main .code").count()).toBeGreaterThan(3);

    await page.emulateMedia({ media: "screen" });
    const registered = await customer.rebill("1093.40", "SAT050528XN0");
    await portal.open(registered.address);
    await tramite.status.waitFor();
    await page.locator(".document").first().waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await splitValues(page), "the trámite").toEqual([]);
  });
}
