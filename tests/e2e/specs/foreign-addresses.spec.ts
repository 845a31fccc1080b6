// An address from the server's answer becomes a link only if it is a web address.

import { DEMO } from "../pages/accounts.ts";
import { Customer } from "../support/customer.ts";
import { expect, test } from "../support/test.ts";

interface Rebill {
  original: { verification_url: string };
}

for (const address of ["javascript:alert(document.domain)", "//evil.example/", "data:text/html,x"]) {
  test(`${address} in an answer does not become a link`, async ({ portal, answers, backend }) => {
    const { page, tramite } = portal;
    const customer = await Customer.logIn(page, backend.url, DEMO);
    const { address: tramiteAddress } = await customer.rebill("1093.40", "SAT050528XN0");
    await answers.change<Rebill>("GET", "/rebills/*", (body) => {
      body.original.verification_url = address;
    });
    await portal.open(tramiteAddress);
    await tramite.status.waitFor();
    const original = page.locator(".document").first();
    await expect(original.getByRole("link", { name: /^XML/ })).toBeVisible();
    await expect(original.getByRole("link", { name: /^Verificar en el SAT/ })).toHaveCount(0);
    const hrefs = await page.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(hrefs).not.toContain(address);
  });
}

test("the SAT's own address leads to the SAT", async ({ portal, backend }) => {
  const { page, tramite } = portal;
  const customer = await Customer.logIn(page, backend.url, DEMO);
  await portal.open((await customer.rebill("1093.40", "SAT050528XN0")).address);
  await tramite.status.waitFor();
  await expect(page.getByRole("link", { name: /^Verificar en el SAT/ }).first()).toHaveAttribute("href", /^https:\/\/verificacfdi\./);
});
