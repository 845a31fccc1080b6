//! Browser tests of the checkbox: its label and its error.

use leptos::task::tick;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn its_label_ticks_it_and_its_error_describes_it_until_then() {
    let stage = show_example("checkbox", "wrong").await;
    assert_eq!(stage.described("input"), "Marca la casilla para confirmar.");
    assert_eq!(stage.attribute("input", "aria-invalid").as_deref(), Some("true"));
    stage.click("label").await;
    tick().await;
    assert_eq!(stage.attribute("input", "aria-invalid"), None);
    assert_eq!(stage.text("[role=alert]"), "");
}
