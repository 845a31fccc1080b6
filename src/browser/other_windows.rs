//! The other windows of the same browser that show the same site. A message from one of them
//! reaches all others.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel between windows. In a browser without `BroadcastChannel` (Safari before 15.4) there is
/// none: nothing is sent and nothing is received.
#[derive(Clone, Copy)]
pub struct OtherWindows(StoredValue<Option<SendWrapper<BroadcastChannel>>>);

impl OtherWindows {
    /// Opens the channel with this name, for as long as the current owner lives. Natively there are
    /// no windows and so no channel.
    pub fn open(name: &str) -> Self {
        let channel = if cfg!(target_arch = "wasm32") { BroadcastChannel::new(name).ok() } else { None };
        let windows = Self(StoredValue::new(channel.map(SendWrapper::new)));
        on_cleanup(move || {
            windows.0.try_update_value(|channel| channel.take().map(|channel| channel.close()));
        });
        windows
    }

    /// Sends a message to all other windows.
    pub fn send(&self, message: &str) {
        self.0.try_with_value(|channel| {
            // The browser refuses only if the channel is closed. Then nobody listens.
            channel.as_ref().map(|channel| channel.post_message(&JsValue::from_str(message)))
        });
    }

    /// Calls a function with each message from another window.
    pub fn on_message(&self, call: impl Fn(String) + 'static) {
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(message) = event.data().as_string() {
                call(message);
            }
        });
        self.0.try_with_value(|channel| {
            channel.as_ref().map(|channel| channel.set_onmessage(Some(listener.as_ref().unchecked_ref())))
        });
        let held = SendWrapper::new(listener);
        on_cleanup(move || drop(held));
    }
}
