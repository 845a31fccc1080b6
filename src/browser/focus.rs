//! Moving the keyboard's focus, by element and never by id: the portal may live in a shadow root.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

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

/// Focuses the first element that a selector finds under the closest ancestor of an element that another one finds.
pub fn focus_near(element: &Element, ancestor: &str, selector: &str) {
    if let Ok(Some(root)) = element.closest(ancestor) {
        focus_within(&root, selector);
    }
}

/// Whether the focus is inside an element.
pub fn is_within(element: &Element) -> bool {
    element.matches(":focus-within").unwrap_or(false)
}

/// Whether the focus is inside an element, or nowhere, because what had it there has left the page.
pub fn is_within_or_lost(element: &Element) -> bool {
    let document = leptos::prelude::document();
    let lost =
        || document.active_element().is_none_or(|active| document.body().is_some_and(|body| *body == active));
    is_within(element) || lost()
}

/// Focuses an element without scrolling to it: what is read from the top stays there.
pub fn focus_in_place(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
