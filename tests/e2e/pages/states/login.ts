// States before anyone is logged in: the start of the page, the request for the session, the login
// screen.

import type { Page } from "@playwright/test";
import { PORTAL_WASM } from "../../support/answers.ts";
import { waitForApp } from "../../support/app.ts";
import { finishAnimations } from "../../support/animations.ts";
import { DEMO } from "../accounts.ts";
import type { State } from "./scene.ts";
import { type } from "../../support/person.ts";

const WRONG = "otra";

/** Waits for the sign that the app is loading. On a fast connection it never appears. */
const waitForLoadingIndicator = (page: Page) => page.getByRole("progressbar", { name: "Cargando el portal" }).waitFor();

export const STARTING: readonly State[] = [
  {
    name: "start, it takes long",
    reach: async ({ portal }) => {
      portal.expectFailedRequest(/ERR_FAILED .*pase-portal\.js$/);
      const { page } = portal;
      await page.route("**/pase-portal.js", (route) => route.abort());
      await portal.open();
      await finishAnimations(page);
      await page.getByText("Esto está tardando más de lo normal.").waitFor();
    },
  },
  {
    name: "start, the login before the app",
    reach: async ({ portal, answers }) => {
      await answers.holdFile(PORTAL_WASM);
      await portal.open();
      await portal.login.heading.waitFor();
      await waitForLoadingIndicator(portal.page);
    },
  },
  {
    name: "start, the login is sent before the app",
    reach: async ({ portal, answers }) => {
      await answers.holdFile(PORTAL_WASM);
      await portal.open();
      await portal.login.logIn(DEMO.email, DEMO.password);
      await portal.login.busy.waitFor();
      await waitForLoadingIndicator(portal.page);
    },
  },
  {
    name: "start, with a session, before the app",
    reach: async ({ portal, answers, logIn }) => {
      await logIn();
      await answers.holdFile(PORTAL_WASM);
      await portal.open();
      await portal.page.getByRole("main").getByText("Cargando…").waitFor();
      await waitForLoadingIndicator(portal.page);
    },
  },
  {
    name: "start, help before the app",
    reach: async ({ portal, answers }) => {
      await answers.holdFile(PORTAL_WASM);
      await portal.open("/up/ayuda");
      await portal.page.getByRole("heading", { name: "Ayuda", level: 1 }).waitFor();
      await waitForLoadingIndicator(portal.page);
    },
  },
  {
    name: "start, a file does not arrive",
    reach: async ({ portal }) => {
      portal.expectFailedRequest(/ERR_FAILED .*\.wasm$/);
      portal.expectComplaint(/TypeError: Failed to fetch/);
      await portal.page.route(PORTAL_WASM, (route) => route.abort());
      await portal.open();
      await portal.page.getByRole("button", { name: "Reintentar" }).waitFor();
    },
  },
  {
    name: "start, the browser is too old",
    reach: async ({ portal }) => {
      await portal.page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
      await portal.open();
      await portal.page.getByText("Tu navegador no puede abrir el portal").waitFor();
    },
  },
  {
    name: "session, being asked for",
    reach: async ({ portal, answers, logIn }) => {
      await logIn();
      await answers.hold("GET", "/session");
      await portal.open();
      await portal.page.getByRole("main").getByText("Cargando…").waitFor();
      await waitForLoadingIndicator(portal.page);
    },
  },
  {
    name: "session, the server fails",
    reach: async ({ portal, answers, logIn }) => {
      await logIn();
      portal.expectStatus(500);
      await answers.fail("GET", "/session");
      await portal.open();
      await portal.page.getByRole("alert").getByText("Algo falló de nuestro lado").waitFor();
    },
  },
  {
    name: "session, the service is not available",
    reach: async ({ portal, answers, logIn }) => {
      await logIn();
      portal.expectStatus(503);
      await answers.fail("GET", "/session", "unavailable");
      await portal.open();
      await portal.page.getByText("El servicio no está disponible por el momento").waitFor();
    },
  },
  {
    name: "session, no network",
    reach: async ({ portal, answers, logIn }) => {
      await logIn();
      portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
      await answers.lose("GET", "/session");
      await portal.open();
      await portal.page.getByText("No pudimos conectarnos").waitFor();
    },
  },
];

export const LOGIN: readonly State[] = [
  {
    name: "login, empty",
    reach: async ({ portal }) => {
      await portal.open();
      await waitForApp(portal.page);
    },
  },
  {
    name: "login, nothing filled in",
    reach: async ({ portal }) => {
      await portal.open();
      await portal.login.submit.click();
      await portal.page.getByText("Escribe tu contraseña.").waitFor();
    },
  },
  {
    name: "login, the password is shown",
    reach: async ({ portal }) => {
      await portal.open();
      await type(portal.login.identifier, DEMO.email);
      await type(portal.login.password, "una contraseña que es bastante larga, por seguridad");
      await portal.page.getByRole("button", { name: "Mostrar contraseña" }).click();
      await portal.page.getByRole("button", { name: "Ocultar contraseña" }).waitFor();
    },
  },
  {
    name: "login, refused",
    reach: async ({ portal }) => {
      portal.expectStatus(401);
      await portal.open();
      await portal.login.logIn(DEMO.email, WRONG);
      await portal.login.alert.getByText("no coinciden").waitFor();
    },
  },
  {
    name: "login, too many attempts",
    reach: async ({ portal }) => {
      portal.expectStatus(429);
      const { login, page } = portal;
      await portal.open();
      await login.heading.waitFor();
      // The earlier attempts are made over HTTP. Only the last one is made on the page.
      const origin = new URL(page.url()).origin;
      for (let attempt = 0, status = 0; status !== 429 && attempt < 30; attempt += 1) {
        const data = { identifier: DEMO.email, password: WRONG };
        const answer = await page.request.post("/up/api/v1/session", { headers: { origin }, data });
        status = answer.status();
      }
      await login.logIn(DEMO.email, WRONG);
      await login.alert.getByText("Hubo demasiados intentos").waitFor();
    },
  },
  {
    name: "login, no network",
    reach: async ({ portal, answers }) => {
      portal.expectFailedRequest(/ERR_INTERNET_DISCONNECTED/);
      await answers.lose("POST", "/session");
      await portal.open();
      await portal.login.logIn(DEMO.email, DEMO.password);
      await portal.login.alert.getByText("No pudimos conectarnos").waitFor();
    },
  },
  {
    name: "login, being sent",
    reach: async ({ portal, answers }) => {
      await answers.hold("POST", "/session");
      await portal.open();
      const sent = portal.page.waitForRequest((request) => request.method() === "POST");
      await portal.login.logIn(DEMO.email, DEMO.password);
      await sent;
      await portal.login.busy.waitFor();
    },
  },
  {
    name: "login, the session has ended",
    reach: async ({ portal, logIn }) => {
      portal.expectStatus(401);
      await logIn();
      await portal.open();
      await portal.invoices.rows.first().waitFor();
      await portal.page.context().clearCookies();
      await portal.section("Movimientos").click();
      await portal.page.getByText("Tu sesión terminó").waitFor();
    },
  },
];
