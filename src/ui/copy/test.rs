//! What is said of a copy.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn the_button_says_what_it_copies_and_then_how_it_went() {
    let stage = show_example("copy", "folio").await;
    assert_eq!(stage.attribute("button", "aria-label").as_deref(), Some("Copiar folio"));
    assert_eq!(stage.text("[role=status]"), "");
    stage.click("button").await;
    // Whether a browser without a person before it may copy is its own affair; it is said either way.
    stage.until(|stage| !stage.text("[role=status]").is_empty()).await;
}
