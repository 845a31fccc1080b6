// Trusted Types, on our own page and on another site's page that enforces them with a list of its
// own.

import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

/**
 * Gives the portal's page the policy of another site, which differs only in the list of Trusted
 * Types policies.
 */
async function allowPolicies(page: Page, list: string): Promise<void> {
  await page.route("**/up/", async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = (headers["content-security-policy"] ?? "").replace(/trusted-types [^;]*$/, `trusted-types ${list}`);
    expect(policy).toContain(`require-trusted-types-for 'script'; trusted-types ${list}`);
    await route.fulfill({ response, headers: { ...headers, "content-security-policy": policy } });
  });
}

test("the portal runs where Trusted Types are enforced, and only its own text becomes markup", async ({ portal }) => {
  portal.expectComplaint(/CSP violation of require-trusted-types-for/);
  portal.expectComplaint(/TrustedHTML/);
  await portal.enter();
  await portal.invoices.startRebill("$743.00");
  await expect(portal.rebill.choices).toHaveCount(2);
  const taken = await portal.page.evaluate(() =>
    ["div", "template"].filter((name) => {
      try {
        document.createElement(name).innerHTML = "<b>Texto</b>";
        return true;
      } catch {
        return false;
      }
    }),
  );
  expect(taken).toEqual([]);
});

test("a page of another site needs the portal's name in its list, in addition to its own", async ({ portal }) => {
  await allowPolicies(portal.page, "host-policy pase-portal");
  await portal.enter();
  await expect(portal.invoices.heading).toBeVisible();
});

test("if the name is not in the list, the portal says that it cannot start, and the console says why", async ({
  portal,
}) => {
  portal.expectComplaint(/CSP violation of trusted-types/);
  portal.expectComplaint(/CSP violation of require-trusted-types-for|TrustedHTML|TrustedTypePolicy/);
  portal.expectComplaint(/the page enforces Trusted Types, and its list of policies lacks "pase-portal"/);
  await allowPolicies(portal.page, "host-policy");
  await portal.open();
  await expect(portal.page.getByRole("alert")).toHaveText(
    "El portal no pudo iniciar. Inténtalo de nuevo; si el problema sigue, escríbenos a cavi@pase.com.mx. Reintentar",
  );
});

test("a list without the name does no harm where Trusted Types are not enforced", async ({ portal }) => {
  portal.expectComplaint(/TrustedTypePolicy|CSP violation of trusted-types/);
  await portal.page.route("**/up/", async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = (headers["content-security-policy"] ?? "").replace(/require-trusted-types-for.*$/, "trusted-types host-policy");
    await route.fulfill({ response, headers: { ...headers, "content-security-policy": policy } });
  });
  await portal.enter();
  await expect(portal.invoices.heading).toBeVisible();
});
