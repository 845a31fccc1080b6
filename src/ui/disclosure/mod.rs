//! A disclosure: more information for those who want it, in the browser's own `<details>`.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::html;
use leptos::prelude::*;

use super::{Glyph, Icon};

/// A summary that opens to show more.
#[component]
pub fn Disclosure(
    /// What it is about. For a term that few people know, a question: "¿Qué es el buzón
    /// tributario?"
    summary: &'static str,
    /// Whether its content must be seen, such as an error. The disclosure opens when this becomes
    /// true; the user can close it again.
    #[prop(optional, into)]
    reveals: Signal<bool>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Details>::new();
    let reveals = Memo::new(move |_| reveals.get());
    Effect::new(move |_| {
        if let Some(element) = element.get().filter(|_| reveals.get()) {
            element.set_open(true);
        }
    });
    view! {
        <details class="disclosure" node_ref=element>
            <summary class="disclosure__summary">
                {summary}
                <Icon glyph=Glyph::Down/>
            </summary>
            <div class="disclosure__body stack">{children()}</div>
        </details>
    }
}
