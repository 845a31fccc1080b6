/** What the customer reads when the portal cannot be opened. */

/** The code of `pase-error` if the page has a portal already (docs/EMBEDDING.md). */
export const ALREADY_OPEN = "second";

/** The messages, by the code of `pase-error`. */
export const MESSAGES = {
  browser:
    "Tu navegador no puede abrir el portal: necesita una versión más reciente o tiene desactivado WebAssembly. " +
    "Actualízalo o usa otro navegador.",
  download: "No pudimos cargar el portal. Revisa tu conexión a internet e inténtalo de nuevo.",
  start: "El portal no pudo iniciar. Inténtalo de nuevo; si el problema sigue, escríbenos a cavi@pase.com.mx.",
  [ALREADY_OPEN]: "El portal ya está abierto en otra parte de esta página.",
};

/**
 * Replaces the content of `container` by one sentence and, where reloading may help, a link that
 * reloads the page.
 */
export function showFailure(container, code) {
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "alert");
  sentence.append(MESSAGES[code]);
  const boot = document.createElement(code === ALREADY_OPEN ? "div" : "main");
  boot.className = "boot";
  if (code === ALREADY_OPEN) {
    boot.append(sentence);
  } else {
    const title = document.createElement("h1");
    title.className = "visually-hidden";
    title.textContent = "PASE";
    const retry = document.createElement("a");
    retry.className = "boot__retry";
    // Empty, not `location.href`: a link to an address with a fragment would scroll instead of
    // reloading.
    retry.setAttribute("href", "");
    retry.textContent = "Reintentar";
    sentence.append(" ", retry);
    boot.append(title, sentence);
  }
  container.replaceChildren(wrapInRoot(boot));
}

/**
 * Adds a note to `root` that says that something did not arrive; the rest of `root` stays as it is.
 * The note's button removes the note and calls `retryOpening`. Returns a function that does the
 * same.
 */
export function showRetryNote(root, code, retryOpening) {
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
    retryOpening();
  };
  button.addEventListener("click", retry);
  // Next to the other signs that the app is loading (index.html).
  root.querySelector("aside").append(note);
  return retry;
}

/** Wraps `content` in the class that the stylesheet's rules are limited to. */
function wrapInRoot(content) {
  const portal = document.createElement("div");
  portal.className = "pase-portal";
  portal.lang = "es-MX";
  portal.append(content);
  return portal;
}
