// Watches inside the page for what a person would stumble over: focus that moves while they type,
// an answer that is not where they look, a press that hits something else. Each is an error in the
// console, so the guard fails the test. A test that causes one on purpose declares it
// (`guard.expectComplaint`).

import type { BrowserContext, Page } from "@playwright/test";

export interface UsabilityRules {
  /** Resolves when the answer to the last press has been checked. */
  answerChecked: () => Promise<void>;
  /** Says that the test, not a person, acts next: focus may move. */
  allowFocusMove: () => void;
  /** How many requests of the page's scripts wait for their answer. */
  pendingRequests: () => number;
  /** For how many milliseconds nothing has changed. */
  millisecondsSinceChange: () => number;
}
export interface WatchedWindow {
  usabilityRules?: UsabilityRules;
}

/** Watches every page of a context from its first script. */
export async function watchUsability(context: BrowserContext): Promise<void> {
  await context.addInitScript(watch);
}

/**
 * Waits until the answer to the last press has been checked, unless the test holds that answer
 * back.
 */
export async function answerChecked(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as WatchedWindow).usabilityRules?.answerChecked()).catch(ignoreClosedPage);
}

/** Says that the test itself will move the focus next. */
export async function allowFocusMove(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as WatchedWindow).usabilityRules?.allowFocusMove()).catch(ignoreClosedPage);
}

/** Ignores the error of a page that was replaced or closed while it was being asked. */
function ignoreClosedPage(error: unknown): void {
  if (!/context was destroyed|closed|navigat/i.test(String(error))) {
    throw error;
  }
}

function watch(): void {
  const INTERACTIVE = "a[href], button, input, select, textarea, label, summary, [role=button], [role=menuitem]";
  const PRESSABLE = "button, input[type=submit], summary, [role=button]";
  const ANSWERS =
    "[role=alert], [role=status], output, [aria-live=polite], [aria-live=assertive], [aria-invalid=true], " +
    "dialog[open], [role=dialog], [role=alertdialog]";
  /** How long an answer may take to come into view, for example by scrolling, in milliseconds. */
  const ANSWER_TIMEOUT = 1_000;

  const complain = (text: string) => console.error(`rule: ${text}`);
  const describe = (node: Element | null) => {
    if (node === null || node === document.body) {
      return "the page itself";
    }
    const name = node.getAttribute("aria-label") ?? node.getAttribute("name") ?? node.textContent;
    return `<${node.localName}> «${name.replaceAll(/\s+/g, " ").trim().slice(0, 50)}»`;
  };
  const eventTarget = (event: Event) => {
    const [first] = event.composedPath();
    return first instanceof Element ? first : null;
  };
  const focused = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) {
      element = element.shadowRoot.activeElement;
    }
    return element;
  };
  const parent = (element: Element): Element | null => {
    const root = element.getRootNode();
    return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  };
  const isWithin = (element: Element | null, ancestor: Element) => {
    for (let up = element; up !== null; up = parent(up)) {
      if (up === ancestor) {
        return true;
      }
    }
    return false;
  };
  const elementAt = (x: number, y: number) => {
    let element = document.elementFromPoint(x, y);
    for (let inner = element?.shadowRoot?.elementFromPoint(x, y); inner && inner !== element; ) {
      element = inner;
      inner = element.shadowRoot?.elementFromPoint(x, y);
    }
    return element;
  };
  const queryAll = (selector: string, root: Document | ShadowRoot = document): Element[] => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll("*")].flatMap((element) =>
      element.shadowRoot === null ? [] : queryAll(selector, element.shadowRoot),
    ),
  ];
  const nextFrames = async (count: number) => {
    for (let frame = 0; frame < count; frame += 1) {
      await new Promise((painted) => requestAnimationFrame(painted));
    }
  };

  // Counts the requests of the page's scripts.
  let pendingRequests = 0;
  const originalFetch = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    pendingRequests += 1;
    try {
      return await originalFetch(...request);
    } finally {
      pendingRequests -= 1;
    }
  };

  // Rule: the focus stays where someone types until they leave by a key or a press.
  let typingField: Element | null = null;
  const isEditable = (element: Element | null) =>
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(element.type));
  const checkFocus = () => {
    const now = focused();
    if (typingField !== null && now !== typingField && document.hasFocus()) {
      complain(`focus moved from ${describe(typingField)} to ${describe(now)} while someone types`);
      typingField = null;
    }
  };
  const recordTyping = (element: Element) => {
    checkFocus();
    typingField = element;
    void nextFrames(2).then(checkFocus);
  };
  const onInput = (event: Event) => {
    const element = eventTarget(event);
    if (event.isTrusted && element !== null && isEditable(element)) {
      recordTyping(element);
    }
  };
  addEventListener("input", onInput, true);
  addEventListener("focusin", () => checkFocus(), true);
  addEventListener("focusout", () => void nextFrames(1).then(checkFocus), true);

  // Rule: the answer to a press is where the person looks.
  interface Press {
    readonly on: string;
    readonly before: ReadonlyMap<Element, string>;
  }
  let currentPress: Press | null = null;
  let lastChange = 0;
  const answerState = (element: Element) => (element.matches("[aria-invalid=true]") ? "invalid" : element.textContent.trim());
  const answerTexts = () => new Map(queryAll(ANSWERS).map((element) => [element, answerState(element)]));
  /** False for an element without a box, or one that is only for screen readers. */
  const canBeSeen = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1 && !getComputedStyle(element).clipPath.startsWith("inset(50%");
  };
  const isSeen = (element: Element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const [x0, y0] = [Math.max(left, 0), Math.max(top, 0)];
    const [x1, y1] = [Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
    if (x1 - x0 < 2 || y1 - y0 < 2) {
      return false;
    }
    const parts = [0.5, 0.1, 0.9, 0.3, 0.7];
    return parts.some((across) =>
      parts.some((down) => isWithin(elementAt(x0 + (x1 - x0) * across, y0 + (y1 - y0) * down), element)),
    );
  };
  const checkAnswer = async (checkedPress: Press) => {
    await nextFrames(2);
    let quietSince = performance.now();
    while (currentPress === checkedPress) {
      if (pendingRequests > 0 || performance.now() - lastChange < 50) {
        quietSince = performance.now();
      } else {
        const newAnswers = [...answerTexts()]
          .filter(([element, text]) => text !== "" && checkedPress.before.get(element) !== text && canBeSeen(element))
          .map(([element]) => element);
        if (newAnswers.length === 0 || newAnswers.some(isSeen)) {
          currentPress = null;
          return;
        }
        if (performance.now() - quietSince > ANSWER_TIMEOUT) {
          complain(`the answer to a press on ${checkedPress.on} is outside of what is seen: ${newAnswers.map(describe).join(", ")}`);
          currentPress = null;
          return;
        }
      }
      await nextFrames(1);
    }
  };
  const recordPress = (on: Element) => {
    const press = { on: describe(on), before: answerTexts() };
    currentPress = press;
    void checkAnswer(press);
  };
  new MutationObserver(() => (lastChange = performance.now())).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });

  addEventListener(
    "keydown",
    (event) => {
      if (!event.isTrusted || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) {
        return;
      }
      const element = eventTarget(event);
      const isText = (event.key.length === 1 && !event.ctrlKey && !event.metaKey) || ["Backspace", "Delete"].includes(event.key);
      if (isText && element !== null && isEditable(element)) {
        recordTyping(element);
      } else if (!event.ctrlKey && !event.metaKey) {
        typingField = null;
      }
      if (event.key === "Enter" && element instanceof HTMLInputElement) {
        recordPress(element);
      }
    },
    true,
  );

  // Rule: a press ends on the element where it began, and nothing moves under the finger or the
  // pointer meanwhile. Boxes are compared, because the browser reports layout shifts only after the
  // finger is up, when those of the answer begin.
  interface PointerState {
    readonly control: Element | null;
    readonly box: DOMRect | undefined;
    readonly x: number;
    readonly y: number;
    readonly since: number;
    readonly isUp: boolean;
  }
  /**
   * In milliseconds. If the pointer has rested on a control for longer, the control may have
   * changed before the press.
   */
  const HOVER_TIME = 200;
  /** Within how many milliseconds browsers take a second press for a double click. */
  const DOUBLE_CLICK_TIME = 500;
  let lastPointer: PointerState | null = null;
  /** Whether the current press is the second one of a double click. */
  let isSecond = false;
  const controlOf = (event: Event) => {
    for (let up = eventTarget(event); up !== null; up = parent(up)) {
      if (up.matches(INTERACTIVE)) {
        return up;
      }
    }
    return null;
  };
  const pointerState = (event: PointerEvent): PointerState => {
    const under = controlOf(event);
    const [box, isUp] = [under?.getBoundingClientRect(), event.type === "pointerup"];
    return { control: under, box, x: event.clientX, y: event.clientY, since: performance.now(), isUp };
  };
  const comparePointers = (before: PointerState | null, now: PointerState) => {
    if (before === null || before.control === null || before.x !== now.x || before.y !== now.y) {
      return;
    }
    // A control may be rendered again. It counts as the same one if its name is the same.
    const isSame = before.control === now.control || describe(before.control) === describe(now.control);
    const box = before.control.isConnected ? before.control.getBoundingClientRect() : now.box;
    const isStill = box && before.box && Math.abs(box.x - before.box.x) < 3 && Math.abs(box.y - before.box.y) < 3;
    if (!isSame) {
      complain(`a press that began on ${describe(before.control)} hit another element: ${describe(now.control)}`);
    } else if (!isStill) {
      complain(`${describe(before.control)} moved under the pointer before the press was over`);
    }
  };
  const onPointer = (event: PointerEvent) => {
    // When something moves beneath a resting pointer, the browser reports a pointer move. While the
    // finger is down, that does not count as one.
    if (!event.isTrusted || (event.type === "pointermove" && event.buttons !== 0)) {
      return;
    }
    const now = pointerState(event);
    const ago = now.since - (lastPointer?.since ?? 0);
    // The second press of a double click may come when the first one's answer is already there. The
    // portal treats both as one press.
    if (event.type === "pointerdown") {
      const isSamePoint = lastPointer?.x === now.x && lastPointer.y === now.y;
      isSecond = lastPointer?.isUp === true && isSamePoint && ago < DOUBLE_CLICK_TIME;
    }
    if (!isSecond && (event.type === "pointerup" || (event.type === "pointerdown" && ago < HOVER_TIME))) {
      comparePointers(lastPointer, now);
    }
    lastPointer = now;
  };
  addEventListener("pointermove", onPointer, true);
  addEventListener("pointerup", onPointer, true);
  addEventListener(
    "pointerdown",
    (event) => {
      typingField = null;
      onPointer(event);
    },
    true,
  );
  addEventListener(
    "click",
    (event) => {
      const button = controlOf(event);
      if (event.isTrusted && button !== null && button.matches(PRESSABLE)) {
        recordPress(button);
      }
    },
    true,
  );

  (globalThis as WatchedWindow).usabilityRules = {
    answerChecked: async () => {
      while (currentPress !== null && pendingRequests === 0) {
        await nextFrames(1);
      }
    },
    allowFocusMove: () => {
      typingField = null;
    },
    pendingRequests: () => pendingRequests,
    millisecondsSinceChange: () => performance.now() - lastChange,
  };
}
