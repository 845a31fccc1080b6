//! Browser tests of the button: what a press does, and that a busy button ignores it.

use leptos::prelude::*;
use leptos::task::tick;
use pase_portal::ui::Button;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{show, show_example};

#[wasm_bindgen_test]
async fn a_busy_button_keeps_its_name_and_its_width_and_does_nothing() {
    let presses = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let stage = show(move || {
        let press = Callback::new(move |_| presses.update(|presses| *presses += 1));
        view! { <Button busy=busy on_press=press>"REFACTURAR"</Button> }
    })
    .await;
    stage.click("button").await;
    assert_eq!(presses.get_untracked(), 1);
    let width = stage.find("button").client_width();
    busy.set(true);
    tick().await;
    stage.click("button").await;
    assert_eq!(presses.get_untracked(), 1);
    assert_eq!(stage.text("button"), "REFACTURAR");
    assert_eq!(stage.find("button").client_width(), width);
    assert_eq!(stage.attribute("button", "aria-disabled").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_link_that_looks_like_a_button_is_a_link() {
    let stage = show_example("button", "link").await;
    assert_eq!(stage.text("a[href]"), "XML");
    assert!(!stage.has("button"));
}
