/**
 * Browsers translate a page by replacing its text nodes by `<font>` elements. The app keeps
 * references to the text nodes that it created. If it changed one later, nobody would see the
 * change; if it removed one, the translation would stay on the page.
 *
 * So each text node is put back where it was, empty, beside its translation. What the app then does
 * to the node, it does on the page. When a text changes or is removed, its translation is removed,
 * too. The text itself is visible again, and the browser translates it again (docs/decisions/0030).
 */

/** For each translation (a `<font>`), the texts that it replaced. */
const translations = new WeakMap();
/** For each replaced text, its translation. */
const translationOf = new WeakMap();

/** Keeps the app's text nodes on the page, below `root`. Returns a function that ends that. */
export function preserveTextNodes(root) {
  const observer = new MutationObserver((records) => {
    restoreTextNodes(records);
    // Drops the records of the changes that `restoreTextNodes` itself just made.
    observer.takeRecords();
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  return () => observer.disconnect();
}

function restoreTextNodes(records) {
  const textsByFont = new Map();
  for (const { target, type, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
    if (type === "characterData") {
      removeTranslation(translationOf.get(target), target);
      continue;
    }
    const added = [...addedNodes].filter((node) => isFont(node) && !translations.has(node) && !isFont(target));
    added.forEach((font) => textsByFont.set(font, []));
    for (const removed of removedNodes) {
      const font = [added[0], previousSibling, nextSibling].find((node) => textsByFont.has(node));
      if (font !== undefined && translations.has(removed)) {
        // The browser has translated the text once more, into another language.
        recordTranslation(font, translations.get(removed));
        translations.delete(removed);
        continue;
      }
      removeTranslation(translations.has(removed) ? removed : translationOf.get(removed));
      if (removed.nodeType === Node.TEXT_NODE && font !== undefined) {
        textsByFont.get(font).push(removed);
      }
    }
  }
  for (const [font, texts] of textsByFont) {
    const detached = texts.filter((text) => !text.isConnected);
    if (font.isConnected && detached.length > 0) {
      recordTranslation(font, detached.map((text) => ({ text, data: text.data })));
      detached.forEach((text) => void (text.data = ""));
      font.before(...detached);
    }
  }
}

function recordTranslation(font, texts) {
  translations.set(font, texts);
  texts.forEach(({ text }) => translationOf.set(text, font));
}

/**
 * Removes a translation and restores its texts, except the one that `changed`, which has its new
 * content already.
 */
function removeTranslation(font, changed) {
  for (const { text, data } of translations.get(font) ?? []) {
    translationOf.delete(text);
    if (text !== changed) {
      text.data = data;
    }
  }
  translations.delete(font);
  font?.remove();
}

function isFont(node) {
  return node.nodeName === "FONT";
}
