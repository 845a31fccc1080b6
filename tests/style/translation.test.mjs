// RFC, folio, UUID and dates are marked `translate="no"`, because translating them only does harm
// (docs/decisions/0030).

import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import assert from "node:assert/strict";
import test from "node:test";
import { ROOT, expectNone } from "./stylesheet.mjs";

/** The tags of a view with the class `code` or a date, but without the mark. */
function tagsWithoutMark(source) {
  const tags = [...source.matchAll(/<(?:time\b|\w+[^<>]*?class="(?:[^"]* )?code(?: [^"]*)?")[^<]*/g)];
  return tags.map(([tag]) => tag).filter((tag) => !tag.includes('translate="no"'));
}

test("RFC, folio, UUID and dates are not translated", async () => {
  const files = (await readdir(path.join(ROOT, "src"), { recursive: true })).filter((file) => file.endsWith(".rs"));
  const findings = [];
  for (const file of files) {
    const source = await readFile(path.join(ROOT, "src", file), "utf8");
    findings.push(...tagsWithoutMark(source).map((tag) => `src/${file}: ${tag.split("\n")[0]}`));
  }
  expectNone(findings, 'give these translate="no"');
});

test("the check finds what may be translated", () => {
  const found = tagsWithoutMark(
    '<span class="code">{rfc}</span> <h2 class="card__title code" id=id>{a}</h2> <time datetime=x>{d}</time>' +
      '<span class="code" translate="no">{rfc}</span> <time translate="no" datetime=x>{d}</time> <p class="encode">{x}</p>',
  );
  assert.equal(found.length, 3, found.join("\n"));
});
