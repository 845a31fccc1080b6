/**
 * Checks whether this browser can run the app, and fetches the app's files. `build/post_build.mjs`
 * puts the names of the files in.
 */

import { nextTask } from "./next_task.js";

/* global PORTAL_GLUE, PORTAL_WASM, PORTAL_CUSTOMER_WASM */

/**
 * A wasm module with one empty function that uses what Rust's compiler emits: bulk memory,
 * saturating conversions and reference types. A browser that does not accept it is older than those
 * that the portal supports (docs/DEVELOPING.md).
 */
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

/** The address of one of the app's files. They are beside this file, on whatever host serves it. */
export const addressOf = (name) => new URL(name, import.meta.url).href;

export function browserIsSupported() {
  return (
    typeof HTMLDialogElement === "function" &&
    typeof WebAssembly === "object" &&
    WebAssembly.validate(REQUIRED_FEATURES)
  );
}

/**
 * The code of the message that says why the app cannot start. A file that did not arrive is a
 * TypeError. A CompileError means that this browser does not allow WebAssembly.
 */
export function reasonOf(error) {
  if (error instanceof WebAssembly.CompileError) {
    return "browser";
  }
  return error instanceof TypeError ? "download" : "start";
}

/**
 * The app's code, which is loaded once however often the app is mounted. A load that failed is
 * repeated at the next call.
 */
let glue;
let app;
/**
 * Some browsers remember that a module did not arrive. The next attempt therefore uses another
 * address.
 */
let failures = 0;

export function loadApp() {
  if (app === undefined) {
    // The wasm is fetched at the same time as the glue, not after it. The response goes on unread,
    // so that browsers cache the compiled code.
    const wasm = fetch(addressOf(PORTAL_WASM));
    wasm.catch(() => {});
    app = loadGlue().then(async (module) => {
      // Each step is a task of its own. On a slow phone one task for both would block the
      // customer's typing for too long.
      await nextTask();
      await module.default({ module_or_path: wasm });
      await nextTask();
      return module;
    });
    app.catch(() => {
      app = undefined;
    });
  }
  return app;
}

/**
 * Starts to fetch the wasm of the deferred screens (src/shell/deferred_screens.rs). The app itself
 * would request it only after it has started.
 */
export function preloadCustomerWasm() {
  if (PORTAL_CUSTOMER_WASM === undefined) {
    return;
  }
  const link = document.createElement("link");
  link.rel = "preload";
  link.as = "fetch";
  link.type = "application/wasm";
  link.crossOrigin = "anonymous";
  link.href = addressOf(PORTAL_CUSTOMER_WASM);
  document.head.append(link);
}

/**
 * Once the glue has arrived, it is never loaded again: the page's content security policy lets it
 * create its Trusted Types policy only once.
 */
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
