// A host's styles move no pixel of the portal, and the portal moves none of the host. Each test
// takes pictures of the same screen on our own page and on the host's, so that no picture needs to
// be stored.

import type { Page } from "@playwright/test";
import { DEMO } from "../pages/accounts.ts";
import { waitForApp } from "../support/app.ts";
import { expect, test, type Site } from "../support/host-test.ts";
import { expectSamePicture } from "../support/pixels.ts";
import type { Portal } from "../pages/portal.ts";

const SITES: readonly Site[] = ["bootstrap-3", "bootstrap-5", "tailwind", "hostile"];

/** Pictures of the main job's screens, by name. `address` is the portal's address. */
async function takePictures(portal: Portal, address: string): Promise<Map<string, Buffer>> {
  const { invoices, login, page, rebill } = portal;
  const taken = new Map<string, Buffer>();
  const root = page.locator(".pase-portal");
  await portal.open(address);
  await waitForApp(page);
  await login.heading.waitFor();
  taken.set("login", await root.screenshot({ animations: "disabled" }));
  await login.logIn(DEMO.email, DEMO.password);
  await invoices.openRow("$1,093.40");
  await movePointerAway(page);
  taken.set("invoices with an open row", await root.screenshot({ animations: "disabled" }));
  await invoices.refacturar.click();
  await rebill.choice("SAT050528XN0").check();
  await movePointerAway(page);
  taken.set("the modal", await rebill.dialog.screenshot({ animations: "disabled" }));
  await rebill.cancel.click();
  await portal.logOut();
  return taken;
}

/** Moves the pointer off everything. */
async function movePointerAway(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
}

for (const site of SITES) {
  test(`inside a page of ${site} the portal looks as on our own page`, async ({ portal, sites }) => {
    test.slow();
    const own = await takePictures(portal, "/up/");
    const inHost = await takePictures(portal, sites.address(site));
    for (const [screen, picture] of own) {
      await expectSamePicture(portal.page, picture, inHost.get(screen) ?? Buffer.alloc(0), `${screen} in ${site}`);
    }
  });

  test(`a page of ${site} looks as before after the portal has left`, async ({ portal, host }) => {
    const { page } = host;
    await host.open(site, "/");
    await movePointerAway(page);
    const before = await page.screenshot({ animations: "disabled" });
    // Pressed by a script: a pointer would scroll to the buttons and leave them focused.
    await host.mount.evaluate((button: HTMLElement) => button.click());
    await portal.login.heading.waitFor();
    await host.unmount.evaluate((button: HTMLElement) => button.click());
    await expect(host.element).toHaveCount(0);
    await expectSamePicture(page, before, await page.screenshot({ animations: "disabled" }), site);
  });
}
