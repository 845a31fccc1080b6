// Logging in: every usual way to write a telephone number, and what a customer reads when it does
// not work.

import { DEMO } from "../pages/accounts.ts";
import { type } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

for (const identifier of ["55 5950 2560", "(55) 5950-2560", "+52 55 5950 2560", "5559502560", "DEMO@pase.example"]) {
  test(`${identifier} logs in`, async ({ portal }) => {
    await portal.open();
    await portal.login.logIn(identifier, DEMO.password);
    await expect(portal.invoices.heading).toBeVisible();
  });
}

test("a wrong password and an unknown customer give the same message, and keep the typed identifier", async ({ portal }) => {
  portal.expectStatus(401);
  await portal.open();
  const { login } = portal;
  await login.logIn(DEMO.email, "otra");
  await expect(login.alert).toContainText(
    "El teléfono o correo y la contraseña no coinciden. Revísalos e inténtalo de nuevo.",
  );
  const words = await login.alert.innerText();
  await expect(login.identifier).toHaveValue(DEMO.email);
  await expect(login.password).toHaveValue("");

  await login.logIn("nadie@pase.example", "otra");
  await expect(login.password).toHaveValue("");
  expect(await login.alert.innerText()).toBe(words);

  await login.logIn(DEMO.email, DEMO.password);
  await expect(portal.invoices.heading).toBeVisible();
});

test("an empty form is not sent and says what is missing", async ({ portal }) => {
  await portal.open();
  const { login } = portal;
  await login.submit.click();
  await expect(login.identifier).toHaveAccessibleDescription(/Escribe tu teléfono o tu correo electrónico\./);
  await expect(login.identifier).toBeFocused();
  await expect(login.password).toHaveAccessibleDescription(/Escribe tu contraseña\./);
});

test("after too many wrong passwords the customer must wait, even with the right one", async ({ portal }) => {
  portal.expectStatus(401);
  portal.expectStatus(429);
  await portal.open();
  const { login, page } = portal;
  const tooMany = login.alert.filter({ hasText: "Hubo demasiados intentos" });
  for (let attempt = 0; attempt < 30 && !(await tooMany.isVisible()); attempt += 1) {
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await login.logIn(DEMO.email, `otra ${attempt}`);
    await answer;
    await expect(login.submit).not.toHaveAttribute("aria-disabled", "true");
  }
  await expect(tooMany).toContainText(/espera .*minuto/);
  await login.logIn(DEMO.email, DEMO.password);
  await expect(tooMany).toBeVisible();
  await expect(portal.invoices.heading).toBeHidden();
});

test("the password can be shown and hidden", async ({ portal }) => {
  await portal.open();
  const { login, page } = portal;
  await type(login.password, "secreta");
  await expect(login.password).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Mostrar contraseña" }).click();
  await expect(login.password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Ocultar contraseña" }).click();
  await expect(login.password).toHaveAttribute("type", "password");
});

test("no link of the login screen is dead: without an address from the host it leads to help", async ({ portal }) => {
  for (const [name, heading] of [
    ["Restablece tu contraseña", "Restablecer tu contraseña"],
    ["CREAR TU CUENTA", "Crear tu cuenta"],
    ["Soy cliente corporativo", "Clientes corporativos"],
  ] as const) {
    await portal.open();
    await portal.page.getByRole("link", { name }).click();
    await expect(portal.page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
  }
});
