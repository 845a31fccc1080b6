// Typing as the explorer does it.

import type { Locator } from "@playwright/test";

/** Replaces a field's text, typed key by key or pasted. */
export async function enterText(field: Locator, text: string, isPasted = false): Promise<void> {
  const { keyboard } = field.page();
  await field.click();
  await keyboard.press("ControlOrMeta+a");
  if (text === "") {
    await keyboard.press("Delete");
  } else if (isPasted) {
    await keyboard.insertText(text);
  } else {
    await keyboard.type(text);
  }
}
