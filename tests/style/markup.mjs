// Reads the class names that the views, the page and the loader give to elements from their source
// text.

import { readFile, readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./stylesheet.mjs";

const FOLDERS = ["src", "gallery", "loader"];
const FILES = ["index.html"];
const READERS = { ".rs": readRust, ".js": readScript, ".html": readPage };
/**
 * A name with an element or a modifier (`notice__title`, `notice--error`) is a class, wherever it
 * occurs.
 */
const CLASS_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:__[a-z0-9-]+)?(?:--[a-z0-9-]+)?$/;

/**
 * Reads every markup file. `classes` are the classes that it surely gives to elements, with the
 * place; `possibleClasses` are all words in its strings that may be one.
 *
 * @returns {Promise<{ classes: { where: string, name: string }[], possibleClasses: Set<string> }>}
 */
export async function readMarkup() {
  const classes = [];
  const possibleClasses = new Set();
  for (const file of [...(await filesIn(FOLDERS)), ...FILES]) {
    const text = await readFile(path.join(ROOT, file), "utf8");
    const read = READERS[path.extname(file)](text);
    for (const { at, name } of read.classes) {
      classes.push({ where: `${file}:${text.slice(0, at).split("\n").length}`, name });
    }
    for (const name of [...read.possibleClasses, ...read.classes.map(({ name }) => name)]) {
      possibleClasses.add(name);
    }
  }
  return { classes, possibleClasses };
}

async function filesIn(folders) {
  const files = [];
  for (const folder of folders.filter((folder) => existsSync(path.join(ROOT, folder)))) {
    const entries = await readdir(path.join(ROOT, folder), { recursive: true });
    files.push(...entries.map((entry) => path.join(folder, entry)).filter((file) => path.extname(file) in READERS));
  }
  return files.sort();
}

/**
 * Reads views: `class="a b"`, `class=move || …`, `class:a=…`, `class=("a", …)`,
 * `set_class_name("a")`, `fn class(…) { … }`.
 */
export function readRust(source) {
  const { code, strings } = withoutComments(source);
  const classes = [];
  const addClasses = (from, to) => {
    for (const string of strings.filter(({ at }) => at >= from && at < to)) {
      classes.push(...classNamesIn(string.text).map((name) => ({ at: string.at, name })));
    }
  };
  for (const match of code.matchAll(/\bclass:([\w-]+)/g)) {
    classes.push({ at: match.index, name: match[1] });
  }
  for (const match of code.matchAll(/\bclass=/g)) {
    const from = match.index + match[0].length;
    addClasses(from, endOfAttribute(code, from));
  }
  for (const match of code.matchAll(/\bset_class_name\(/g)) {
    addClasses(match.index, endOfBrackets(code, match.index + match[0].length - 1));
  }
  for (const match of code.matchAll(/\bfn (?:\w+_)?class\b[^{;]*\{/g)) {
    addClasses(match.index, endOfBrackets(code, match.index + match[0].length - 1));
  }
  for (const { at, text } of strings) {
    const words = text.split(/\s+/);
    if (words.every((word) => CLASS_NAME.test(word)) && words.some((word) => /__|--/.test(word))) {
      classes.push(...words.map((name) => ({ at, name })));
    }
  }
  return { classes, possibleClasses: strings.flatMap(({ text }) => classNamesIn(text)) };
}

function readScript(source) {
  const classes = [...source.matchAll(/\bclassName = "([^"]*)"/g)].flatMap((match) =>
    classNamesIn(match[1]).map((name) => ({ at: match.index, name })),
  );
  return { classes, possibleClasses: [...source.matchAll(/"([^"\n]*)"/g)].flatMap(([, text]) => classNamesIn(text)) };
}

function readPage(source) {
  const page = source.replaceAll(/<!--[\s\S]*?-->/g, (comment) => " ".repeat(comment.length));
  const classes = [...page.matchAll(/\bclass="([^"]*)"/g)].flatMap((match) =>
    classNamesIn(match[1]).map((name) => ({ at: match.index, name })),
  );
  return { classes, possibleClasses: [] };
}

/** The words of a text that can be class names. The `{…}` of a `format!` cannot. */
function classNamesIn(text) {
  return text.split(/\s+/).filter((word) => /^[A-Za-z_][\w-]*$/.test(word));
}

/**
 * The strings of a source, and its code with comments blanked and strings overwritten by quotes, so
 * that every offset stays the same.
 */
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

/**
 * The offset where an attribute's value ends: at the next attribute or the tag's end, outside all
 * brackets.
 */
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

/** The offset of the bracket that closes the one at `from`. */
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
