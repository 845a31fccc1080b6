//! Browser tests of the radio cards.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn a_press_anywhere_on_a_card_chooses_it() {
    let stage = show_example("radio_cards", "chosen").await;
    let chosen = |value| {
        stage.find(&format!("[value={value}]")).unchecked_into::<HtmlInputElement>().checked()
    };
    assert!(chosen("a"));
    stage.click("label:nth-child(2)").await;
    assert!(chosen("b") && !chosen("a"));
    assert!(stage.text("label:nth-child(2)").contains("compáralo con tu Constancia"));
}

#[wasm_bindgen_test]
async fn a_choice_that_is_missing_describes_the_group() {
    let stage = show_example("radio_cards", "wrong").await;
    assert_eq!(stage.described("fieldset"), "Elige la razón social del nuevo documento.");
    stage.click("label").await;
    assert_eq!(stage.attribute("fieldset", "aria-describedby"), None);
}
