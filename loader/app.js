/** The app's files: whether this browser can run them, and fetching them. Their names are put in by build/post_build.mjs. */

import { nextTask } from "./next_task.js";

/* global PORTAL_GLUE, PORTAL_WASM, PORTAL_SECOND */

/** A wasm module of one empty function that uses what Rust's compiler emits: bulk memory, saturating conversions,
    reference types. Browsers without them are older than those the portal supports (docs/DEVELOPING.md). */
const REQUIRED_FEATURES = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // magic, version 1
  0x01, 0x04, 0x01, 0x60, 0x00, 0x00, // type 0: () -> ()
  0x03, 0x02, 0x01, 0x00, // function 0: type 0
  0x04, 0x04, 0x01, 0x6f, 0x00, 0x00, // table 0 of externref
  0x05, 0x03, 0x01, 0x00, 0x00, // memory 0
  0x0a, 0x19, 0x01, 0x17, 0x00, // code of function 0: 23 bytes, no locals
  0x41, 0x00, 0x41, 0x00, 0x41, 0x00, 0xfc, 0x0b, 0x00, // memory.fill 0 0 0
  0x43, 0x00, 0x00, 0x00, 0x00, 0xfc, 0x00, 0x1a, // drop (i32.trunc_sat_f32_s 0)
  0xfc, 0x10, 0x00, // table.size 0
  0x1a, // drop
  0x0b, // end
]);

/** Where the names of the app's files lead: beside this file, on whatever host that is. */
export const addressOf = (name) => new URL(name, import.meta.url).href;

export function browserIsSupported() {
  return (
    typeof HTMLDialogElement === "function" &&
    typeof WebAssembly === "object" &&
    WebAssembly.validate(REQUIRED_FEATURES)
  );
}

/** Why there is no app: what does not arrive is a TypeError, and WebAssembly that may not run one of its own. */
export function reasonOf(error) {
  if (error instanceof WebAssembly.CompileError) {
    return "browser";
  }
  return error instanceof TypeError ? "download" : "start";
}

/** The app's code, once for however many times it is mounted; what did not arrive is asked for again the next time. */
let glue;
let app;
/** Some browsers remember of a module that it did not arrive: the next time it has another address. */
let failures = 0;

export function loadApp() {
  if (app === undefined) {
    // Beside the glue and not after it. The response is handed on as it is, so that browsers keep the compiled code.
    const wasm = fetch(addressOf(PORTAL_WASM));
    wasm.catch(() => {});
    app = loadGlue().then(async (arrived) => {
      // Each in a task of its own: on a slow phone they would keep the customer from typing together.
      await nextTask();
      await arrived.default({ module_or_path: wasm });
      await nextTask();
      return arrived;
    });
    app.catch(() => {
      app = undefined;
    });
  }
  return app;
}

/** Fetches what is behind the login beside the app, which asks for it later than it could. */
export function expectSecond() {
  if (PORTAL_SECOND === undefined) {
    return;
  }
  const link = document.createElement("link");
  link.rel = "preload";
  link.as = "fetch";
  link.type = "application/wasm";
  link.crossOrigin = "anonymous";
  link.href = addressOf(PORTAL_SECOND);
  document.head.append(link);
}

/** Never twice, once it has arrived: the page's policy lets it make its elements of text only once. */
function loadGlue() {
  if (glue === undefined) {
    glue = import(addressOf(PORTAL_GLUE) + (failures === 0 ? "" : `?${failures}`));
    glue.catch(() => {
      glue = undefined;
      failures += 1;
    });
  }
  return glue;
}
