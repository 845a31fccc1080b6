//! Buttons, fields and the error summary.

use leptos::prelude::*;
use leptos::task::tick;
use pase_portal::ui::{Button, ErrorSummary, Field, FieldError, PasswordField};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlInputElement};

use crate::stage::show;

#[wasm_bindgen_test]
async fn a_busy_button_keeps_its_name_and_does_nothing() {
    let presses = RwSignal::new(0);
    let busy = RwSignal::new(false);
    let stage = show(move || {
        let press = Callback::new(move |_| presses.update(|presses| *presses += 1));
        view! { <Button busy=busy on_press=press>"REFACTURAR"</Button> }
    })
    .await;
    stage.click("button").await;
    assert_eq!(presses.get_untracked(), 1);
    busy.set(true);
    tick().await;
    stage.click("button").await;
    assert_eq!(presses.get_untracked(), 1);
    assert_eq!(stage.text("button"), "REFACTURAR");
    assert_eq!(stage.find("button").get_attribute("aria-disabled").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_field_is_named_by_its_label_and_described_by_its_hint_and_error() {
    let errors = RwSignal::new(Vec::new());
    let stage = show(move || {
        view! {
            <Field
                label="RFC"
                name="rfc"
                hint="12 o 13 caracteres."
                errors=errors
                value=String::new()
                on_input=Callback::new(|_| {})
            />
        }
    })
    .await;
    let input = stage.find("input").unchecked_into::<HtmlInputElement>();
    assert_eq!(input.labels().unwrap().length(), 1);
    let described = |input: &HtmlInputElement| {
        let ids = input.get_attribute("aria-describedby").unwrap();
        let texts = ids.split(' ').map(|id| stage.text(&format!("#{id}")));
        texts.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(described(&input), "12 o 13 caracteres.");
    assert_eq!(input.get_attribute("aria-invalid"), None);

    errors.set(vec![FieldError { field: "rfc", message: "Escribe el RFC." }]);
    tick().await;
    assert_eq!(described(&input), "12 o 13 caracteres. Escribe el RFC.");
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn what_is_typed_is_heard() {
    let typed = RwSignal::new(String::new());
    let stage = show(move || {
        let hear = Callback::new(move |text| typed.set(text));
        view! { <Field label="RFC" name="rfc" value=typed on_input=hear/> }
    })
    .await;
    let input = stage.find("input").unchecked_into::<HtmlInputElement>();
    input.set_value("isd950921he5");
    input.dispatch_event(&Event::new("input").unwrap()).unwrap();
    assert_eq!(typed.get_untracked(), "isd950921he5");
}

#[wasm_bindgen_test]
async fn a_password_can_be_shown_and_hidden() {
    let stage = show(|| {
        let hear = Callback::new(|_| {});
        view! {
            <PasswordField
                label="Contraseña"
                name="password"
                autocomplete="current-password"
                value=String::new()
                on_input=hear
            />
        }
    })
    .await;
    let kind = || stage.find("input").get_attribute("type");
    assert_eq!(kind().as_deref(), Some("password"));
    assert_eq!(stage.find("button").get_attribute("aria-label").as_deref(), Some("Mostrar contraseña"));
    stage.click("button").await;
    assert_eq!(kind().as_deref(), Some("text"));
    assert_eq!(stage.find("button").get_attribute("aria-label").as_deref(), Some("Ocultar contraseña"));
}

#[wasm_bindgen_test]
async fn the_error_summary_takes_focus_and_leads_to_each_field() {
    let errors = RwSignal::new(Vec::new());
    let stage = show(move || {
        view! {
            <form>
                <ErrorSummary errors=errors/>
                <input name="rfc"/>
                <input name="postal_code"/>
            </form>
        }
    })
    .await;
    assert!(!stage.has("[role=alert]"));
    errors.set(vec![
        FieldError { field: "rfc", message: "Escribe el RFC." },
        FieldError { field: "postal_code", message: "Escribe el código postal." },
    ]);
    tick().await;
    assert!(stage.is_focused("[role=alert]"));
    stage.click("li:nth-child(2) button").await;
    assert!(stage.is_focused("[name=postal_code]"));
}
