//! Browser tests of the copyable number: what it says after a press.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn the_button_says_what_it_copies_and_then_how_it_went() {
    let stage = show_example("copy", "folio").await;
    assert_eq!(stage.attribute("button", "aria-label").as_deref(), Some("Copiar folio"));
    assert_eq!(stage.text("[role=status]"), "");
    stage.click("button").await;
    // An automated browser may allow or refuse copying. The button reports either result.
    stage.until(|stage| !stage.text("[role=status]").is_empty()).await;
}
