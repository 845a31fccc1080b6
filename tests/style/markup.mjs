// The class names that the views, the page and the loader give to elements, read from their text.

import { readFile, readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./stylesheet.mjs";

const FOLDERS = ["src", "gallery", "loader"];
const FILES = ["index.html"];
const READERS = { ".rs": readRust, ".js": readScript, ".html": readPage };
/** A name with a part or a variant (`notice__title`, `notice--error`) is a class, wherever it stands. */
const SURELY_A_CLASS = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:__[a-z0-9-]+)?(?:--[a-z0-9-]+)?$/;

/**
 * Every markup file: the classes that it surely `gives` to elements, with the place, and all the words in its texts that
 * `mayBe` one.
 *
 * @returns {Promise<{ gives: { where: string, name: string }[], mayBe: Set<string> }>}
 */
export async function readMarkup() {
  const gives = [];
  const mayBe = new Set();
  for (const file of [...(await filesIn(FOLDERS)), ...FILES]) {
    const text = await readFile(path.join(ROOT, file), "utf8");
    const read = READERS[path.extname(file)](text);
    for (const { at, name } of read.gives) {
      gives.push({ where: `${file}:${text.slice(0, at).split("\n").length}`, name });
    }
    for (const name of [...read.mayBe, ...read.gives.map(({ name }) => name)]) {
      mayBe.add(name);
    }
  }
  return { gives, mayBe };
}

async function filesIn(folders) {
  const files = [];
  for (const folder of folders.filter((folder) => existsSync(path.join(ROOT, folder)))) {
    const entries = await readdir(path.join(ROOT, folder), { recursive: true });
    files.push(...entries.map((entry) => path.join(folder, entry)).filter((file) => path.extname(file) in READERS));
  }
  return files.sort();
}

/** Views: `class="a b"`, `class=move || …`, `class:a=…`, `class=("a", …)`, `set_class_name("a")`, `fn class(…) { … }`. */
export function readRust(source) {
  const { code, strings } = withoutComments(source);
  const gives = [];
  const giveStrings = (from, to) => {
    for (const string of strings.filter(({ at }) => at >= from && at < to)) {
      gives.push(...names(string.text).map((name) => ({ at: string.at, name })));
    }
  };
  for (const match of code.matchAll(/\bclass:([\w-]+)/g)) {
    gives.push({ at: match.index, name: match[1] });
  }
  for (const match of code.matchAll(/\bclass=/g)) {
    const from = match.index + match[0].length;
    giveStrings(from, endOfAttribute(code, from));
  }
  for (const match of code.matchAll(/\bset_class_name\(/g)) {
    giveStrings(match.index, endOfBrackets(code, match.index + match[0].length - 1));
  }
  for (const match of code.matchAll(/\bfn (?:\w+_)?class\b[^{;]*\{/g)) {
    giveStrings(match.index, endOfBrackets(code, match.index + match[0].length - 1));
  }
  for (const { at, text } of strings) {
    const words = text.split(/\s+/);
    if (words.every((word) => SURELY_A_CLASS.test(word)) && words.some((word) => /__|--/.test(word))) {
      gives.push(...words.map((name) => ({ at, name })));
    }
  }
  return { gives, mayBe: strings.flatMap(({ text }) => names(text)) };
}

function readScript(source) {
  const gives = [...source.matchAll(/\bclassName = "([^"]*)"/g)].flatMap((match) =>
    names(match[1]).map((name) => ({ at: match.index, name })),
  );
  return { gives, mayBe: [...source.matchAll(/"([^"\n]*)"/g)].flatMap(([, text]) => names(text)) };
}

function readPage(source) {
  const page = source.replaceAll(/<!--[\s\S]*?-->/g, (comment) => " ".repeat(comment.length));
  const gives = [...page.matchAll(/\bclass="([^"]*)"/g)].flatMap((match) =>
    names(match[1]).map((name) => ({ at: match.index, name })),
  );
  return { gives, mayBe: [] };
}

/** The words of a text that can be class names; `{…}` of a `format!` is none. */
function names(text) {
  return text.split(/\s+/).filter((word) => /^[A-Za-z_][\w-]*$/.test(word));
}

/** The code with comments blanked and strings full of quotes, every offset as it was, and the strings. */
function withoutComments(source) {
  const strings = [];
  const code = source.replaceAll(
    /\/\/.*|\/\*[\s\S]*?\*\/|r(#*)"([\s\S]*?)"\1|"((?:\\[\s\S]|[^"\\])*)"|'(?:\\.[^']*|[^'\\])'/g,
    (token, _hashes, raw, plain, at) => {
      const text = raw ?? plain;
      if (text !== undefined) {
        strings.push({ at, text });
      }
      return token.replaceAll(/[^\n]/g, /^\/[/*]/.test(token) ? " " : '"');
    },
  );
  return { code, strings };
}

/** Where an attribute's value ends: at the next attribute or the tag's end, outside of every bracket. */
function endOfAttribute(code, from) {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    depth += "([{".includes(code[at]) ? 1 : ")]}".includes(code[at]) ? -1 : 0;
    const tagEnds = code[at] === ">" && !"=-".includes(code[at - 1]);
    if (depth < 0 || (depth === 0 && (tagEnds || /^\s+[a-z][\w:-]*=(?![=>])/.test(code.slice(at, at + 200))))) {
      return at;
    }
  }
  return code.length;
}

/** The place of the bracket that closes the one at `from`. */
function endOfBrackets(code, from) {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    depth += "([{".includes(code[at]) ? 1 : ")]}".includes(code[at]) ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return code.length;
}
