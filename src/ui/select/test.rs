//! Browser tests of the select field.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn it_holds_its_choice_and_hears_another() {
    let stage = show_example("select", "chosen").await;
    let value = || js_sys::Reflect::get(&stage.find("select"), &"value".into()).unwrap().as_string().unwrap();
    assert_eq!(value(), "601");
    stage.enter("select", "603", "change").await;
    assert_eq!(value(), "603");
    assert_eq!(stage.described("select"), "El que aparece en tu Constancia.");
    assert!(stage.find("select").dyn_ref::<HtmlInputElement>().is_none(), "the browser's own list");
}
