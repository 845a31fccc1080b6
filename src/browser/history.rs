//! The page's address and its history. The page may be a host's: entries that it made, and the states that it keeps in them,
//! stay as they are, and nothing here listens to clicks or scrolls.

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider, Url};
use wasm_bindgen::JsValue;

/// Where the page is; `None` where the browser does not say.
pub fn here() -> Option<Url> {
    BrowserUrl::current().ok()
}

/// Changes the page's address without loading anything: a new entry of the history, or the present one, whose state is kept.
pub fn write(change: &LocationChange) {
    let Ok(history) = window().history() else { return };
    // A browser refuses what comes too often (Safari: more than a hundred in half a minute). Then the address stays behind,
    // and what is shown goes on.
    let _ = if change.replace {
        let state = history.state().unwrap_or(JsValue::NULL);
        history.replace_state_with_url(&state, "", Some(&change.value))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(&change.value))
    };
}

/// Calls a function whenever the customer has gone back or forward, as long as the current owner lives.
pub fn on_travel(call: impl Fn() + 'static) {
    let travelled = window_event_listener(leptos::ev::popstate, move |_| call());
    on_cleanup(move || travelled.remove());
}
