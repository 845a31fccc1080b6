//! Browser tests of the error summary.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_takes_focus_and_leads_to_each_field() {
    let stage = show_example("error_summary", "form").await;
    assert!(!stage.has("[role=alert]"));
    stage.click("form > button").await;
    assert!(stage.is_focused("[role=alert]"));
    assert_eq!(stage.text("li:first-child button"), stage.described("[name=rfc]"), "the same words at the field");
    stage.click("li:nth-child(2) button").await;
    assert!(stage.is_focused("[name=postal_code]"));
}
