//! The clipboard.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// Copies a text to the clipboard and returns whether that worked. A page without TLS has no
/// clipboard, and a browser may refuse.
pub async fn write(text: &str) -> bool {
    let navigator = leptos::prelude::window().navigator();
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    match clipboard.ok().and_then(|clipboard| clipboard.dyn_into::<Clipboard>().ok()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}
