// The contrast of text and shapes in both themes: WCAG 2.2 AA, computed from the tokens' own
// values.

import assert from "node:assert/strict";
import test from "node:test";
import { contrast, parseColor } from "./colors.mjs";
import { expectNone } from "./stylesheet.mjs";
import { THEMES, resolve, tokens } from "./tokens.mjs";

/** Criterion 1.4.3, for text of any size. */
const TEXT = 4.5;
/** Criterion 1.4.11, for shapes that show where a control is and which one has the focus. */
const SHAPE = 3;

const BACKGROUNDS = ["surface", "panel", "sunken"];
const TINTS = ["action-tint", "good-tint", "warning-tint", "bad-tint"];
const BRAND = ["brand", "brand-deep"];

/** Which color is used on which backgrounds, and the contrast that it needs. */
const PAIRS = [
  { color: "ink", backgrounds: [...BACKGROUNDS, ...TINTS], minimum: TEXT },
  { color: "ink-muted", backgrounds: [...BACKGROUNDS, ...TINTS], minimum: TEXT },
  { color: "action", backgrounds: [...BACKGROUNDS, ...TINTS], minimum: TEXT },
  { color: "action-strong", backgrounds: [...BACKGROUNDS, ...TINTS], minimum: TEXT },
  { color: "action-ink", backgrounds: ["action", "action-strong"], minimum: TEXT },
  { color: "good", backgrounds: [...BACKGROUNDS, "good-tint"], minimum: TEXT },
  { color: "warning", backgrounds: [...BACKGROUNDS, "warning-tint", "action-tint"], minimum: TEXT },
  { color: "bad", backgrounds: [...BACKGROUNDS, "bad-tint", "action-tint"], minimum: TEXT },
  { color: "brand-ink", backgrounds: BRAND, minimum: TEXT },
  // The number in the header.
  { color: "brand-deep", backgrounds: ["accent"], minimum: TEXT },
  { color: "brand-ink-muted", backgrounds: BRAND, minimum: TEXT },
  { color: "edge", backgrounds: [...BACKGROUNDS, ...TINTS], minimum: SHAPE },
  { color: "focus", backgrounds: [...BACKGROUNDS, ...TINTS], minimum: SHAPE },
  { color: "brand-edge", backgrounds: BRAND, minimum: SHAPE },
  // The focus ring on the brand's background.
  { color: "accent", backgrounds: BRAND, minimum: SHAPE },
];

/** Colors that need no contrast, and why. */
const EXEMPT = {
  line: "separates what space also separates",
  overlay: "translucent: lightens the brand's background under the pointer",
};

/** The contrast of a pair in a theme. Fails if the pair cannot be compared. */
function contrastRatio(color, background, theme) {
  const [front, back] = [color, background].map((name) => {
    const value = tokens.get(`--${name}`);
    const parsed = value === undefined ? undefined : parseColor(resolve(value, theme));
    assert.ok(parsed, `--${name} is not a color in the ${theme} theme; fix the token or the table of pairs`);
    assert.equal(parsed.alpha, 1, `--${name} is translucent, so its contrast depends on what is behind it`);
    return parsed;
  });
  return contrast(front, back);
}

test("every pair of colors has enough contrast, light and dark", (t) => {
  const findings = [];
  t.diagnostic(`${"contrast".padEnd(32)}${THEMES.map((theme) => theme.padStart(8)).join("")}   minimum`);
  for (const { color, backgrounds, minimum } of PAIRS) {
    for (const background of backgrounds) {
      const ratios = THEMES.map((theme) => contrastRatio(color, background, theme));
      const shown = ratios.map((value) => (Math.floor(value * 100) / 100).toFixed(2));
      t.diagnostic(`${`${color} on ${background}`.padEnd(32)}${shown.map((text) => text.padStart(8)).join("")}   ${minimum}`);
      THEMES.forEach((theme, index) => {
        if (ratios[index] < minimum) {
          findings.push(`${theme}: --${color} on --${background} has ${shown[index]}, not ${minimum}`);
        }
      });
    }
  }
  expectNone(findings, "make these colors differ more in lightness");
});

test("every color is in a pair, or exempt for a reason", () => {
  const colors = [...tokens.keys()]
    .filter((name) => THEMES.some((theme) => parseColor(resolve(tokens.get(name), theme)) !== undefined))
    .map((name) => name.replace(/^--/, ""));
  const paired = new Set(PAIRS.flatMap(({ color, backgrounds }) => [color, ...backgrounds]));
  expectNone(
    colors.filter((name) => !paired.has(name) && !(name in EXEMPT)),
    "add these colors to the table of pairs, with their backgrounds",
  );
  expectNone(
    Object.keys(EXEMPT).filter((name) => !colors.includes(name) || paired.has(name)),
    "these no longer need an exception",
  );
});

test("contrast is computed as WCAG defines it", () => {
  const between = (one, other) => contrast(parseColor(one), parseColor(other)).toFixed(2);
  assert.equal(between("#000", "#ffffff"), "21.00");
  assert.equal(between("#777777", "#fff"), "4.48");
  assert.equal(between("rgb(0 0 255)", "#ffff00"), "8.00");
  assert.equal(parseColor("rgb(0 0 0 / 40%)").alpha, 0.4);
  assert.equal(parseColor("0 1px 2px #000"), undefined);
});
