//! The portal as a guest in a page.

use leptos::prelude::document;
use leptos::task::tick;
use pase_portal::mount;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CustomEvent, HtmlElement, ShadowRootInit, ShadowRootMode};

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

/// A place as `<pase-portal>` has one: in a shadow root, whose host is in the page.
fn place_of_a_guest() -> (HtmlElement, HtmlElement) {
    let host = place();
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    let place = document().create_element("div").unwrap().unchecked_into::<HtmlElement>();
    root.append_child(&place).unwrap();
    (host, place)
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

/// The page was asked for without a session's cookie: its login need not wait for the server, and outlives a network that fails.
#[wasm_bindgen_test]
async fn who_is_said_to_be_nobody_has_the_login() {
    let place = place();
    let configuration = configuration();
    js_sys::Reflect::set(&configuration, &"session".into(), &"none".into()).unwrap();
    let mut portal = mount(&place, &configuration).unwrap();
    until_it_says(&place, "Entra a tu cuenta").await;
    portal.unmount();
    place.remove();
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

#[wasm_bindgen_test]
async fn a_second_one_is_refused_and_the_first_is_unharmed() {
    let (first, second) = (place(), place());
    let mut portal = mount(&first, &configuration()).unwrap();
    let refusal = mount(&second, &configuration()).err().unwrap();
    let words = refusal.unchecked_into::<js_sys::Error>().message();
    assert_eq!(words, "a portal is mounted on this page already");
    assert_eq!(second.text_content().as_deref(), Some("Cargando…"), "its place is as it was");
    until_it_says(&first, "No pudimos conectarnos").await;
    portal.unmount();
    mount(&second, &configuration()).unwrap().unmount();
    first.remove();
    second.remove();
}

#[wasm_bindgen_test]
async fn the_windows_title_is_set_on_our_own_page_only_and_is_put_back() {
    document().set_title("Anfitrión");
    let place = place();
    let mut portal = mount(&place, &configuration()).unwrap();
    until_it_says(&place, "No pudimos conectarnos").await;
    assert_eq!(document().title(), "Tu cuenta · PASE");
    portal.unmount();
    assert_eq!(document().title(), "Anfitrión");
    place.remove();

    let (host, place) = place_of_a_guest();
    let mut portal = mount(&place, &configuration()).unwrap();
    until_it_says(&place, "No pudimos conectarnos").await;
    assert_eq!(document().title(), "Anfitrión");
    portal.unmount();
    host.remove();
}

#[wasm_bindgen_test]
async fn a_title_that_the_page_has_set_meanwhile_stays() {
    let place = place();
    let mut portal = mount(&place, &configuration()).unwrap();
    until_it_says(&place, "No pudimos conectarnos").await;
    document().set_title("Otra cosa");
    portal.unmount();
    assert_eq!(document().title(), "Otra cosa");
    place.remove();
}

#[wasm_bindgen_test]
async fn what_it_tells_leaves_the_shadow_root() {
    let (host, place) = place_of_a_guest();
    let told = js_sys::Array::new();
    let kept = told.clone();
    let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        kept.push(&js_sys::JSON::stringify(&event.detail()).unwrap());
    });
    host.add_event_listener_with_callback("pase-navigation", listener.as_ref().unchecked_ref()).unwrap();
    let mut portal = mount(&place, &configuration()).unwrap();
    until_it_says(&place, "No pudimos conectarnos").await;
    let told: Vec<String> = told.iter().filter_map(|line| line.as_string()).collect();
    assert!(told.first().is_some_and(|line| line.contains(r#""screen":"loading""#)), "{told:?}");
    assert!(told.last().is_some_and(|line| line.contains(r#""screen":"unavailable""#)), "{told:?}");
    portal.unmount();
    host.remove();
}
