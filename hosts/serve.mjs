/**
 * Pages of other sites, each with a different stylesheet, that embed the portal. They are for
 * developers (`cargo xtask host-demo`) and for the tests in browsers, and are not part of a
 * release.
 *
 * Each site has a path of its own (`/bootstrap-5/`), with the portal at `/bootstrap-5/up/` and
 * below. Most sites have the portal's files and its API on their own origin: this server forwards
 * `/up/` to the backend, as a site's front server would. The site `elsewhere` loads them from the
 * backend's origin.
 */

import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";

const FOLDER = import.meta.dirname;
const PACKAGES = path.resolve(FOLDER, "../node_modules");

/** The sites by name, each with its stylesheets. */
export const SITES = {
  plain: [],
  "bootstrap-3": [path.join(PACKAGES, "bootstrap-3/dist/css/bootstrap.min.css")],
  "bootstrap-5": [path.join(PACKAGES, "bootstrap-5/dist/css/bootstrap.min.css")],
  tailwind: [path.join(PACKAGES, "tailwindcss/preflight.css")],
  hostile: [path.join(FOLDER, "hostile.css")],
  elsewhere: [],
};

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript" };

/**
 * Serves the sites on a port of this machine; port 0 takes a free one. `backend` returns the
 * address of the backend, which may become known only later. `script` is the address of a script
 * that each page loads first.
 *
 * @param {number} port
 * @param {() => string} backend
 * @param {string} [script]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveHosts(port, backend, script) {
  const server = createServer((incoming, answer) => {
    respond(incoming, answer, backend, script).catch((error) => {
      answer.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    });
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("the sites listen nowhere");
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      const closed = new Promise((resolve) => server.close(() => resolve(undefined)));
      server.closeAllConnections();
      return closed.then(() => undefined);
    },
  };
}

async function respond(incoming, answer, backend, script) {
  const { pathname } = new URL(incoming.url, "http://host");
  const [, first, second] = pathname.split("/");
  if (first === "up") {
    pass(incoming, answer, backend());
  } else if (first === "hosts") {
    await send(answer, await file(path.basename(second)));
  } else if (first === "fonts") {
    // Bootstrap 3's stylesheet requests its fonts from `../fonts`.
    await send(answer, await file(path.join(PACKAGES, "bootstrap-3/dist/fonts", path.basename(second))));
  } else if (first in SITES) {
    const isPage = ["", "filtro", "up"].includes(second ?? "");
    const contents = isPage ? await page(first, second === "up", backend(), script) : await other(pathname);
    await send(answer, contents, first === "elsewhere" ? backend() : "");
  } else if (pathname === "/") {
    const links = Object.keys(SITES).map((name) => `<li><a href="/${name}/up/">${name}</a></li>`);
    await send(answer, { type: TYPES[".html"], contents: `<!doctype html><title>Sitios</title><ul>${links.join("")}</ul>` });
  } else {
    answer.writeHead(404).end();
  }
}

/**
 * The content security policy that a host needs (docs/EMBEDDING.md). `origin` is the other origin
 * that the portal is loaded from, if there is one.
 */
function policy(origin) {
  const from = `'self' ${origin}`.trim();
  return (
    `default-src 'none'; script-src ${from} 'wasm-unsafe-eval'; style-src ${from}; img-src 'self' data:; ` +
    `font-src 'self'; connect-src ${from}; base-uri 'none'`
  );
}

async function send(answer, { type, contents }, origin = "") {
  answer.writeHead(200, {
    "content-type": type,
    "cache-control": "no-store",
    "content-security-policy": policy(origin),
  });
  answer.end(contents);
}

/** Reads a file of this folder, or the stylesheets of a site (`tailwind.css`). */
async function file(name) {
  const site = SITES[name.replace(/\.css$/, "")];
  const files = site ?? [path.resolve(FOLDER, name)];
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return { type: TYPES[path.extname(name)] ?? "application/octet-stream", contents: Buffer.concat(contents) };
}

/** The site's page. If `hasPortal`, its markup contains the portal. */
async function page(name, hasPortal, backend, script) {
  const origin = name === "elsewhere" ? backend : "";
  const portal = `<pase-portal base="/${name}/up" theme="light"><p>Un momento…</p></pase-portal>`;
  const text = (await readFile(path.join(FOLDER, "page.html"), "utf8"))
    .replace("<head>", script === undefined ? "<head>" : `<head>\n  <script src="${script}"></script>`)
    .replace("<!-- styles -->", `<link rel="stylesheet" href="/hosts/${name}.css">`)
    .replace("<!-- loader -->", `<script type="module" src="${origin}/up/pase-portal.js"></script>`)
    .replace("<!-- name -->", name)
    .replaceAll("<!-- root -->", `/${name}`)
    .replace("<body>", `<body data-root="/${name}">`)
    .replace("<!-- portal -->", hasPortal ? portal : "")
    .replace('<div id="place">', `<div id="place" data-portal="${escaped(portal)}">`);
  return { type: TYPES[".html"], contents: text };
}

function escaped(html) {
  return html.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

async function other(pathname) {
  const text = await readFile(path.join(FOLDER, "other.html"), "utf8");
  return { type: TYPES[".html"], contents: text.replace("<!-- path -->", pathname.replaceAll(/[^\w/.-]/g, "")) };
}

/**
 * Forwards a request to the backend unchanged, so that the backend sees the site's own host name.
 */
function pass(incoming, answer, backend) {
  const { method, headers, url } = incoming;
  const passed = request(`${backend}${url}`, { method, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  passed.on("error", () => answer.writeHead(502).end());
  answer.on("close", () => passed.destroy());
  incoming.pipe(passed);
}

if (process.argv[1] === import.meta.filename) {
  const options = { port: { type: "string" }, backend: { type: "string" }, script: { type: "string" } };
  const { port, backend, script } = parseArgs({ options }).values;
  if (port === undefined || backend === undefined) {
    throw new Error("`node hosts/serve.mjs --port 8083 --backend http://127.0.0.1:8084`");
  }
  await serveHosts(Number(port), () => backend, script);
}
