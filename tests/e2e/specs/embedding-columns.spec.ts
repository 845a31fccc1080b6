// A host gives the portal a column of its page, zooms the page, or keeps bars at the window's
// edges.

import { DEMO } from "../pages/accounts.ts";
import { expect, test } from "../support/host-test.ts";
import { addHostStyles, overflowingParts } from "../support/host-styles.ts";

for (const width of [680, 480, 320]) {
  test(`nothing extends beyond a column of ${width} px`, async ({ portal, host, sites }) => {
    const { page } = host;
    const { invoices, sections, tramites } = portal;
    await page.setViewportSize({ width: 1280, height: 900 });
    await host.open("bootstrap-3");
    await addHostStyles(page, `#place { inline-size: ${width}px !important }`);
    await portal.login.heading.waitFor();
    expect.soft(await overflowingParts(page), "the login").toEqual([]);
    await portal.login.logIn(DEMO.email, DEMO.password);
    await invoices.heading.waitFor();
    await invoices.openRow("$1,093.40");
    expect.soft(await overflowingParts(page), "the invoices, with an open row").toEqual([]);
    await sections.getByRole("link", { name: "Movimientos" }).click();
    await portal.movements.getByRole("row").nth(1).waitFor();
    expect.soft(await overflowingParts(page), "the movements").toEqual([]);

    await page.goto(sites.address("bootstrap-3", "/up/tramites"));
    await addHostStyles(page, `#place { inline-size: ${width}px !important }`);
    await tramites.heading.waitFor();
    expect.soft(await overflowingParts(page), "the trámites").toEqual([]);
  });
}

for (const size of [{ width: 1280, height: 720 }, { width: 360, height: 640 }]) {
  test(`on a page zoomed to 125 %, a dialog fits the window of ${size.width} px`, async ({ portal, host, sites }) => {
    const { page } = host;
    const { invoices, rebill } = portal;
    await page.setViewportSize(size);
    await portal.enter(DEMO, sites.address("plain"));
    await addHostStyles(page, "body { zoom: 1.25 }");
    await invoices.startRebill("$1,093.40");
    await expect(rebill.next).toBeInViewport({ ratio: 1 });
    await expect(rebill.close).toBeInViewport({ ratio: 1 });
    const box = await rebill.dialog.evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
    });
    expect(box, "the dialog is within the window").toBe(true);
  });
}

test("a focused element is not beneath a bar that the host keeps at the window's edge", async ({ portal, host, sites }) => {
  const { page } = host;
  const { invoices } = portal;
  await page.setViewportSize({ width: 360, height: 640 });
  await portal.enter(DEMO, sites.address("plain"));
  await addHostStyles(
    page,
    "#site { position: fixed !important; inset: 0 0 auto !important; z-index: 1000; block-size: 120px !important; background: #fff }" +
      "body { --pase-top-inset: 120px; padding-block-start: 120px !important }",
  );
  await invoices.openRow("$1,093.40");
  await invoices.refacturar.focus();
  const hidden: string[] = [];
  for (let pressed = 0; pressed < 25; pressed += 1) {
    await page.keyboard.press("Shift+Tab");
    const found = await page.evaluate(() => {
      const focused = document.querySelector("pase-portal")?.shadowRoot?.activeElement;
      const top = focused?.getBoundingClientRect().top ?? 120;
      return top < 120 ? `${focused?.textContent.trim() ?? ""} ${focused?.className ?? ""} at ${top.toFixed(0)}` : undefined;
    });
    hidden.push(...(found === undefined ? [] : [found]));
  }
  expect(hidden).toEqual([]);
});
