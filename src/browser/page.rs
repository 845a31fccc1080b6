//! The page around the portal: its title, its address, whether it is visible, whether it is online,
//! and when the customer comes back to it.

use leptos::prelude::*;

use super::host::Host;

/// Sets the title of the browser window. Where the portal is a guest, its host decides whether that
/// happens.
pub fn set_title(title: &str) {
    let title = format!("{title} · PASE");
    match use_context::<Host>() {
        Some(host) => host.set_title(title),
        None => document().set_title(&title),
    }
}

/// Whether the page is visible. The portal asks the server nothing for a page that nobody sees.
pub fn is_visible() -> bool {
    !document().hidden()
}

/// Whether the browser knows that it has no network. `false` means nothing: the browser knows only
/// its own connection.
pub fn is_offline() -> bool {
    !window().navigator().on_line()
}

/// The page's full address; empty if the browser does not report it.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// Reloads the page, as the browser's own button does.
pub fn reload() {
    // This cannot fail in a page that is shown.
    let _ = window().location().reload();
}

/// Calls a function in a task of its own, so that the browser can respond to the customer first.
pub fn soon(call: impl FnOnce() + 'static) {
    set_timeout(call, std::time::Duration::ZERO);
}

/// Calls a function whenever the page becomes visible again, also from the browser's back/forward
/// cache, as long as the current owner lives.
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

/// Calls a function whenever the browser is online again, as long as the current owner lives.
pub fn on_online(call: impl Fn() + 'static) {
    let online = window_event_listener(leptos::ev::online, move |_| call());
    on_cleanup(move || online.remove());
}
