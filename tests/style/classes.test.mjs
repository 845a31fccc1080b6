// No dead styles and no undressed markup: the classes of the stylesheet and those of the views are the same.

import assert from "node:assert/strict";
import test from "node:test";
import { readMarkup, readRust } from "./markup.mjs";
import { expectNone, galleryRules, selectorsOf, shippedRules, stylingRules } from "./stylesheet.mjs";

/** Classes without a rule of their own, each with what it is there for. */
const UNDRESSED = {};

const markup = await readMarkup();

function classesOf(root) {
  const classes = new Set();
  for (const selector of stylingRules(root).flatMap(selectorsOf)) {
    selector.walkClasses((node) => void classes.add(node.value));
  }
  return classes;
}

test("every class of the stylesheet is given to something", () => {
  expectNone(
    [...classesOf(shippedRules), ...classesOf(galleryRules)].filter((name) => !markup.mayBe.has(name)),
    "no view, page or loader names these classes; take their rules out",
  );
});

test("every class that is given has a rule", () => {
  const dressed = classesOf(galleryRules);
  expectNone(
    markup.gives
      .filter(({ name }) => !dressed.has(name) && !(name in UNDRESSED))
      .map(({ where, name }) => `${where} ${name}`),
    "no rule names these classes: a slip of the pen, or a class that can go",
  );
  const given = new Set(markup.gives.map(({ name }) => name));
  expectNone(
    Object.keys(UNDRESSED).filter((name) => dressed.has(name) || !given.has(name)),
    "these need no exception any more",
  );
});

test("every keyframe is played, and what is played is there", () => {
  const there = new Set();
  shippedRules.walkAtRules(/keyframes$/, (rule) => void there.add(rule.params));
  const played = new Set();
  shippedRules.walkDecls(/^animation(-name)?$/, (declaration) => {
    for (const [name] of declaration.value.matchAll(/(?<![\w-])pase-portal-[\w-]+/g)) {
      played.add(name);
    }
  });
  assert.deepEqual([...played].sort(), [...there].sort());
});

test("classes are found in every way that a view gives them", () => {
  const { gives, mayBe } = readRust(`
    // class="of-a-comment"
    fn class(self) -> &'static str { match self { Kind::Plain => "plain", Kind::Loud => "plain plain--loud" } }
    fn named_by_part() -> &'static str { "part__name" }
    view! {
      <a class="one two" title="no-class" class:three--on=move || open.get()>"text"</a>
      <b class=move || if open.get() { "four" } else { "five" } id="no-class" class=("six", move || x > 2)>"text"</b>
      <i class=format!("seven {}", kind.class()) title="no-class"></i>
    }
    element.set_class_name("eight");
  `);
  assert.deepEqual(new Set(gives.map(({ name }) => name)), new Set([
    "plain", "plain--loud", "part__name", "one", "two", "three--on", "four", "five", "six", "seven", "eight",
  ]));
  assert.ok(mayBe.includes("no-class") && !mayBe.includes("of-a-comment"));
});
