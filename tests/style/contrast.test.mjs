// Everything can be read and found in both themes: WCAG 2.2 AA, from the tokens' own values.

import assert from "node:assert/strict";
import test from "node:test";
import { contrast, parseColour } from "./colours.mjs";
import { expectNone } from "./stylesheet.mjs";
import { THEMES, resolve, tokens } from "./tokens.mjs";

/** Criterion 1.4.3, for text of any size. */
const TEXT = 4.5;
/** Criterion 1.4.11, for what shows where a control is, and which one has focus. */
const SHAPE = 3;

const GROUNDS = ["surface", "panel", "sunken"];
const TINTS = ["action-tint", "good-tint", "heed-tint", "bad-tint"];
const BRAND = ["brand", "brand-deep"];

/** Which colour stands on which grounds, and how clearly it must. */
const PAIRS = [
  { of: "ink", on: [...GROUNDS, ...TINTS], least: TEXT },
  { of: "quiet", on: [...GROUNDS, ...TINTS], least: TEXT },
  { of: "action", on: [...GROUNDS, ...TINTS], least: TEXT },
  { of: "action-strong", on: [...GROUNDS, ...TINTS], least: TEXT },
  { of: "action-ink", on: ["action", "action-strong"], least: TEXT },
  { of: "good", on: [...GROUNDS, "good-tint"], least: TEXT },
  { of: "heed", on: [...GROUNDS, "heed-tint"], least: TEXT },
  { of: "bad", on: [...GROUNDS, "bad-tint"], least: TEXT },
  { of: "brand-ink", on: BRAND, least: TEXT },
  { of: "brand-quiet", on: BRAND, least: TEXT },
  { of: "edge", on: [...GROUNDS, ...TINTS], least: SHAPE },
  { of: "focus", on: [...GROUNDS, ...TINTS], least: SHAPE },
  { of: "brand-edge", on: BRAND, least: SHAPE },
  // The ring around what has focus on the brand's ground.
  { of: "accent", on: BRAND, least: SHAPE },
];

/** Colours that need no contrast, and why. */
const EXEMPT = {
  line: "separates what space tells apart as well",
  veil: "translucent: lightens the brand's ground under the pointer",
};

/** Both colours of a pair in a theme, or the reason why they cannot be compared. */
function ratio(of, on, theme) {
  const [front, ground] = [of, on].map((name) => {
    const value = tokens.get(`--${name}`);
    const colour = value === undefined ? undefined : parseColour(resolve(value, theme));
    assert.ok(colour, `--${name} is no colour in the ${theme} theme; mend the token or the table of pairs`);
    assert.equal(colour.alpha, 1, `--${name} is translucent, so its contrast depends on what is beneath`);
    return colour;
  });
  return contrast(front, ground);
}

test("every pair of colours is told apart well enough, light and dark", (t) => {
  const findings = [];
  t.diagnostic(`${"contrast".padEnd(32)}${THEMES.map((theme) => theme.padStart(8)).join("")}   least`);
  for (const { of, on, least } of PAIRS) {
    for (const ground of on) {
      const ratios = THEMES.map((theme) => ratio(of, ground, theme));
      const shown = ratios.map((value) => (Math.floor(value * 100) / 100).toFixed(2));
      t.diagnostic(`${`${of} on ${ground}`.padEnd(32)}${shown.map((text) => text.padStart(8)).join("")}   ${least}`);
      THEMES.forEach((theme, index) => {
        if (ratios[index] < least) {
          findings.push(`${theme}: --${of} on --${ground} has ${shown[index]}, not ${least}`);
        }
      });
    }
  }
  expectNone(findings, "make these colours differ more in lightness");
});

test("every colour is in a pair, or exempt for a reason", () => {
  const colours = [...tokens.keys()]
    .filter((name) => THEMES.some((theme) => parseColour(resolve(tokens.get(name), theme)) !== undefined))
    .map((name) => name.replace(/^--/, ""));
  const paired = new Set(PAIRS.flatMap(({ of, on }) => [of, ...on]));
  expectNone(
    colours.filter((name) => !paired.has(name) && !(name in EXEMPT)),
    "say in the table of pairs where these colours stand",
  );
  expectNone(
    Object.keys(EXEMPT).filter((name) => !colours.includes(name) || paired.has(name)),
    "these need no exception any more",
  );
});

test("contrast is computed as WCAG defines it", () => {
  const between = (one, other) => contrast(parseColour(one), parseColour(other)).toFixed(2);
  assert.equal(between("#000", "#ffffff"), "21.00");
  assert.equal(between("#777777", "#fff"), "4.48");
  assert.equal(between("rgb(0 0 255)", "#ffff00"), "8.00");
  assert.equal(parseColour("rgb(0 0 0 / 40%)").alpha, 0.4);
  assert.equal(parseColour("0 1px 2px #000"), undefined);
});
