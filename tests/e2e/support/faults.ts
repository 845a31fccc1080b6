// The ways in which the connection between a customer and the server fails, one request at a time.
// The rest of the API stays real.

import { createServer, type Server } from "node:net";
import type { Page, Route } from "@playwright/test";

/** A way to fail, what the portal then shows, and whether a write may have been done. */
export interface Fault {
  readonly name: string;
  /** The title of the notice after a failed read. */
  readonly title: string;
  /** The same for a document, if it differs. */
  readonly documentTitle?: string;
  /** How long the notice asks the customer to wait, if the answer says so. */
  readonly wait?: string;
  /** Whether the server certainly has not done a write. */
  readonly rulesOutWrite: boolean;
  /** Whether the client gives up before an answer comes. */
  readonly stalls?: boolean;
  answer(route: Route, context: FaultContext): Promise<void>;
}

const HTML = "text/html; charset=utf-8";
const PAGE = "<!doctype html><title>Aviso</title><h1>Aviso</h1>";

function htmlAnswer(status: number, headers: Record<string, string> = {}): Fault["answer"] {
  return (route) => route.fulfill({ status, headers: { ...headers, "content-type": HTML }, body: PAGE });
}

const UNAVAILABLE = "El servicio no está disponible por el momento";
const INCOMPLETE = "La respuesta llegó incompleta";
const LOST = "No pudimos conectarnos";

export const OFFLINE = "offline";
/** Here the server does the write, so this fault is the last one. */
export const LOST_AFTER_WRITE = "answer lost after the write";

export const FAULTS: readonly Fault[] = [
  {
    name: OFFLINE,
    title: "No tienes conexión a internet",
    rulesOutWrite: true,
    answer: (route) => route.continue(),
  },
  { name: "refused", title: LOST, rulesOutWrite: false, answer: (route) => route.abort("connectionrefused") },
  {
    name: "30 s stall",
    title: "La respuesta está tardando demasiado",
    rulesOutWrite: false,
    stalls: true,
    answer: () => Promise.resolve(),
  },
  {
    name: "cut body",
    title: INCOMPLETE,
    rulesOutWrite: false,
    answer: (route, { cuttingUrl }) => route.continue({ url: `${cuttingUrl}${new URL(route.request().url()).pathname}` }),
  },
  {
    name: "truncated JSON",
    title: INCOMPLETE,
    documentTitle: "No pudimos leer la respuesta",
    rulesOutWrite: false,
    answer: (route) => route.fulfill({ status: 200, contentType: "application/json", body: '{"items": [{"id": "' }),
  },
  { name: "200 HTML", title: "Tu red contestó en lugar de PASE", rulesOutWrite: false, answer: htmlAnswer(200) },
  {
    name: "403 HTML",
    title: "Un filtro de seguridad no dejó pasar tu solicitud",
    rulesOutWrite: false,
    answer: htmlAnswer(403),
  },
  {
    name: "429",
    title: "Demasiadas solicitudes seguidas",
    wait: "2 minutos",
    rulesOutWrite: true,
    answer: htmlAnswer(429, { "retry-after": "120" }),
  },
  {
    name: "500",
    title: "Algo falló de nuestro lado",
    rulesOutWrite: false,
    answer: (route) =>
      route.fulfill({
        status: 500,
        contentType: "application/problem+json",
        json: { type: "about:blank", title: "The server failed", status: 500, code: "internal", trace_id: "" },
      }),
  },
  { name: "502 HTML", title: UNAVAILABLE, rulesOutWrite: false, answer: htmlAnswer(502) },
  {
    name: "503 with Retry-After",
    title: UNAVAILABLE,
    wait: "3 minutos",
    rulesOutWrite: false,
    answer: (route) => {
      const now = new Date();
      const later = new Date(now.getTime() + 180_000);
      return htmlAnswer(503, { date: now.toUTCString(), "retry-after": later.toUTCString() })(route, { cuttingUrl: "" });
    },
  },
  {
    name: LOST_AFTER_WRITE,
    title: LOST,
    rulesOutWrite: false,
    answer: async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
  },
];

export interface FaultContext {
  /** The address of a server that cuts off each answer in the middle. */
  readonly cuttingUrl: string;
}

/** Starts a server that promises more bytes than it sends. */
export async function startCuttingServer(): Promise<{ server: Server; context: FaultContext }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (request) => {
      const path = request.toString("latin1").split(" ", 2)[1] ?? "";
      const type = ["xml", "pdf"].find((ending) => path.endsWith(`.${ending}`)) ?? "json";
      const head = `HTTP/1.1 200 OK\r\ncontent-type: application/${type}\r\ncontent-length: 5000\r\n\r\n`;
      socket.write(`${head}{"items": [`, () => setTimeout(() => socket.destroy(), 20));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { server, context: { cuttingUrl: `http://127.0.0.1:${port}` } };
}

/** One fault at one endpoint, until `end` is called. */
export class ActiveFault {
  private readonly page: Page;
  private readonly pattern: RegExp;
  private readonly handler: (route: Route) => Promise<void>;
  /** Resolves once the fault has been triggered by a request. */
  readonly triggered: Promise<void>;
  private heldRoutes: Route[] = [];

  private constructor(page: Page, endpoint: string, fault: Fault, context: FaultContext) {
    const [method, template = ""] = endpoint.split(" ", 2);
    this.page = page;
    const path = template.replaceAll(/\{[^}]+\}/g, "[^/?]+").replaceAll(".", "\\.");
    this.pattern = new RegExp(`/api/v1${path}(\\?|$)`);
    let trigger = () => {};
    this.triggered = new Promise((resolve) => (trigger = resolve));
    this.handler = async (route) => {
      const requestMethod = route.request().method();
      if (requestMethod !== method && !(method === "GET" && requestMethod === "HEAD")) {
        return route.fallback();
      }
      if (fault.stalls === true) {
        this.heldRoutes.push(route);
        trigger();
        return;
      }
      await fault.answer(route, context).catch(() => {});
      trigger();
    };
  }

  static async at(page: Page, endpoint: string, fault: Fault, context: FaultContext): Promise<ActiveFault> {
    const activeFault = new ActiveFault(page, endpoint, fault, context);
    if (fault.name === OFFLINE) {
      await page.context().setOffline(true);
    } else {
      await page.route(activeFault.pattern, activeFault.handler);
    }
    return activeFault;
  }

  async end(): Promise<void> {
    await this.page.context().setOffline(false);
    await this.page.unroute(this.pattern, this.handler);
    await Promise.all(this.heldRoutes.map((route) => route.abort("aborted").catch(() => {})));
  }
}
