//! Browser tests of the tag.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn a_state_is_words_and_a_shape() {
    for name in ["current", "good", "warning", "bad"] {
        let stage = show_example("tag", name).await;
        assert!(stage.has("svg") && !stage.text("span").is_empty(), "{name}");
    }
}
