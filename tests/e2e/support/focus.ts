// Where the keyboard's focus is, and whether a user who sees the screen can see it there (WCAG
// 2.4.7, 2.4.11).

import type { Page } from "@playwright/test";

/** What the accessibility tree does not say about the focused element. */
export interface FocusState {
  /** What is wrong with the focus. Empty if all is well. */
  readonly problems: string[];
  /** `aria-current`, which Chromium's tree leaves out. */
  readonly current: string | null;
  /** `2 de 3`, for a radio button. */
  readonly position: string | null;
}

/** Examines the focused element. */
export async function inspectFocus(page: Page): Promise<FocusState> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) {
      return { problems: ["focus is lost: the whole page has it"], current: null, position: null };
    }
    const problems: string[] = [];
    // A heading or a group takes the focus when a screen changes, so that it is read out. It is not
    // operable, so WCAG 2.4.7 requires no indicator, and one that is only for screen readers cannot
    // be seen.
    const isOperable = element.tabIndex >= 0;
    // The button in a date field is the browser's own. It has the focus inside the field, and its
    // own frame.
    const isInner = element.matches("input[type=date]:not(:focus-visible)");

    // A checkbox or a radio button may show its focus on its label.
    const shown = [element, ...((element as HTMLInputElement).labels ?? []), element.parentElement ?? element];
    const hasIndicator = shown.some((part) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
      const isOutlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
      return isOutlined || (part === element && boxShadow !== "none");
    });
    if (isOperable && !isInner && !element.matches(":focus-visible")) {
      problems.push("it has focus, but not :focus-visible");
    }
    if (isOperable && !isInner && !hasIndicator) {
      problems.push("nothing shows that it has focus");
    }

    const box = element.getBoundingClientRect();
    const across = [0.5, 0.1, 0.9].map((part) => box.left + box.width * part);
    const down = [0.5, 0.15, 0.85].map((part) => box.top + box.height * part);
    const isSeen = across.some((x) =>
      down.some((y) => {
        const top = document.elementFromPoint(x, y);
        const labels = [...((element as HTMLInputElement).labels ?? [])];
        return top !== null && (element.contains(top) || labels.some((label) => label.contains(top)));
      }),
    );
    if (isOperable && !isSeen) {
      problems.push("it is covered by something, or out of the screen");
    }

    const group =
      element instanceof HTMLInputElement && element.type === "radio"
        ? [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")].filter(({ name }) => name === element.name)
        : [];
    const index = group.indexOf(element as HTMLInputElement);
    return {
      problems,
      current: element.getAttribute("aria-current"),
      position: index < 0 ? null : `${index + 1} de ${group.length}`,
    };
  });
}
