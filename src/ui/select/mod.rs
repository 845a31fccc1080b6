//! A field for one of several choices, by the browser's own list.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::Event;
use leptos::prelude::*;

use super::FieldError;
use super::field::Tied;

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// Its value.
    pub value: &'static str,
    /// Its words.
    pub label: String,
}

/// A field for one of several choices.
#[component]
pub fn SelectField(
    /// Its label.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// What stands there while nothing is chosen.
    placeholder: &'static str,
    /// The choices.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// What is wrong in the form.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// What is chosen now.
    on_change: Callback<String>,
) -> impl IntoView {
    let tied = Tied::new(label, name, hint, errors);
    let choices = move || {
        let chosen = value.get();
        let options = options.get().into_iter();
        options
            .map(|option| {
                let selected = option.value == chosen;
                view! {
                    <option value=option.value selected=selected>
                        {option.label}
                    </option>
                }
            })
            .collect_view()
    };
    let control = view! {
        <select
            {..tied.attributes()}
            class="field__control"
            on:change=move |event: Event| on_change.run(event_target_value(&event))
        >
            <option value="" selected=move || value.get().is_empty()>
                {placeholder}
            </option>
            {choices}
        </select>
    };
    tied.around(control)
}
