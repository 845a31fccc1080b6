//! Browser tests of the page: its name and the title of the window.

use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_is_named_by_its_heading_and_so_is_the_window() {
    let stage = show_example("page", "page").await;
    assert_eq!(document().title(), "Ayuda · PASE");
    assert_eq!(stage.attribute("section", "aria-labelledby").unwrap(), stage.find("h1").id());
    assert_eq!(stage.attribute("h1", "tabindex").as_deref(), Some("-1"), "it can take focus");
}
