/**
 * `<pase-portal>`: the portal as an element of any page. It is in a shadow root, so that neither
 * the page's styles nor the portal's reach the other (docs/EMBEDDING.md).
 */

/* global PORTAL_STYLE, PORTAL_VERSION */

import { addressOf } from "./app.js";
import { open } from "./portal.js";
import { propertyOf } from "./property_of.js";
import { stopTypingEvents } from "./typing.js";

/**
 * The attributes of `<pase-portal>`. Each is also a property and a setting, in camel case:
 * `registerUrl` for `register-url`.
 */
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

export class PasePortal extends HTMLElement {
  static get observedAttributes() {
    return ATTRIBUTES;
  }

  constructor() {
    super();
    stopTypingEvents(this.attachShadow({ mode: "open" }));
    this._measureText = () => {
      // isolation.css sets `:host` to `font-size: medium`. That is the text size in the browser's
      // settings, whatever text size the page uses.
      this.shadowRoot.lastElementChild?.style.setProperty("--portal-text", getComputedStyle(this).fontSize);
    };
  }

  /** The release of this loader. */
  get version() {
    return PORTAL_VERSION;
  }

  /**
   * `closed` while the element is not in the document, otherwise `loading`, `ready` or `failed`.
   */
  get state() {
    return this._portal?.state ?? "closed";
  }

  connectedCallback() {
    // A property that the page set on the element before this script arrived hides the element's
    // own accessor. Setting it again reaches the accessor.
    for (const property of ATTRIBUTES.map(propertyOf).filter((name) => Object.prototype.hasOwnProperty.call(this, name))) {
      const value = this[property];
      delete this[property];
      this[property] = value;
    }
    const style = document.createElement("link");
    style.rel = "stylesheet";
    // The app's other files are requested with CORS, too. Without it, a stylesheet on another host
    // could be refused.
    style.crossOrigin = "anonymous";
    style.href = addressOf(PORTAL_STYLE);
    const container = document.createElement("div");
    // Until the portal is ready, the page shows what it has put into the element.
    container.append(document.createElement("slot"));
    const loadStyles = () =>
      new Promise((resolve, reject) => {
        style.addEventListener("load", () => {
          this._measureText();
          resolve();
        });
        style.addEventListener("error", () => reject(new TypeError("<pase-portal>: the stylesheet did not arrive")));
        this.shadowRoot.replaceChildren(style, container);
      });
    // The user changes the text size in the settings, which are another tab: measure again on
    // return.
    document.addEventListener("visibilitychange", this._measureText);
    this._portal = open(this, container, () => this._settings(), loadStyles);
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this._measureText);
    this._portal?.unmount();
    this._portal = undefined;
    this.shadowRoot.replaceChildren();
  }

  /**
   * Its presence makes `moveBefore` leave the portal as it is. Any other move closes the portal and
   * opens it again.
   */
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
      // Attributes that change together cause one reopening.
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
      // The API is beside the portal's files, unless the page names another place.
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
