/** What a customer reads when the portal cannot be opened. */

export const MESSAGES = {
  browser:
    "Tu navegador no puede abrir el portal: necesita una versión más reciente o tiene desactivado WebAssembly. " +
    "Actualízalo o usa otro navegador.",
  download: "No pudimos cargar el portal. Revisa tu conexión a internet e inténtalo de nuevo.",
  start: "El portal no pudo iniciar. Inténtalo de nuevo; si el problema sigue, escríbenos a cavi@pase.com.mx.",
  second: "El portal ya está abierto en otra parte de esta página.",
};

/** Replaces whatever the place shows by one sentence and, where that may help, a link that loads the page again. */
export function showFailure(place, code) {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.append(MESSAGES[code]);
  const boot = document.createElement(code === "second" ? "div" : "main");
  boot.className = "boot";
  if (code === "second") {
    boot.append(sentence);
  } else {
    const title = document.createElement("h1");
    title.className = "visually-hidden";
    title.textContent = "PASE";
    const retry = document.createElement("a");
    retry.className = "boot__retry";
    // Empty, not `location.href`: a link to an address with a fragment would scroll instead of loading again.
    retry.setAttribute("href", "");
    retry.textContent = "Reintentar";
    sentence.append(" ", retry);
    boot.append(title, sentence);
  }
  place.replaceChildren(ground(boot));
}

/** Says over what `root` shows, which stays as it is, that something did not arrive. Returns what takes that back and asks for it
    again by `begin`, which the button there does, too. */
export function tellFailure(root, code, begin) {
  const note = document.createElement("p");
  note.className = "boot__note";
  note.setAttribute("role", "alert");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "boot__retry";
  button.textContent = "Reintentar";
  note.append(MESSAGES[code], " Lo que escribiste sigue aquí. ", button);
  const retry = () => {
    note.remove();
    begin();
  };
  button.addEventListener("click", retry);
  // Beside the other signs of the app being on its way (index.html).
  root.querySelector("aside").append(note);
  return retry;
}

/** Where the stylesheet reaches. */
function ground(content) {
  const portal = document.createElement("div");
  portal.className = "pase-portal";
  portal.lang = "es-MX";
  portal.append(content);
  return portal;
}
