// Finds what a look at the screen would find: something wider than the screen, text that is cut off
// or spills over, things on top of each other, targets too small for a finger. It runs in the page
// and reads boxes, so it works for any width and any text spacing.

import type { Page } from "@playwright/test";

/** What is wrong with the current layout, one line for each finding. */
export async function layoutProblems(page: Page): Promise<string[]> {
  return page.evaluate(findProblems);
}

/**
 * Applies the text spacing of WCAG 1.4.12, which a customer may set and by which nothing may be
 * lost.
 */
export async function setTextSpacing(page: Page, spaced: boolean): Promise<void> {
  await page.evaluate((on) => {
    // A constructed stylesheet is not an inline style, so the content security policy allows it.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
        "p { margin-block-end: 2em !important }",
    );
    document.adoptedStyleSheets = on ? [sheet] : [];
  }, spaced);
}

function findProblems(): string[] {
  const INTERACTIVE = "a[href], button, input, select, textarea, summary, [role=menuitem], [tabindex='0']";
  const problems = new Set<string>();
  const viewport = document.documentElement.clientWidth;
  // While a modal dialog is open, nothing else can be seen or pressed.
  const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
  const root = modal ?? document.body;

  const named = (element: Element) => {
    const text = (element.getAttribute("aria-label") ?? element.textContent).replaceAll(/\s+/g, " ").trim();
    const hint = element.getAttribute("class") ?? element.getAttribute("name") ?? "";
    return `<${element.localName}${hint === "" ? "" : ` .${hint.replaceAll(" ", ".")}`}> «${text.slice(0, 40)}»`;
  };
  const size = (box: { width: number; height: number }) => `${box.width.toFixed(1)}×${box.height.toFixed(1)}`;
  const ancestors = (element: Element) => {
    const line: Element[] = [];
    for (let up: Element | null = element; up !== null && up !== root.parentElement; up = up.parentElement) {
      line.push(up);
    }
    return line;
  };
  const style = (element: Element) => getComputedStyle(element);
  const isVisuallyHidden = (element: Element) =>
    ancestors(element).some((up) => {
      const { clipPath, overflowX } = style(up);
      const box = up.getBoundingClientRect();
      return clipPath.startsWith("inset(50%") || (overflowX !== "visible" && box.width <= 1 && box.height <= 1);
    });
  const isVisible = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isVisuallyHidden(element);
  const scrolls = (value: string) => value === "auto" || value === "scroll";
  const all = [...root.querySelectorAll("*")].filter((element) => !(element instanceof SVGElement) && isVisible(element));

  // Nothing is wider than the screen.
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) {
    problems.add(`wider than the screen: the page is ${page.scrollWidth} px of ${page.clientWidth}`);
  }
  const wide = all.filter((element) => {
    const box = element.getBoundingClientRect();
    const held = ancestors(element).slice(1).some((up) => scrolls(style(up).overflowX) && up !== modal);
    return !held && box.width > 0 && (box.right > viewport + 0.5 || box.left < -0.5);
  });
  for (const element of wide.filter((one) => !wide.includes(one.parentElement ?? one))) {
    const { left, right } = element.getBoundingClientRect();
    problems.add(`wider than the screen: ${named(element)} from ${left.toFixed(1)} to ${right.toFixed(1)} of ${viewport}`);
  }

  // No text is cut off or runs out of its box.
  for (const element of all) {
    const { overflowX, overflowY, textOverflow } = style(element);
    const cuts = (value: string) => value === "hidden" || value === "clip";
    const isField = element.matches("input, select, textarea");
    const across = cuts(overflowX) && textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1;
    const down = cuts(overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (!isField && element.textContent.trim() !== "" && (across || down)) {
      problems.add(`cut off: ${named(element)} shows ${element.clientWidth}×${element.clientHeight} of ` +
        `${element.scrollWidth}×${element.scrollHeight}`);
    }
  }
  const lines = (element: Element) =>
    [...element.childNodes]
      .filter((node) => node instanceof Text && node.data.trim() !== "")
      .flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
      });
  for (const element of all) {
    const block = ancestors(element).find((up) => !["inline", "contents"].includes(style(up).display));
    const deliberate = ancestors(element).some(
      (up) => up !== modal && (style(up).textOverflow === "ellipsis" || scrolls(style(up).overflowX)),
    );
    if (block === undefined || deliberate) {
      continue;
    }
    const box = block.getBoundingClientRect();
    // A line's box is as high as its letters, which may be slightly more than the line's share of
    // the block.
    const slack = Math.max(3, Number.parseFloat(style(element).fontSize) * 0.25);
    for (const line of lines(element)) {
      if (line.right > box.right + 1 || line.left < box.left - 1) {
        problems.add(`spills sideways: ${named(element)} out of ${named(block)} (${size(box)})`);
      } else if (line.bottom > box.bottom + slack || line.top < box.top - slack) {
        problems.add(`spills down: ${named(element)} out of ${named(block)} (${size(box)})`);
      }
    }
  }

  // Nothing is on top of something else, except on purpose: a bar that stays while the rest scrolls
  // under it, and a menu that was opened over the page and has a background of its own.
  const isOver = (element: Element) => {
    const { position, zIndex, backgroundColor } = style(element);
    const isMenu = position === "absolute" && Number.parseInt(zIndex, 10) > 0 && !/, 0\)$|transparent/.test(backgroundColor);
    return isMenu || ["sticky", "fixed"].includes(position);
  };
  const bar = (element: Element) => ancestors(element).find((up) => up !== modal && isOver(up));
  const inner = (element: Element) => {
    // A field's padding may contain a button, so only the field's text area counts.
    const box = element.getBoundingClientRect();
    const { paddingLeft, paddingRight } = style(element);
    const [left, right] = [Number.parseFloat(paddingLeft), Number.parseFloat(paddingRight)];
    return new DOMRect(box.x + left, box.y, Math.max(0, box.width - left - right), box.height);
  };
  const pieces = all
    .filter((element) => element !== modal)
    .map((element) => {
      const isField = element.matches("input, select, textarea");
      const boxes = isField ? [inner(element)] : element.matches(INTERACTIVE) ? [...element.getClientRects()] : lines(element);
      return { element, boxes, bar: bar(element) };
    })
    .filter(({ boxes }) => boxes.length > 0);
  const related = (one: Element, other: Element) => one.contains(other) || other.contains(one);
  for (const [index, one] of pieces.entries()) {
    for (const other of pieces.slice(index + 1)) {
      const labelled = (other.element as HTMLInputElement).labels ?? [];
      if (related(one.element, other.element) || one.bar !== other.bar || [...labelled].includes(one.element as HTMLLabelElement)) {
        continue;
      }
      const overlaps = one.boxes.some((a) =>
        other.boxes.some((b) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          return Math.min(across, down) > 2;
        }),
      );
      if (overlaps) {
        problems.add(`on top of each other: ${named(one.element)} and ${named(other.element)}`);
      }
    }
  }

  // WCAG 2.5.8: 24 by 24 px, except for links within a sentence. The label of a checkbox or a radio
  // button is part of its target.
  const hasTextAround = (element: Element) =>
    [...(element.parentElement?.childNodes ?? [])].some(
      (node) => node !== element && node instanceof Text && /[\p{L}\p{N}]/u.test(node.data),
    );
  for (const element of all.filter((candidate) => candidate.matches(INTERACTIVE))) {
    const boxes = [element, ...((element as HTMLInputElement).labels ?? [])].map((part) => part.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
    const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
    const isInText = style(element).display === "inline" && hasTextAround(element);
    if (!isInText && (width < 24 - 0.05 || height < 24 - 0.05)) {
      problems.add(`smaller than 24×24: ${named(element)} (${size({ width, height })})`);
    }
  }
  return [...problems];
}
