// The main job on phones of 360 and 320 px: nothing is wider than the screen.

import type { Page } from "@playwright/test";
import { waitForApp } from "../support/app.ts";
import { expect, test } from "../support/test.ts";

async function expectNothingWider(page: Page): Promise<void> {
  const width = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(width.content, `at ${page.url()}`).toBeLessThanOrEqual(width.screen);
}

for (const width of [360, 320]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 740 }, hasTouch: true });

    test("the main job fits the screen at every step", async ({ portal }) => {
      const { help, invoices, login, page, rebill, tramite } = portal;
      await portal.open();
      await login.heading.waitFor();
      await expectNothingWider(page);
      await waitForApp(page);
      await expectNothingWider(page);

      await portal.enter();
      await expect(invoices.rows).toHaveCount(2);
      await expectNothingWider(page);
      await invoices.openRow("$1,093.40");
      await expectNothingWider(page);

      await invoices.refacturar.tap();
      await expect(rebill.choices).toHaveCount(2);
      await expectNothingWider(page);
      await rebill.add.tap();
      await rebill.form.save.tap();
      await expectNothingWider(page);
      await rebill.back.tap();
      await rebill.choose("SAT050528XN0");
      await rebill.commit.waitFor();
      await expectNothingWider(page);
      await rebill.commit.tap();
      await rebill.acknowledge.waitFor();
      await expectNothingWider(page);

      await rebill.toTramite.tap();
      await tramite.step("Aceptación pendiente").waitFor();
      await expectNothingWider(page);
      await tramite.backToInvoices.tap();
      await portal.section("Movimientos").tap();
      await page.getByRole("region", { name: "Movimientos" }).getByRole("table").waitFor();
      await expectNothingWider(page);
      await help.link.tap();
      await help.heading.waitFor();
      await expectNothingWider(page);
    });
  });
}
