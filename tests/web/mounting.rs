//! The portal as a guest in a page.

use leptos::prelude::document;
use leptos::task::tick;
use pase_portal::mount;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn place() -> HtmlElement {
    let place = document().create_element("div").unwrap().unchecked_into::<HtmlElement>();
    place.set_inner_html("<p>Cargando…</p>");
    document().body().unwrap().append_child(&place).unwrap();
    place
}

/// An API that nobody answers at: a port that no server may use.
fn configuration() -> JsValue {
    let configuration = js_sys::Object::new();
    for (key, value) in [("base", "/"), ("api", "http://127.0.0.1:1/up/api/v1")] {
        js_sys::Reflect::set(&configuration, &key.into(), &value.into()).unwrap();
    }
    configuration.into()
}

/// Waits until the page shows a text, as long as the browser keeps answering.
async fn until_it_says(place: &HtmlElement, words: &str) {
    for _ in 0..1000 {
        if place.text_content().unwrap_or_default().contains(words) {
            return;
        }
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            leptos::prelude::window()
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 5)
                .unwrap();
        });
        wasm_bindgen_futures::JsFuture::from(frame).await.unwrap();
    }
    panic!("never said {words:?}: {}", place.inner_html());
}

#[wasm_bindgen_test]
async fn it_takes_the_place_of_what_was_there_and_leaves_nothing_behind() {
    let place = place();
    for _ in 0..3 {
        let mut portal = mount(&place, &configuration()).unwrap();
        tick().await;
        assert_eq!(place.child_element_count(), 1);
        assert!(place.query_selector(".pase-portal header").unwrap().is_some());
        portal.unmount();
        assert_eq!(place.inner_html(), "");
    }
    place.remove();
}

#[wasm_bindgen_test]
async fn without_a_network_it_says_so_and_offers_another_try() {
    let place = place();
    let mut portal = mount(&place, &configuration()).unwrap();
    until_it_says(&place, "No pudimos conectarnos").await;
    until_it_says(&place, "Intentar de nuevo").await;
    portal.unmount();
    place.remove();
}
