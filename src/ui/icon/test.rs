//! Browser tests of the icons: screen readers and the keyboard skip them.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_is_hidden_from_who_listens_and_takes_no_focus() {
    let stage = show_example("icon", "all").await;
    assert!(!stage.has("svg:not([aria-hidden=true])"));
    assert!(!stage.has("svg:not([focusable=false])"));
    assert!(!stage.has("path:not([d])"));
}
