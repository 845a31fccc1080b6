// The portal as it is heard: keys are pressed, and what a screen reader would say after each one is written down, read
// from Chromium's own accessibility tree. The transcript is for people; what it asserts is in `press`.

import { type CDPSession, expect, type Page } from "@playwright/test";
import { withoutVolatile } from "./aria.ts";
import { focus } from "./focus.ts";
import { announcements, recordAnnouncements } from "./live-regions.ts";
import { contextWords, nodeWords, type AXNode } from "./reader-words.ts";

export class Reader {
  private readonly page: Page;
  private readonly tree: CDPSession;
  private readonly lines: string[];
  /** What the focused element stood in: landmarks, dialogs, groups, tables. */
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

  /** Begins before the first page is opened. */
  static async start(page: Page, title: string): Promise<Reader> {
    await recordAnnouncements(page);
    const tree = await page.context().newCDPSession(page);
    await tree.send("Accessibility.enable");
    return new Reader(page, tree, title);
  }

  /** A heading of the transcript. */
  chapter(title: string): void {
    this.lines.push("", `## ${title}`, "");
  }

  /** Something that happens without the keyboard. */
  note(text: string): void {
    this.lines.push(`- _${text}_`);
  }

  /** Opens an address and writes down what is said of it. */
  async open(address: string, until: () => Promise<void>): Promise<void> {
    await this.page.goto(address);
    await until();
    await this.settle();
    this.write("Abre la página", await this.heard());
  }

  /** Presses a key, waits until the portal has done what it does, and writes down what is said. */
  async press(key: string, until?: () => Promise<void>): Promise<void> {
    await this.page.keyboard.press(key);
    await until?.();
    await this.settle();
    await this.say(KEYS[key] ?? key);
  }

  /** Types a text into the field that has focus; what is secret is not written down. */
  async type(text: string, secret = false): Promise<void> {
    await this.page.keyboard.type(text);
    await this.settle();
    this.write(secret ? "Escribe la contraseña" : `Escribe «${text}»`, await this.heard());
  }

  /** Waits for something that comes by itself, and writes down what is said meanwhile. */
  async wait(what: string, until: () => Promise<void>): Promise<void> {
    await until();
    await this.settle();
    this.write(what, await this.heard());
    expect((await focus(this.page)).problems, what).toEqual([]);
  }

  /** Presses a key until this has focus; the way there is part of the transcript, and is not endless. */
  async pressUntil(key: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let pressed = 0; pressed < 40; pressed += 1) {
      await this.press(key);
      if (await isThere()) {
        return;
      }
    }
    throw new Error(`${key} never led there:\n${this.transcript()}`);
  }

  /** The whole transcript in Markdown. */
  transcript(): string {
    return withoutVolatile(`${this.lines.join("\n").trim()}\n`);
  }

  private async say(action: string): Promise<void> {
    const seen = await focus(this.page);
    expect.soft(seen.problems, `after ${action}, ${this.lines.length} lines into the transcript`).toEqual([]);
    const { nodes } = (await this.tree.send("Accessibility.getFullAXTree")) as { nodes: AXNode[] };
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const focused = nodes.filter((node) => isFocused(node)).at(-1);
    if (focused === undefined) {
      this.write(action, ["(el foco se perdió)", ...(await this.heard())]);
      return;
    }
    const line: AXNode[] = [];
    for (let up: AXNode | undefined = focused; up !== undefined; up = byId.get(up.parentId ?? "")) {
      line.unshift(up);
    }
    const around = line.slice(0, -1).filter((node) => contextWords(node) !== null);
    const entered = around.filter((node) => !this.context.includes(node.backendDOMNodeId ?? -1));
    this.context = around.map((node) => node.backendDOMNodeId ?? -1);
    const children = (node: AXNode) => (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);
    const words = entered.flatMap((node) => contextWords(node) ?? []);
    this.write(action, [...words, nodeWords(focused, seen, children), ...(await this.heard())]);
  }

  private async heard(): Promise<string[]> {
    return (await announcements(this.page)).map(({ kind, text, isNewRegion }) => {
      // A status that came together with its text may never be read: it is written down so, to be seen in a review.
      const doubt = isNewRegion && kind === "estado" ? " (región nueva)" : "";
      return `_${kind}${doubt}: ${text}_`;
    });
  }

  private write(action: string, words: readonly string[]): void {
    const [first = "(nada)", ...rest] = words;
    this.lines.push(`- **${action}** → ${first}`, ...rest.map((word) => `  - ${word}`));
  }

  /** What follows from a key is painted, and what is announced of it is recorded. */
  private async settle(): Promise<void> {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}

const KEYS: Readonly<Record<string, string>> = {
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
