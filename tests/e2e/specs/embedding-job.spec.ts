// The portal's main job in pages of other sites, whatever their styles do to every element.

import { DEMO } from "../pages/accounts.ts";
import { expect, test, type Site } from "../support/host-test.ts";

const SITES: readonly Site[] = ["bootstrap-3", "bootstrap-5", "tailwind", "hostile"];

for (const site of SITES) {
  test(`an invoice is re-billed inside a page of ${site}`, async ({ portal, host, sites }) => {
    const { invoices, rebill, tramite } = portal;
    await portal.enter(DEMO, sites.address(site));
    await invoices.startRebill("$743.00");
    await rebill.choose("SAT050528XN0");
    await rebill.commit.click();
    await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
    await rebill.toTramite.click();
    await expect(tramite.status).toContainText("Documento corregido disponible");
    expect(host.path()).toMatch(new RegExp(`^/${site}/up/tramites/[\\w-]+$`));

    // The trámite's address is one of the site's: it can be reloaded, and Back passes through it.
    await portal.page.reload();
    await expect(tramite.status).toContainText("Documento corregido disponible");
    await portal.page.goBack();
    await expect(invoices.heading).toBeVisible();
  });
}

test("the main job also works with the portal's files and API on another origin of the site", async ({
  portal,
  host,
  sites,
  backend,
}) => {
  const { invoices, rebill } = portal;
  const asked = new Set<string>();
  portal.page.on("request", (request) => asked.add(new URL(request.url()).origin));
  await portal.enter(DEMO, sites.address("elsewhere"));
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await expect(rebill.dialog).toContainText("Su trámite de refacturación ha sido registrado.");
  await rebill.acknowledge.click();
  await expect(invoices.xml).toHaveAttribute("href", new RegExp(`^${backend.url}/up/api/v1/`));
  await portal.logOut();
  expect([...asked].sort()).toEqual([backend.url, new URL(host.page.url()).origin].sort());
});

test("the site learns by events what happens, without personal data", async ({ portal, host, sites }) => {
  const { invoices, rebill } = portal;
  await portal.enter(DEMO, sites.address("plain"));
  await invoices.startRebill("$743.00");
  await rebill.choose("SAT050528XN0");
  await rebill.commit.click();
  await rebill.acknowledge.click();
  await portal.logOut();
  const events = (await host.log()).filter((line) => line.startsWith("pase-"));
  expect(events[0]).toMatch(/^pase-ready \{"version":"\d+\.\d+\.\d+"\}$/);
  expect(events.filter((line) => line.startsWith("pase-session"))).toEqual([
    'pase-session {"state":"none"}',
    'pase-session {"state":"active"}',
    'pase-session {"state":"none"}',
  ]);
  expect(events.filter((line) => line.startsWith("pase-rebill-registered"))).toEqual([
    expect.stringMatching(/^pase-rebill-registered \{"id":"[\w-]+"\}$/),
  ]);
  expect(events).toContainEqual(
    expect.stringMatching(/^pase-navigation \{"screen":"invoices","path":"\/plain\/up\/tags\/[\w-]+\/facturas"\}$/),
  );
  expect(events).toContainEqual('pase-navigation {"screen":"login","path":"/plain/up/"}');
  expect(events.join("\n")).not.toMatch(/@|demo|SAT050528XN0|743|\d{10}/i);
});
