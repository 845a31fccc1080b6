//! A search field.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::Event;
use leptos::prelude::*;

use super::field::FieldFrame;
use super::{Glyph, Icon};

/// A field for text to search for.
#[component]
pub fn SearchField(
    /// The label.
    label: &'static str,
    /// The input's `name` in the form.
    name: &'static str,
    /// What the customer can search for.
    placeholder: &'static str,
    /// The current value.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the text on every input.
    on_input: Callback<String>,
) -> impl IntoView {
    let frame = FieldFrame::new(label, name, "", Signal::stored(Vec::new()));
    let control = view! {
        <div class="search">
            <Icon glyph=Glyph::Search/>
            <input
                {..frame.attributes()}
                class="field__control"
                type="search"
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                prop:value=move || value.get()
                on:input=move |event: Event| on_input.run(event_target_value(&event))
            />
        </div>
    };
    frame.render_around(control)
}
