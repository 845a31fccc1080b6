// The portal as it is heard: presses keys and writes down what a screen reader would say after each
// one, from Chromium's own accessibility tree. The transcript is for people. Its assertions are in
// `press`.

import { type CDPSession, expect, type Page } from "@playwright/test";
import { withoutVolatile } from "./aria.ts";
import { describeContext, describeNode, type AXNode } from "./describe-node.ts";
import { inspectFocus } from "./focus.ts";
import { recordAnnouncements, takeAnnouncements } from "./live-regions.ts";

export class ScreenReader {
  private readonly page: Page;
  private readonly tree: CDPSession;
  private readonly lines: string[];
  /** The landmarks, dialogs, groups and tables around the previously focused element. */
  private context: number[] = [];

  private constructor(page: Page, tree: CDPSession, title: string) {
    this.page = page;
    this.tree = tree;
    this.lines = [
      `# ${title}`,
      "",
      "Cada renglón es una tecla y lo que entonces dice un lector de pantalla: dónde entra el foco y qué es lo que lo tiene.",
      "En cursivas está lo que se anuncia solo. Este texto lo escribe y lo compara `specs/transcript.spec.ts`.",
    ];
  }

  /** Must be called before the first page is opened. */
  static async start(page: Page, title: string): Promise<ScreenReader> {
    await recordAnnouncements(page);
    const tree = await page.context().newCDPSession(page);
    await tree.send("Accessibility.enable");
    return new ScreenReader(page, tree, title);
  }

  /** Adds a heading to the transcript. */
  chapter(title: string): void {
    this.lines.push("", `## ${title}`, "");
  }

  /** Notes something that happens without the keyboard. */
  note(text: string): void {
    this.lines.push(`- _${text}_`);
  }

  /** Opens an address and writes down what is said. */
  async open(address: string, until: () => Promise<void>): Promise<void> {
    await this.page.goto(address);
    await until();
    await this.settle();
    this.addLines("Abre la página", await this.takeAnnouncementLines());
  }

  /** Presses a key, waits until the portal has responded, and writes down what is said. */
  async press(key: string, until?: () => Promise<void>): Promise<void> {
    await this.page.keyboard.press(key);
    await until?.();
    await this.settle();
    await this.recordFocus(KEY_NAMES[key] ?? key);
  }

  /** Types a text into the focused field. A secret text is not written down. */
  async type(text: string, secret = false): Promise<void> {
    await this.page.keyboard.type(text);
    await this.settle();
    this.addLines(secret ? "Escribe la contraseña" : `Escribe «${text}»`, await this.takeAnnouncementLines());
  }

  /** Waits for something that happens by itself, and writes down what is said meanwhile. */
  async wait(what: string, until: () => Promise<void>): Promise<void> {
    await until();
    await this.settle();
    this.addLines(what, await this.takeAnnouncementLines());
    expect((await inspectFocus(this.page)).problems, what).toEqual([]);
  }

  /**
   * Presses a key until `isReached` is true, at most 40 times. The presses are part of the
   * transcript.
   */
  async pressUntil(key: string, isReached: () => Promise<boolean>): Promise<void> {
    for (let pressed = 0; pressed < 40; pressed += 1) {
      await this.press(key);
      if (await isReached()) {
        return;
      }
    }
    throw new Error(`40 presses of ${key} did not reach it:\n${this.transcript()}`);
  }

  /** The whole transcript in Markdown. */
  transcript(): string {
    return withoutVolatile(`${this.lines.join("\n").trim()}\n`);
  }

  private async recordFocus(action: string): Promise<void> {
    const focusState = await inspectFocus(this.page);
    expect.soft(focusState.problems, `after ${action}, ${this.lines.length} lines into the transcript`).toEqual([]);
    const { nodes } = (await this.tree.send("Accessibility.getFullAXTree")) as { nodes: AXNode[] };
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const focused = nodes.filter((node) => isFocused(node)).at(-1);
    if (focused === undefined) {
      this.addLines(action, ["(el foco se perdió)", ...(await this.takeAnnouncementLines())]);
      return;
    }
    const ancestors: AXNode[] = [];
    for (let up: AXNode | undefined = focused; up !== undefined; up = byId.get(up.parentId ?? "")) {
      ancestors.unshift(up);
    }
    const around = ancestors.slice(0, -1).filter((node) => describeContext(node) !== null);
    const entered = around.filter((node) => !this.context.includes(node.backendDOMNodeId ?? -1));
    this.context = around.map((node) => node.backendDOMNodeId ?? -1);
    const children = (node: AXNode) => (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);
    const words = entered.flatMap((node) => describeContext(node) ?? []);
    this.addLines(action, [...words, describeNode(focused, focusState, children), ...(await this.takeAnnouncementLines())]);
  }

  private async takeAnnouncementLines(): Promise<string[]> {
    return (await takeAnnouncements(this.page)).map(({ kind, text, isNewRegion }) => {
      // A status that appeared together with its text may never be read. The transcript marks it,
      // for a reviewer to see.
      const doubt = isNewRegion && kind === "estado" ? " (región nueva)" : "";
      return `_${kind}${doubt}: ${text}_`;
    });
  }

  private addLines(action: string, words: readonly string[]): void {
    const [first = "(nada)", ...rest] = words;
    this.lines.push(`- **${action}** → ${first}`, ...rest.map((word) => `  - ${word}`));
  }

  /** Waits until the key's effects are painted and their announcements recorded. */
  private async settle(): Promise<void> {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  Tab: "Tab",
  "Shift+Tab": "Mayús + Tab",
  Enter: "Enter",
  Space: "Espacio",
  Escape: "Esc",
  ArrowDown: "Flecha abajo",
  ArrowUp: "Flecha arriba",
};

function isFocused({ ignored, properties, role }: AXNode): boolean {
  const has = (properties ?? []).some(({ name, value }) => name === "focused" && value.value === true);
  return has && !ignored && role?.value !== "RootWebArea";
}
