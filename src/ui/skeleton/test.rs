//! Browser tests of the skeleton: what it says while something loads.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn lines_are_for_the_eye_and_words_for_the_ear() {
    let stage = show_example("skeleton", "list").await;
    assert_eq!(stage.text("[role=status]"), "Cargando tus facturas…");
    assert!(!stage.has("div div:not([aria-hidden=true])"));
}
