//! Moving the keyboard's focus, by element and never by id: the portal may live in a shadow root.

use leptos::ev::Event;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Focuses an element.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // A browser refuses only for elements that cannot be focused; then focus stays where it was.
        let _ = element.focus();
    }
}

/// Focuses the first element under a root that a selector finds.
pub fn focus_within(root: &Element, selector: &str) {
    if let Ok(Some(element)) = root.query_selector(selector) {
        focus(&element);
    }
}

/// The element that an event's handler stands on.
pub fn current_target(event: &Event) -> Option<Element> {
    event.current_target().and_then(|target| target.dyn_into::<Element>().ok())
}
