//! A field that looks for what is typed.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::Event;
use leptos::prelude::*;

use super::field::Tied;
use super::{Glyph, Icon};

/// A field that looks for what is typed.
#[component]
pub fn SearchField(
    /// Its label.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// What can be looked for.
    placeholder: &'static str,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// What is typed.
    on_input: Callback<String>,
) -> impl IntoView {
    let tied = Tied::new(label, name, "", Signal::stored(Vec::new()));
    let control = view! {
        <div class="search">
            <Icon glyph=Glyph::Search/>
            <input
                {..tied.attributes()}
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
    tied.around(control)
}
