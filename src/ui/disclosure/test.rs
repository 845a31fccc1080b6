//! Browser tests of the disclosure.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_opens_by_its_summary() {
    let stage = show_example("disclosure", "closed").await;
    assert_eq!(stage.attribute("details", "open"), None);
    stage.click("summary").await;
    assert!(stage.attribute("details", "open").is_some());
}
