//! The values of inputs, whether or not their events arrived.

use web_sys::Element;

/// Returns the value of the input or select with this name under `root`; `None` if there is none.
/// Some password managers and autofill set values without an `input` event, so a form reads its
/// elements before it is sent.
pub fn value(root: &Element, name: &str) -> Option<String> {
    let element = root.query_selector(&format!("[name='{name}']")).ok().flatten()?;
    js_sys::Reflect::get(&element, &"value".into()).ok()?.as_string()
}
