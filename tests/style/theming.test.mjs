// docs/THEMING.md, which a host's designer reads, names every property that a host can set, with its true values.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { ROOT, declarations, expectNone, place, TOKENS, variablesIn } from "./stylesheet.mjs";
import { resolve, theming } from "./tokens.mjs";

const PAGE = "docs/THEMING.md";

/** The rows ``| `--pase-ink` | what it dresses | `light` | `dark` |`` of the page's tables. */
function rows(page) {
  return page
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, name]) => name?.startsWith("`--pase-"))
    .map(([, name, dresses, light, dark]) => ({ name, dresses, light, dark }));
}

test("the page says what each property dresses, and its default in light and dark", async () => {
  const documented = rows(await readFile(path.join(ROOT, PAGE), "utf8"));
  const code = (value) => `\`${value}\``;
  const findings = [];
  for (const [name, { light, dark }] of theming()) {
    const [row, ...others] = documented.filter((row) => row.name === code(name));
    // A long value that is the same in both need not stand twice.
    const isRight = row?.light === code(light) && (row.dark === code(dark) || (light === dark && row.dark === "the same"));
    if (!isRight || row.dresses === "" || others.length > 0) {
      findings.push(`| ${code(name)} | ${row?.dresses || "…"} | ${code(light)} | ${light === dark ? "the same" : code(dark)} |`);
    }
  }
  expectNone(findings, `these rows should stand in ${PAGE}, once each`);
  expectNone(
    documented.map(({ name }) => name).filter((name) => !theming().has(name.replaceAll("`", ""))),
    `${PAGE} names properties that the stylesheet does not ask for`,
  );
});

test("properties that a host sets are asked for in the tokens alone", () => {
  expectNone(
    [...declarations()]
      .filter(({ file, declaration }) => file !== TOKENS && variablesIn(declaration.value).some((name) => name.startsWith("--pase-")))
      .map(({ file, declaration }) => place(file, declaration)),
    `make these tokens of ${TOKENS}, so that one default holds`,
  );
});

test("a value is resolved as a browser does", () => {
  const value = "var(--pase-x, var(--in-light, rgb(1 2 3)) var(--in-dark, #fff))";
  assert.equal(resolve(value, "light"), "rgb(1 2 3)");
  assert.equal(resolve(value, "dark"), "#fff");
  assert.equal(resolve("1px solid var(--in-dark, red)", "light"), "1px solid");
});
