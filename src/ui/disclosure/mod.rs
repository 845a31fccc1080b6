//! More, for who wants to know: the browser's own disclosure.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Glyph, Icon};

/// A disclosure.
#[component]
pub fn Disclosure(
    /// What it is about; of a word that few know: "¿Qué es el buzón tributario?"
    summary: &'static str,
    /// What it discloses.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure">
            <summary class="disclosure__summary">
                {summary}
                <Icon glyph=Glyph::Down/>
            </summary>
            <div class="disclosure__body stack">{children()}</div>
        </details>
    }
}
