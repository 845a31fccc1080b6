//! The page's address and its history. The page may belong to a host: the host's own entries, and
//! the states that it keeps in them, stay unchanged. Nothing here listens to clicks or scrolling.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider, Url};
use wasm_bindgen::JsValue;

/// The key that holds an entry's depth in its state.
const DEPTH: &str = "pasePortalDepth";

/// The page's address; `None` if the browser does not report it.
pub fn here() -> Option<Url> {
    BrowserUrl::current().ok()
}

/// Changes the page's address without loading anything. It adds an entry with this depth, or
/// replaces the current entry and keeps its state. Returns `false` if the browser refuses, as
/// Safari does after more than a hundred changes in half a minute. Then the address lags behind,
/// and the portal works on.
pub fn write(change: &LocationChange, depth: u32) -> bool {
    let Ok(history) = window().history() else { return false };
    let written = if change.replace {
        let state = history.state().unwrap_or(JsValue::NULL);
        history.replace_state_with_url(&state, "", Some(&change.value))
    } else {
        history.push_state_with_url(&state_of(depth), "", Some(&change.value))
    };
    written.is_ok()
}

fn state_of(depth: u32) -> JsValue {
    if depth == 0 {
        return JsValue::NULL;
    }
    let state = Object::new();
    // This fails only for objects that refuse new keys. Then the entry has no depth, and closing a
    // layer replaces it.
    let _ = Reflect::set(&state, &DEPTH.into(), &depth.into());
    state.into()
}

/// Returns how many entries directly below the current one show the same screen: going back that
/// many steps closes its layers. 0 for an entry that the portal did not open as a layer.
pub fn depth() -> u32 {
    let depth = || {
        let state = window().history().ok()?.state().ok().filter(JsValue::is_object)?;
        Reflect::get(&state, &DEPTH.into()).ok()?.as_f64()
    };
    // Only whole numbers are written, and the cast saturates.
    depth().map_or(0, |depth| depth as u32)
}

/// Moves through the history as the browser's own buttons do: back for a negative number, forward
/// for a positive one.
pub fn travel(steps: i32) {
    if let Ok(history) = window().history() {
        let _ = history.go_with_delta(steps);
    }
}

/// Calls a function whenever the customer goes back or forward, as long as the current owner lives.
pub fn on_travel(call: impl Fn() + 'static) {
    let travelled = window_event_listener(leptos::ev::popstate, move |_| call());
    on_cleanup(move || travelled.remove());
}
