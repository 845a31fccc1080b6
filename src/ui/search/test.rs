//! Browser tests of the search field.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_is_a_search_box_named_by_its_label() {
    let stage = show_example("search", "filled").await;
    let input = stage.find("input[type=search]").unchecked_into::<HtmlInputElement>();
    assert_eq!(input.labels().unwrap().length(), 1);
    assert_eq!(input.value(), "mayo");
}
