/**
 * The scripts of a host page: a smooth scroll for its own anchors, a listener for its own history,
 * a part of the page that stops clicks, and the buttons that mount, unmount and move the portal.
 * `hostLog` records what happened to the page, for developers and tests.
 */

const log = [];
globalThis.hostLog = log;

const place = document.getElementById("place");
const elsewhere = document.getElementById("elsewhere");
/** The portal's markup, which the button `mount` puts on the page. */
const markup = place.dataset.portal;

/** The host's own anchors scroll smoothly. */
document.addEventListener("click", (event) => {
  const anchor = event.target.closest('a[href^="#"]');
  if (anchor !== null) {
    event.preventDefault();
    document.querySelector(anchor.getAttribute("href")).scrollIntoView({ behavior: "smooth" });
    log.push(`smooth ${anchor.hash}`);
  }
});

/** The host has its own history, with its own states. */
globalThis.addEventListener("popstate", (event) => {
  log.push(`popstate ${location.pathname} ${JSON.stringify(event.state)}`);
});
document.getElementById("push").addEventListener("click", () => {
  history.pushState({ host: "filtered" }, "", `${location.origin}${document.body.dataset.root}/filtro`);
});

/** A host may stop clicks in a part of its page. */
place.addEventListener("click", (event) => {
  log.push("click in the place");
  event.stopPropagation();
});

for (const name of ["pase-ready", "pase-session", "pase-navigation", "pase-rebill-registered", "pase-error"]) {
  document.addEventListener(name, (event) => log.push(`${name} ${JSON.stringify(event.detail)}`));
}

document.getElementById("mount").addEventListener("click", () => {
  const holder = document.createElement("template");
  holder.innerHTML = markup;
  place.append(holder.content);
});
document.getElementById("unmount").addEventListener("click", () => {
  document.querySelectorAll("pase-portal").forEach((portal) => portal.remove());
});
document.getElementById("move").addEventListener("click", () => {
  const portal = document.querySelector("pase-portal");
  (portal.parentElement === place ? elsewhere : place).append(portal);
});
