//! Moves the keyboard focus. Elements are never looked up by id in the document, because the portal
//! may live in a shadow root.

use leptos::html::{Div, ElementExt, Main};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

/// Focuses an element.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // The browser refuses only for elements that cannot be focused. Then the focus stays where
        // it was.
        let _ = element.focus();
    }
}

/// Focuses the first element under `root` that matches `selector`.
pub fn focus_within(root: &Element, selector: &str) {
    if let Ok(Some(element)) = root.query_selector(selector) {
        focus(&element);
    }
}

/// Focuses the first element that matches `selector` under the closest ancestor of `element` that
/// matches `ancestor`.
pub fn focus_near(element: &Element, ancestor: &str, selector: &str) {
    if let Ok(Some(root)) = element.closest(ancestor) {
        focus_within(&root, selector);
    }
}

/// Whether the focus is inside an element.
pub fn is_within(element: &Element) -> bool {
    element.matches(":focus-within").unwrap_or(false)
}

/// Whether the focus is inside an element, or nowhere because the focused element left the page.
pub fn is_within_or_lost(element: &Element) -> bool {
    is_within(element) || is_lost()
}

/// Whether nothing has the focus, because the focused element left the page.
pub fn is_lost() -> bool {
    let document = leptos::prelude::document();
    // To the document, a focus inside a shadow root is at the shadow root's host.
    document.active_element().is_none_or(|active| document.body().is_some_and(|body| *body == active))
}

/// Watches the content. If the focused element leaves it, for example with its row or with a
/// failure message, the focus moves to the heading of the open dialog or of the screen. Nothing
/// scrolls.
pub fn restore_lost_focus_to_heading(content: NodeRef<Main>) {
    let last = StoredValue::new_local(None::<Element>);
    let focus_heading = move || {
        if let Some(content) = content.try_get_untracked().flatten().filter(|_| is_lost()) {
            let find = |selector| content.query_selector(selector).ok().flatten();
            if let Some(heading) = find("dialog[open] .dialog__title").or_else(|| find("h1")) {
                focus_in_place(&heading);
            }
        }
    };
    let check = move || {
        let has_left = last.try_with_value(|last| last.as_ref().is_some_and(|last| !last.is_connected()));
        if has_left == Some(true) {
            last.try_set_value(None);
            // Code that knows a better place for the focus moves it in the next frame. So this one
            // waits for two frames.
            request_animation_frame(move || request_animation_frame(focus_heading));
        }
    };
    Effect::new(move |_| {
        let Some(content) = content.get() else { return };
        let check = Closure::<dyn Fn()>::new(check);
        let Ok(observer) = MutationObserver::new(check.as_ref().unchecked_ref()) else { return };
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        // The browser refuses only options that contradict each other.
        let _ = observer.observe_with_options(&content, &options);
        let remember = content.on(leptos::ev::focusin, move |event| {
            last.try_set_value(event.target().and_then(|target| target.dyn_into().ok()));
        });
        let watching = SendWrapper::new((observer, check, remember));
        on_cleanup(move || watching.0.disconnect());
    });
}

/// Focuses an element without scrolling to it, so that the top of what is read stays in view.
pub fn focus_in_place(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Focuses an element that is longer than the window, and scrolls to its beginning.
pub fn read_from_top(element: &Element) {
    focus_in_place(element);
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls an element into view, as little as needed, and not at all if it is visible already.
pub fn bring_into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Focuses an element once each time `announcement_count` changes to a value other than 0, as soon
/// as the element is shown. Nothing else moves the focus: neither a change of the element's content
/// nor what the user types meanwhile. An announcement from before the screen was shown is ignored:
/// its message is read when the reader gets there.
pub fn focus_once(element: NodeRef<Div>, announcement_count: Signal<u32>) {
    Effect::new(move |announced: Option<u32>| {
        let (now, element) = (announcement_count.get(), element.get());
        let Some(announced) = announced else { return now };
        let shown = element.filter(|element| element.is_connected());
        match shown {
            _ if now == 0 => now,
            // The element was replaced while it had the focus.
            Some(element) if announced == now && is_lost() => {
                focus(&element);
                now
            }
            _ if announced == now => now,
            Some(element) => {
                focus(&element);
                now
            }
            // The element is not shown yet. The effect runs again when it is.
            None => announced,
        }
    });
}
