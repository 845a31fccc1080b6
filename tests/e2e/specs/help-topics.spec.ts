// What the portal does not do itself yet: each control leads to its own help topic, with a mail
// about it.

import type { Locator } from "@playwright/test";
import type { Portal } from "../pages/portal.ts";
import { expect, test } from "../support/test.ts";

interface HelpLink {
  readonly name: string;
  /** Goes to the control, and returns it. */
  readonly control: (portal: Portal) => Promise<Locator>;
  readonly title: string;
  readonly text: RegExp;
  readonly subject: string;
}

const fromLogin = (name: string) => async (portal: Portal) => {
  await portal.open();
  return portal.page.getByRole("link", { name });
};

const HELP_LINKS: readonly HelpLink[] = [
  {
    name: "CREAR TU CUENTA",
    control: fromLogin("CREAR TU CUENTA"),
    title: "Crear tu cuenta",
    text: /te damos de alta/,
    subject: "Crear tu cuenta",
  },
  {
    name: "Restablece tu contraseña",
    control: fromLogin("Restablece tu contraseña"),
    title: "Restablecer tu contraseña",
    text: /te ayudamos a entrar/,
    subject: "Restablecer tu contraseña",
  },
  {
    name: "Soy cliente corporativo",
    control: fromLogin("Soy cliente corporativo"),
    title: "Clientes corporativos",
    text: /contrato es de una empresa/,
    subject: "Clientes corporativos",
  },
  {
    name: "RECARGAR",
    control: async (portal) => {
      await portal.enter();
      return portal.vehicle.getByRole("link", { name: "RECARGAR" });
    },
    title: "Recargar tu PASE",
    text: /no puedes recargar en este portal/,
    subject: "Recargar tu PASE",
  },
  {
    name: "FACTURAR",
    control: async (portal) => {
      await portal.enter();
      return portal.vehicle.getByRole("link", { name: "FACTURAR" });
    },
    title: "Facturar",
    text: /se generan de forma automática/,
    subject: "Facturar",
  },
  {
    name: "Pedir una aclaración",
    control: async (portal) => {
      await portal.enter();
      await portal.section("Aclaraciones").click();
      return portal.page.getByRole("link", { name: "Pedir una aclaración" });
    },
    title: "Pedir una aclaración",
    text: /Lo revisamos/,
    subject: "Pedir una aclaración",
  },
];

for (const { name, control, title, text, subject } of HELP_LINKS) {
  test(`${name} leads to its own topic`, async ({ portal }) => {
    const { page } = portal;
    await (await control(portal)).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
    const main = page.getByRole("main");
    await expect(main).toContainText(text);
    await expect(main).toContainText("Ten a la mano");
    await expect(main).not.toContainText(/re ?factura/i);
    await expect(main.getByRole("link", { name: "(55) 5950 2560" })).toBeVisible();
    const mail = main.getByRole("link", { name: "Escribir el correo" });
    await expect(mail).toHaveAttribute("href", new RegExp(`subject=${encodeURIComponent(subject)}&`));
    await expect(page).toHaveTitle(new RegExp(`${title} · PASE`));
  });
}

test("help from a topic's page is general again, and an unknown topic is ignored", async ({ portal }) => {
  const { help, page } = portal;
  await portal.open("/up/ayuda?tema=recargar");
  await page.getByRole("heading", { level: 1, name: "Recargar tu PASE" }).waitFor();
  await help.link.click();
  await expect(help.heading).toBeFocused();
  await portal.open("/up/ayuda?tema=otro");
  await expect(help.heading).toBeVisible();
});
