/**
 * What the scripts of a host page do: a smooth scroll for its own anchors, a listener for its own history, a part of the page
 * that keeps clicks to itself, and the buttons that put the portal on the page and take it off. What happened to the host is
 * kept in `hostLog`, for whoever looks (the tests do).
 */

const log = [];
globalThis.hostLog = log;

const place = document.getElementById("place");
const elsewhere = document.getElementById("elsewhere");
/** The portal's markup. */
const markup = place.dataset.portal;

/** The host's own anchors move softly. */
document.addEventListener("click", (event) => {
  const anchor = event.target.closest('a[href^="#"]');
  if (anchor !== null) {
    event.preventDefault();
    document.querySelector(anchor.getAttribute("href")).scrollIntoView({ behavior: "smooth" });
    log.push(`smooth ${anchor.hash}`);
  }
});

/** The host has a history of its own, with states of its own. */
globalThis.addEventListener("popstate", (event) => {
  log.push(`popstate ${location.pathname} ${JSON.stringify(event.state)}`);
});
document.getElementById("push").addEventListener("click", () => {
  history.pushState({ host: "filtered" }, "", `${location.origin}${document.body.dataset.root}/filtro`);
});

/** A part of a page may keep clicks to itself. */
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
