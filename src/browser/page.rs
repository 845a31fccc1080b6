//! The page around the portal: its title, whether anyone looks at it, when it comes back.

use leptos::prelude::*;

use super::host::Host;

/// Names the browser's window after the page that it shows; where the portal is a guest, its host decides whether.
pub fn set_title(title: &str) {
    let title = format!("{title} · PASE");
    match use_context::<Host>() {
        Some(host) => host.set_title(title),
        None => document().set_title(&title),
    }
}

/// Whether the page is in front: nothing is asked of the server for a page that nobody sees.
pub fn is_visible() -> bool {
    !document().hidden()
}

/// Loads the page anew, as the browser's own button does.
pub fn reload() {
    // It cannot fail in a page that is shown.
    let _ = window().location().reload();
}

/// Calls a function in a task of its own, after what the browser has to do for the customer.
pub fn soon(call: impl FnOnce() + 'static) {
    set_timeout(call, std::time::Duration::ZERO);
}

/// Calls a function whenever the page comes to the front again, also out of the browser's back/forward cache, as long
/// as the current owner lives.
pub fn on_return(call: impl Fn() + Clone + 'static) {
    let again = call.clone();
    let visible = window_event_listener(leptos::ev::visibilitychange, move |_| {
        if is_visible() {
            again();
        }
    });
    let shown = window_event_listener(leptos::ev::pageshow, move |event| {
        if event.persisted() {
            call();
        }
    });
    on_cleanup(move || {
        visible.remove();
        shown.remove();
    });
}
