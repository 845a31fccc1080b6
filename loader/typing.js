/**
 * Hides from the surrounding page what a customer types into the portal's fields. For the page's
 * keyboard shortcuts each key seems to be pressed on `<pase-portal>`, which is not a field: they
 * would take a password's characters for shortcuts.
 */

const TYPING_EVENTS = [
  "keydown",
  "keypress",
  "keyup",
  "beforeinput",
  "input",
  "textInput",
  "compositionstart",
  "compositionupdate",
  "compositionend",
  "paste",
  "copy",
  "cut",
];
/** Kinds of `<input>` that take no text. */
const INPUTS_WITHOUT_TEXT = ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];
/**
 * Keys that do nothing in a field, and that the page may need: to close something of its own, or to
 * move to its next field.
 */
const KEYS_FOR_THE_PAGE = /^(Escape|Tab|F\d+)$/;

/** Stops these events at the shadow root, after the portal has handled them. */
export function stopTypingEvents(shadowRoot) {
  for (const type of TYPING_EVENTS) {
    shadowRoot.addEventListener(type, (event) => {
      if (isTextField(event.composedPath()[0]) && !isForThePage(event)) {
        event.stopPropagation();
      }
    });
  }
}

function isTextField(element) {
  return element.matches("textarea, select") || (element.matches("input") && !INPUTS_WITHOUT_TEXT.includes(element.type));
}

function isForThePage(event) {
  if (!(event instanceof KeyboardEvent)) {
    return false;
  }
  // AltGr types a character, even where the browser reports it as Ctrl and Alt.
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
  return isShortcut || KEYS_FOR_THE_PAGE.test(event.key);
}
