// No dead styles and no unstyled markup: the stylesheet and the views use the same classes.

import assert from "node:assert/strict";
import test from "node:test";
import { readMarkup, readRust } from "./markup.mjs";
import { expectNone, galleryRules, selectorsOf, shippedRules, stylingRules } from "./stylesheet.mjs";

/** Classes without a rule of their own, each with its purpose. */
const CLASSES_WITHOUT_RULES = {};

const markup = await readMarkup();

function classesOf(root) {
  const classes = new Set();
  for (const selector of stylingRules(root).flatMap(selectorsOf)) {
    selector.walkClasses((node) => void classes.add(node.value));
  }
  return classes;
}

test("every class of the stylesheet is used", () => {
  expectNone(
    [...classesOf(shippedRules), ...classesOf(galleryRules)].filter((name) => !markup.possibleClasses.has(name)),
    "no view, page or loader names these classes; remove their rules",
  );
});

test("every class that is used has a rule", () => {
  const styled = classesOf(galleryRules);
  expectNone(
    markup.classes
      .filter(({ name }) => !styled.has(name) && !(name in CLASSES_WITHOUT_RULES))
      .map(({ where, name }) => `${where} ${name}`),
    "no rule names these classes: a typo, or a class that can be removed",
  );
  const used = new Set(markup.classes.map(({ name }) => name));
  expectNone(
    Object.keys(CLASSES_WITHOUT_RULES).filter((name) => styled.has(name) || !used.has(name)),
    "these no longer need an exception",
  );
});

test("every keyframe is played, and every one that is played exists", () => {
  const keyframes = new Set();
  shippedRules.walkAtRules(/keyframes$/, (rule) => void keyframes.add(rule.params));
  const played = new Set();
  shippedRules.walkDecls(/^animation(-name)?$/, (declaration) => {
    for (const [name] of declaration.value.matchAll(/(?<![\w-])pase-portal-[\w-]+/g)) {
      played.add(name);
    }
  });
  assert.deepEqual([...played].sort(), [...keyframes].sort());
});

test("classes are found in every way that a view gives them", () => {
  const { classes, possibleClasses } = readRust(`
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
  assert.deepEqual(new Set(classes.map(({ name }) => name)), new Set([
    "plain", "plain--loud", "part__name", "one", "two", "three--on", "four", "five", "six", "seven", "eight",
  ]));
  assert.ok(possibleClasses.includes("no-class") && !possibleClasses.includes("of-a-comment"));
});
