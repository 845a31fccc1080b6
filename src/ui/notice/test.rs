//! Browser tests of the notice: whether it is announced, and how urgently.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn a_grave_notice_interrupts_and_a_good_one_waits() {
    let stage = show_example("notice", "announced").await;
    assert_eq!(stage.text("[role=alert]"), "Algo falló.");
    assert_eq!(stage.text("[role=status]"), "Listo.");
}

#[wasm_bindgen_test]
async fn a_notice_that_was_there_is_read_in_its_place() {
    let stage = show_example("notice", "attention").await;
    assert!(!stage.has("[role]"));
    assert!(stage.has("svg"), "its mark says what color says");
}
