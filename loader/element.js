/** The portal as an element of any page, in a shadow root, so that neither page's styles reach the other's (docs/EMBEDDING.md). */

/* global PORTAL_STYLE, PORTAL_VERSION */

import { addressOf } from "./app.js";
import { open } from "./portal.js";
import { propertyOf } from "./property_of.js";

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

/** `<pase-portal>`. */
export class PasePortal extends HTMLElement {
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
