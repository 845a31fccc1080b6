//! A box to tick: something that the customer says himself.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::field::ErrorLine;
use super::id::unique_id;

/// A box to tick.
#[component]
pub fn Checkbox(
    /// What ticking it says.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<&'static str>>,
    /// Whether it is ticked now.
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
            <ErrorLine id=id error=error/>
        </div>
    }
}
