//! Browser tests of the dialog: opening, leaving, and where the focus goes.

// Distances are in pixels, which are floating-point numbers in the browser.
#![allow(clippy::float_arithmetic)]

use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlDialogElement, HtmlElement};

use crate::stage::{ExampleStage, show_example};

const OPENER: &str = "section > button";

async fn opened(name: &str) -> ExampleStage {
    let stage = show_example("dialog", name).await;
    stage.find(OPENER).unchecked_into::<HtmlElement>().focus().unwrap();
    stage.click(OPENER).await;
    stage.frame().await;
    stage
}

fn is_open(stage: &ExampleStage) -> bool {
    stage.find("dialog").unchecked_into::<HtmlDialogElement>().open()
}

/// Dispatches the event that the browser sends when the user presses Esc.
async fn press_escape(stage: &ExampleStage) {
    let init = EventInit::new();
    init.set_cancelable(true);
    stage.find("dialog").dispatch_event(&Event::new_with_event_init_dict("cancel", &init).unwrap()).unwrap();
    tick().await;
}

async fn press_beside(stage: &ExampleStage) {
    stage.find("dialog").dispatch_event(&web_sys::PointerEvent::new("pointerdown").unwrap()).unwrap();
    stage.find("dialog").unchecked_into::<HtmlElement>().click();
    tick().await;
}

#[wasm_bindgen_test]
async fn it_opens_as_a_modal_named_by_its_title_and_is_read_from_there() {
    let stage = show_example("dialog", "long").await;
    assert!(!stage.has("h2"), "a closed dialog has no content");
    let stage = opened("long").await;
    assert!(is_open(&stage) && stage.find("dialog").matches(":modal").unwrap());
    assert_eq!(stage.find("h2").id(), stage.attribute("dialog", "aria-labelledby").unwrap());
    assert!(stage.is_focused("h2"));
    assert_eq!(stage.find("dialog").scroll_top(), 0);
}

#[wasm_bindgen_test]
async fn where_it_commits_to_something_focus_starts_at_the_safe_choice() {
    let stage = opened("committing").await;
    assert!(stage.is_focused("[data-initial-focus]"));
    assert_eq!(stage.text("[data-initial-focus]"), "Volver");
    assert_eq!(stage.described("[data-initial-focus]"), "Revisa antes de refacturar");
    assert_eq!(stage.find("dialog").scroll_top(), 0, "and what is to be read is there from the top");
}

#[wasm_bindgen_test]
async fn esc_closes_it_and_focus_goes_back() {
    let stage = opened("committing").await;
    press_escape(&stage).await;
    assert!(!is_open(&stage));
    assert!(stage.is_focused(OPENER));
}

#[wasm_bindgen_test]
async fn a_press_beside_it_is_for_each_use_to_decide() {
    let stage = opened("committing").await;
    press_beside(&stage).await;
    assert!(is_open(&stage));
    drop(stage);
    let stage = opened("long").await;
    press_beside(&stage).await;
    assert!(!is_open(&stage));
}

#[wasm_bindgen_test]
async fn a_press_that_began_inside_is_none_beside_it() {
    let stage = opened("long").await;
    stage.find("dialog").unchecked_into::<HtmlElement>().click();
    tick().await;
    assert!(is_open(&stage));
}

#[wasm_bindgen_test]
async fn while_something_is_under_way_it_stays() {
    let stage = opened("locked").await;
    press_escape(&stage).await;
    press_beside(&stage).await;
    stage.click("[aria-label=Cerrar]").await;
    assert!(is_open(&stage));
}

/// Selects the button of the foot that continues.
const CONTINUE_BUTTON: &str = ".dialog__foot > .button--primary";

#[wasm_bindgen_test]
async fn what_a_press_answers_stands_right_above_it_in_the_foot() {
    let stage = opened("answered").await;
    let answer = stage.find(".dialog__foot > .dialog__answer").get_bounding_client_rect();
    let button = stage.find(CONTINUE_BUTTON).get_bounding_client_rect();
    assert!(answer.height() > 0.0 && answer.bottom() <= button.top() + 1.0);
    assert!(button.top() - answer.bottom() < 40.0, "nothing stands in between");
}

#[wasm_bindgen_test]
async fn until_a_press_is_answered_nothing_is_kept_free_for_it() {
    let stage = opened("committing").await;
    assert_eq!(stage.find(".dialog__answer").get_bounding_client_rect().height(), 0.0);
}
