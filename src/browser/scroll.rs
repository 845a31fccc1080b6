//! Keeps what a customer looks at in its place while the page changes around it.

use leptos::prelude::*;
use web_sys::{Element, ScrollBehavior, ScrollToOptions};

/// Scrolls by as much as an element under `root` is moved by changes in this turn of the event
/// loop, before any of them is painted. Browsers anchor the scroll position themselves only in a
/// page that is scrolled, and not all browsers do.
// Pixels are floating-point numbers in the browser. No money is involved.
#[allow(clippy::float_arithmetic)]
pub fn keep_in_place(root: &Element, selector: &str) {
    let Some(element) = root.query_selector(selector).ok().flatten() else { return };
    let before = element.get_bounding_client_rect().top();
    request_animation_frame(move || {
        let moved = element.get_bounding_client_rect().top() - before;
        if element.is_connected() && moved.abs() >= 1.0 {
            let options = ScrollToOptions::new();
            options.set_top(moved);
            options.set_behavior(ScrollBehavior::Instant);
            window().scroll_by_with_scroll_to_options(&options);
        }
    });
}
