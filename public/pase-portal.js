/**
 * The loader: the one script that a page includes. It checks that the browser can run the portal, fetches the app
 * (whose files are named by content; build/post_build.mjs puts the names in) and mounts it into `#pase-portal`, with the
 * root's `data-` attributes as its configuration. When that fails, it says so in the root, with a way on. A page that wants
 * the portal gone calls `root.portal.unmount()`.
 *
 * It is served un-hashed and revalidated on each visit, so that a new release is found at once. The static page words
 * what this file cannot: that it did not arrive, or that scripts are off.
 */

/* global PORTAL_GLUE, PORTAL_WASM */

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

const MESSAGES = {
  browser:
    "Tu navegador no puede abrir el portal: necesita una versión más reciente o tiene desactivado WebAssembly. " +
    "Actualízalo o usa otro navegador.",
  download: "No pudimos cargar el portal. Revisa tu conexión a internet e inténtalo de nuevo.",
  start: "El portal no pudo iniciar. Inténtalo de nuevo; si el problema sigue, escríbenos a cavi@pase.com.mx.",
};

/** Replaces whatever the root shows by one sentence and a link that loads the page again. */
function showFailure(root, message) {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  const retry = document.createElement("a");
  retry.className = "boot__retry";
  // Empty, not `location.href`: a link to an address with a fragment would scroll instead of loading again.
  retry.setAttribute("href", "");
  retry.textContent = "Reintentar";
  sentence.append(message, " ", retry);
  const title = document.createElement("h1");
  title.className = "visually-hidden";
  title.textContent = "PASE";
  const boot = document.createElement("main");
  boot.className = "boot";
  boot.append(title, sentence);
  const portal = document.createElement("div");
  portal.className = "pase-portal";
  portal.append(boot);
  root.replaceChildren(portal);
}

function browserIsSupported() {
  return (
    typeof HTMLDialogElement === "function" &&
    typeof WebAssembly === "object" &&
    WebAssembly.validate(REQUIRED_FEATURES)
  );
}

/** Why there is no app: what does not arrive is a TypeError, and WebAssembly that may not run one of its own. */
function reasonOf(error) {
  if (error instanceof WebAssembly.CompileError) {
    return "browser";
  }
  return error instanceof TypeError ? "download" : "start";
}

async function start(root) {
  if (!browserIsSupported()) {
    showFailure(root, MESSAGES.browser);
    return;
  }
  let portal;
  try {
    portal = await import(new URL(PORTAL_GLUE, import.meta.url).href);
    await portal.default({ module_or_path: new URL(PORTAL_WASM, import.meta.url) });
  } catch (error) {
    console.error(error);
    showFailure(root, MESSAGES[reasonOf(error)]);
    return;
  }
  try {
    // Kept by the root, so that a page can take the portal away again.
    root.portal = portal.mount(root, { ...root.dataset });
  } catch (error) {
    console.error(error);
    showFailure(root, MESSAGES.start);
  }
}

const root = document.getElementById("pase-portal");
if (root) {
  start(root);
}
