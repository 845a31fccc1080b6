//! Browser tests of the text and password fields: label, hint and error, and what is typed.

use leptos::prelude::*;
use pase_portal::ui::TextField;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::stage::{show, show_example};

#[wasm_bindgen_test]
async fn it_is_named_by_its_label_and_described_by_its_hint_and_error() {
    let stage = show_example("field", "filled").await;
    let input = stage.find("input").unchecked_into::<HtmlInputElement>();
    assert_eq!(input.labels().unwrap().length(), 1);
    assert_eq!(stage.described("input"), "12 caracteres para persona moral, 13 para persona física.");
    assert_eq!(stage.attribute("input", "aria-invalid"), None);

    let stage = show_example("field", "wrong").await;
    assert!(stage.described("input").ends_with("Cópialo de tu Constancia."));
    assert_eq!(stage.attribute("input", "aria-invalid").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn what_is_typed_is_heard() {
    let typed = RwSignal::new(String::new());
    let stage = show(move || {
        let hear = Callback::new(move |text| typed.set(text));
        view! { <TextField label="RFC" name="rfc" value=typed on_input=hear/> }
    })
    .await;
    stage.enter("input", "isd950921he5", "input").await;
    assert_eq!(typed.get_untracked(), "isd950921he5");
}

#[wasm_bindgen_test]
async fn a_password_can_be_shown_and_hidden() {
    let stage = show_example("field", "password").await;
    assert_eq!(stage.attribute("input", "type").as_deref(), Some("password"));
    assert_eq!(stage.attribute("button", "aria-label").as_deref(), Some("Mostrar contraseña"));
    stage.click("button").await;
    assert_eq!(stage.attribute("input", "type").as_deref(), Some("text"));
    assert_eq!(stage.attribute("button", "aria-label").as_deref(), Some("Ocultar contraseña"));
}
