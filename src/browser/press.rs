//! What a press means: whether an area that hears it should ignore it, and whether it is the second
//! press of a double click.

use js_sys::Object;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Elements that handle a press themselves.
const CONTROL: &str = "a, button, input, select, textarea, label, summary";

/// Returns a listener that hears every press in the portal during the capture phase. It suppresses
/// the second press of a double click if the first one was on something else. Many people
/// double-click everything: the first press may bring another step, and the second one would press
/// whatever is then in that place.
pub fn suppress_stray_double_clicks() -> impl FnMut(MouseEvent) {
    let mut first = None;
    move |event| {
        let target = target(&event);
        let pressed = target.as_ref().and_then(|target| target.closest(CONTROL).ok().flatten()).or(target);
        if !is_double_click(&event) {
            first = pressed;
        } else if first != pressed {
            event.prevent_default();
            event.stop_propagation();
        }
    }
}

/// Whether a press is the second one of a double click, or a further one.
pub fn is_double_click(event: &MouseEvent) -> bool {
    event.detail() > 1
}

fn target(event: &MouseEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether a press on an area is not meant for the area: it was on a link or control inside it, was
/// handled already, is the second press of a double click, or ended a selection of text.
pub fn area_ignores(event: &MouseEvent) -> bool {
    let on_control = target(event).is_some_and(|target| target.closest(CONTROL).ok().flatten().is_some());
    on_control || event.default_prevented() || is_double_click(event) || selects_text()
}

/// Whether text is selected. In a shadow root a selection claims to be collapsed, but still returns
/// its text.
fn selects_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| Object::from(selection).to_string().length() > 0)
}
