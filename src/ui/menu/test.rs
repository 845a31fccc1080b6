//! Browser tests of the menu: opening and closing.

use leptos::prelude::document;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{EventInit, HtmlElement, KeyboardEvent, KeyboardEventInit, PointerEvent};

use crate::stage::show_example;

#[wasm_bindgen_test]
async fn its_button_shows_its_items_and_hides_them() {
    let stage = show_example("menu", "links").await;
    assert_eq!(stage.text("button"), "Cambiar de tag: IMDM 28400017-3");
    assert_eq!(stage.attribute("button", "aria-expanded").as_deref(), Some("false"));
    stage.click("button").await;
    assert_eq!(stage.attribute("button", "aria-expanded").as_deref(), Some("true"));
    assert_eq!(stage.find("ul").id(), stage.attribute("button", "aria-controls").unwrap());
    assert!(stage.text("[aria-current]").starts_with("camioneta"));
    stage.click("button").await;
    assert!(!stage.has("ul"));
}

#[wasm_bindgen_test]
async fn esc_closes_it_and_focus_goes_back_to_its_button() {
    let stage = show_example("menu", "acts").await;
    stage.click("button").await;
    stage.find("li button").unchecked_into::<HtmlElement>().focus().unwrap();
    let init = KeyboardEventInit::new();
    init.set_key("Escape");
    init.set_bubbles(true);
    let press = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    stage.find("li button").dispatch_event(&press).unwrap();
    tick().await;
    assert!(!stage.has("ul"));
    assert!(stage.is_focused("button"));
}

#[wasm_bindgen_test]
async fn what_is_chosen_closes_it() {
    let stage = show_example("menu", "acts").await;
    stage.click("button").await;
    stage.click("li button").await;
    assert!(!stage.has("ul"));
    assert!(stage.is_focused("button"));
}

#[wasm_bindgen_test]
async fn a_press_elsewhere_closes_it() {
    let stage = show_example("menu", "acts").await;
    stage.click("button").await;
    let init = EventInit::new();
    init.set_bubbles(true);
    let press = PointerEvent::new("pointerdown").unwrap();
    stage.find("li button").dispatch_event(&press).unwrap();
    tick().await;
    assert!(stage.has("ul"));
    let press = web_sys::Event::new_with_event_init_dict("pointerdown", &init).unwrap();
    document().body().unwrap().dispatch_event(&press).unwrap();
    tick().await;
    assert!(!stage.has("ul"));
}
