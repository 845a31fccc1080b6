//! Moving the keyboard's focus, by element and never by id: the portal may live in a shadow root.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Focuses an element.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // A browser refuses only for elements that cannot be focused; then focus stays where it was.
        let _ = element.focus();
    }
}

/// Focuses the first element under a root that a selector finds; answers whether there is one.
pub fn focus_within(root: &Element, selector: &str) -> bool {
    let found = root.query_selector(selector).ok().flatten();
    if let Some(element) = &found {
        focus(element);
    }
    found.is_some()
}
