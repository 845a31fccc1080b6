//! Browser tests of the card: what it is to a screen reader.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_is_an_item_of_a_list_named_by_its_title() {
    let stage = show_example("card", "two").await;
    let named_by = stage.attribute("li:nth-child(2) article", "aria-labelledby").unwrap();
    assert_eq!(stage.attribute("li:nth-child(2) h2", "id"), Some(named_by));
    assert_eq!(stage.text("li:nth-child(2) h2"), "CACX7605101P8 (FÍSICA)");
}
