//! A checkbox: a statement that the user confirms.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use std::borrow::Cow;

use leptos::prelude::*;

use super::field::ErrorLine;
use super::id::unique_id;

/// A checkbox with its label and its error.
#[component]
pub fn Checkbox(
    /// The statement that ticking it confirms.
    label: &'static str,
    /// The input's `name` in the form.
    name: &'static str,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// What is wrong with it, if anything.
    #[prop(optional, into)]
    error: Signal<Option<&'static str>>,
    /// Called with the new state when the user ticks or clears it.
    on_change: Callback<bool>,
) -> impl IntoView {
    let id = unique_id(name);
    let wrong = id.clone();
    view! {
        <label class="checkbox">
            <input
                class="checkbox__box"
                type="checkbox"
                name=name
                prop:checked=checked
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=move || error.get().map(|_| wrong.clone())
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {label}
        </label>
        <div role="alert">
            <ErrorLine id=id error=Signal::derive(move || error.get().map(Cow::Borrowed))/>
        </div>
    }
}
