//! Browser tests of the live region.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn news_is_said_without_moving_focus() {
    let stage = show_example("live_region", "news").await;
    assert_eq!(stage.text("[role=status]"), "2 facturas.");
    stage.click("button").await;
    assert_eq!(stage.text("[role=status]"), "1 factura.");
    assert!(!stage.is_focused("[role=status]"));
}
