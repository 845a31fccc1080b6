//! A field for one of several options, in the browser's own `<select>`.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::FieldError;
use super::field::FieldFrame;

/// An option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// The value.
    pub value: &'static str,
    /// The label.
    pub label: String,
}

/// A field for one of several options.
#[component]
pub fn SelectField(
    /// The label.
    label: &'static str,
    /// The `name` of the `<select>` in the form.
    name: &'static str,
    /// A hint that helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// The text shown while nothing is chosen.
    placeholder: &'static str,
    /// The options.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// The errors of the form. The field shows its own.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// The value of the chosen option; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of the option that the customer chooses.
    on_change: Callback<String>,
) -> impl IntoView {
    let frame = FieldFrame::new(label, name, hint, errors);
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
    let element = NodeRef::<html::Select>::new();
    // When the options change, a browser keeps the position of the chosen option, not the option
    // itself.
    Effect::new(move |_| {
        options.track();
        let chosen = value.get();
        request_animation_frame(move || {
            if let Some(element) = element.try_get_untracked().flatten()
                && element.value() != chosen
            {
                element.set_value(&chosen);
            }
        });
    });
    let control = view! {
        <select
            {..frame.attributes()}
            node_ref=element
            class="field__control"
            on:change=move |event: Event| on_change.run(event_target_value(&event))
        >
            <option value="" selected=move || value.get().is_empty()>
                {placeholder}
            </option>
            {choices}
        </select>
    };
    frame.render_around(control)
}
