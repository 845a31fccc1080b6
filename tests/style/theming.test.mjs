// docs/THEMING.md, which a host's designer reads, must name every property that a host can set,
// with its real values.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "node:test";
import { ROOT, declarations, expectNone, sourceLocation, TOKENS, variablesIn } from "./stylesheet.mjs";
import { hostProperties, resolve } from "./tokens.mjs";

const PAGE = "docs/THEMING.md";

/** The rows ``| `--pase-ink` | what it styles | `light` | `dark` |`` of the page's tables. */
function propertyRows(page) {
  return page
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, name]) => name?.startsWith("`--pase-"))
    .map(([, name, styles, light, dark]) => ({ name, styles, light, dark }));
}

test("the page says what each property styles, and its default in light and dark", async () => {
  const documented = propertyRows(await readFile(path.join(ROOT, PAGE), "utf8"));
  const code = (value) => `\`${value}\``;
  const findings = [];
  for (const [name, { light, dark }] of hostProperties()) {
    const [row, ...others] = documented.filter((row) => row.name === code(name));
    // A long value that is the same in both themes need not be repeated.
    const isRight = row?.light === code(light) && (row.dark === code(dark) || (light === dark && row.dark === "the same"));
    if (!isRight || row.styles === "" || others.length > 0) {
      findings.push(`| ${code(name)} | ${row?.styles || "…"} | ${code(light)} | ${light === dark ? "the same" : code(dark)} |`);
    }
  }
  expectNone(findings, `these rows should be in ${PAGE}, once each`);
  expectNone(
    documented.map(({ name }) => name).filter((name) => !hostProperties().has(name.replaceAll("`", ""))),
    `${PAGE} names properties that the stylesheet does not use`,
  );
});

test("properties that a host sets are used by the tokens only", () => {
  expectNone(
    [...declarations()]
      .filter(({ file, declaration }) => file !== TOKENS && variablesIn(declaration.value).some((name) => name.startsWith("--pase-")))
      .map(({ file, declaration }) => sourceLocation(file, declaration)),
    `make these tokens of ${TOKENS}, so that there is one default`,
  );
});

test("a value is resolved as a browser does", () => {
  const value = "var(--pase-x, var(--in-light, rgb(1 2 3)) var(--in-dark, #fff))";
  assert.equal(resolve(value, "light"), "rgb(1 2 3)");
  assert.equal(resolve(value, "dark"), "#fff");
  assert.equal(resolve("1px solid var(--in-dark, red)", "light"), "1px solid");
});
