//! Browser tests of the error state: what it offers after a failure.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_interrupts_and_offers_another_try_and_help() {
    let stage = show_example("error_state", "with another try").await;
    assert!(stage.text("[role=alert]").starts_with("No pudimos conectarnos"));
    assert_eq!(stage.text("button"), "Intentar de nuevo");
    assert_eq!(stage.text("a"), "Reportar un problema");
}

#[wasm_bindgen_test]
async fn where_trying_again_is_of_no_use_it_is_not_offered() {
    assert!(!show_example("error_state", "final").await.has("button"));
}
