//! Browser tests of the section links.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn the_one_that_is_looked_at_says_so() {
    let stage = show_example("sections", "second of three").await;
    assert_eq!(stage.text("nav [aria-current=page]"), "Facturas");
    assert!(!stage.has("[role=tab]"), "each is an address of its own");
}
