/**
 * The loader: the one script that a page includes. It checks that the browser can run the portal, fetches the app
 * (whose files are named by content; build/post_build.mjs puts the names in) and opens it in either of two places, by one way:
 *
 * - in `#pase-portal` of our own page, in the light DOM, so that password managers see its fields, with the element's `data-`
 *   attributes as its configuration;
 * - in a `<pase-portal>` of any page, in a shadow root, so that neither page's styles reach the other's (docs/EMBEDDING.md).
 *
 * When it cannot be opened, the place says so, with a way on. A page has one portal at a time: two would write one address.
 *
 * It is served un-hashed and revalidated on each visit, so that a new release is found at once. The static page words
 * what this file cannot: that it did not arrive, or that scripts are off.
 */

/* global PORTAL_GLUE, PORTAL_WASM, PORTAL_STYLE, PORTAL_VERSION */

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
  second: "El portal ya está abierto en otra parte de esta página.",
};

/** Where the names of the app's files lead: beside this file, on whatever host that is. */
const addressOf = (name) => new URL(name, import.meta.url).href;

/** Replaces whatever the place shows by one sentence and, where that may help, a link that loads the page again. */
function showFailure(place, code) {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.append(MESSAGES[code]);
  const title = document.createElement("h1");
  title.className = "visually-hidden";
  title.textContent = "PASE";
  const boot = document.createElement(code === "second" ? "div" : "main");
  boot.className = "boot";
  if (code === "second") {
    boot.append(sentence);
  } else {
    const retry = document.createElement("a");
    retry.className = "boot__retry";
    // Empty, not `location.href`: a link to an address with a fragment would scroll instead of loading again.
    retry.setAttribute("href", "");
    retry.textContent = "Reintentar";
    sentence.append(" ", retry);
    boot.append(title, sentence);
  }
  const portal = document.createElement("div");
  portal.className = "pase-portal";
  portal.lang = "es-MX";
  portal.append(boot);
  place.replaceChildren(portal);
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

/** The app's code, once for however many times it is mounted; what did not arrive is asked for again the next time. */
let app;

function loadApp() {
  if (app === undefined) {
    // Beside the glue and not after it. The response is handed on as it is, so that browsers keep the compiled code.
    const wasm = fetch(addressOf(PORTAL_WASM));
    wasm.catch(() => {});
    app = import(addressOf(PORTAL_GLUE)).then(async (glue) => {
      await glue.default({ module_or_path: wasm });
      return glue;
    });
    app.catch(() => {
      app = undefined;
    });
  }
  return app;
}

/** What has the page's one portal. */
let occupant;

/**
 * Opens the portal in `place`. `element` is what the page knows of it, where events are told; `settings` is asked when
 * the app is there, and `dress` brings the styles that must be there before anything is shown.
 *
 * What it returns says how far it has come, and closes the portal, at whatever point it is.
 */
function open(element, place, settings, dress) {
  let mounted;
  let isClosed = false;
  const portal = {
    state: "loading",
    unmount() {
      isClosed = true;
      mounted?.unmount();
      mounted = undefined;
      place.replaceChildren();
      portal.state = "closed";
      if (occupant === portal) {
        occupant = undefined;
      }
    },
  };
  const tell = (name, detail) =>
    element.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  const fail = (code, error) => {
    if (isClosed) {
      return;
    }
    if (error !== undefined) {
      console.error(error);
    }
    portal.state = "failed";
    showFailure(place, code);
    tell("pase-error", { code });
  };
  const begin = async () => {
    const dressed = dress();
    if (occupant !== undefined) {
      // It says so in its styles; without them the words are enough.
      await dressed.catch(() => {});
      fail("second", new Error("<pase-portal>: this page has a portal already, and can have only one at a time"));
      return;
    }
    occupant = portal;
    if (!browserIsSupported()) {
      await dressed.catch(() => {});
      fail("browser");
      return;
    }
    let glue;
    try {
      [glue] = await Promise.all([loadApp(), dressed]);
    } catch (error) {
      fail(reasonOf(error), error);
      return;
    }
    if (isClosed) {
      return;
    }
    try {
      mounted = glue.mount(place, settings());
    } catch (error) {
      fail("start", error);
      return;
    }
    portal.state = "ready";
    tell("pase-ready", { version: PORTAL_VERSION });
  };
  begin();
  return portal;
}

/** The attributes of `<pase-portal>`; each is a property, too, and a setting, named as `registerUrl` for `register-url`. */
const ATTRIBUTES = [
  "base",
  "api",
  "theme",
  "set-title",
  "register-url",
  "reset-password-url",
  "corporate-url",
  "recharge-url",
  "invoice-url",
  "privacy-url",
  "terms-url",
];
const propertyOf = (attribute) => attribute.replace(/-[a-z]/g, (letter) => letter[1].toUpperCase());

/** The portal as an element of any page. */
class PasePortal extends HTMLElement {
  static get observedAttributes() {
    return ATTRIBUTES;
  }

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
  }

  /** The release that this loader is of. */
  get version() {
    return PORTAL_VERSION;
  }

  /** `closed` while it is not in the document, `loading`, `ready` or `failed`. */
  get state() {
    return this._portal?.state ?? "closed";
  }

  connectedCallback() {
    // What a page has set on the element before this script came is in the way of the element's own properties.
    for (const property of ATTRIBUTES.map(propertyOf).filter((name) => Object.prototype.hasOwnProperty.call(this, name))) {
      const value = this[property];
      delete this[property];
      this[property] = value;
    }
    const style = document.createElement("link");
    style.rel = "stylesheet";
    // Asked for as the other files are, so that another host's is not refused.
    style.crossOrigin = "anonymous";
    style.href = addressOf(PORTAL_STYLE);
    const place = document.createElement("div");
    // Until the portal is there, the page shows what it has put into the element.
    place.append(document.createElement("slot"));
    const dress = () =>
      new Promise((resolve, reject) => {
        style.addEventListener("load", resolve);
        style.addEventListener("error", () => reject(new TypeError("<pase-portal>: the stylesheet did not arrive")));
        this.shadowRoot.replaceChildren(style, place);
      });
    this._portal = open(this, place, () => this._settings(), dress);
  }

  disconnectedCallback() {
    this._portal?.unmount();
    this._portal = undefined;
    this.shadowRoot.replaceChildren();
  }

  /** Moved by `moveBefore`, it stays as it is; any other move takes it away and opens it anew. */
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, now) {
    if (before === now || this.state !== "ready") {
      return;
    }
    if (name === "theme") {
      const root = this.shadowRoot.querySelector(".pase-portal");
      root.toggleAttribute("data-theme", false);
      if (["light", "dark"].includes(now)) {
        root.setAttribute("data-theme", now);
      }
    } else if (!this._isReopening) {
      // Once for all attributes that change together.
      this._isReopening = true;
      queueMicrotask(() => {
        this._isReopening = false;
        if (this.isConnected) {
          this.disconnectedCallback();
          this.connectedCallback();
        }
      });
    }
  }

  _settings() {
    const given = ATTRIBUTES.filter((name) => this.hasAttribute(name));
    return {
      // The API stands beside the portal's files, unless the page knows another place.
      api: addressOf("api/v1"),
      ...Object.fromEntries(given.map((name) => [propertyOf(name), this.getAttribute(name)])),
    };
  }
}

for (const attribute of ATTRIBUTES) {
  const isFlag = attribute === "set-title";
  Object.defineProperty(PasePortal.prototype, propertyOf(attribute), {
    configurable: true,
    enumerable: true,
    get() {
      return isFlag ? this.hasAttribute(attribute) : this.getAttribute(attribute);
    },
    set(value) {
      if (isFlag) {
        this.toggleAttribute(attribute, Boolean(value));
      } else if (value === null || value === undefined) {
        this.removeAttribute(attribute);
      } else {
        this.setAttribute(attribute, value);
      }
    },
  });
}

// A page that includes this file twice has one of it.
if (customElements.get("pase-portal") === undefined) {
  customElements.define("pase-portal", PasePortal);
}

const root = document.getElementById("pase-portal");
if (root instanceof HTMLDivElement) {
  // Kept by the root, so that a page can take the portal away again. Its styles are the page's own link.
  root.portal = open(root, root, () => ({ ...root.dataset }), () => Promise.resolve());
}
