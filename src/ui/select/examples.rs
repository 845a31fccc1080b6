//! Gallery examples of the select field.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{FieldError, SelectField, SelectOption};

fn select(initial: &'static str, errors: Vec<FieldError>) -> AnyView {
    let value = RwSignal::new(initial.to_owned());
    let options = [
        ("601", "601 General de Ley Personas Morales"),
        ("603", "603 Personas Morales con Fines no Lucrativos"),
    ]
    .map(|(value, label)| SelectOption { value, label: label.to_owned() });
    view! {
        <SelectField
            label="Régimen fiscal"
            name="fiscal_regime"
            hint="El que aparece en tu Constancia."
            placeholder="Elige el de tu Constancia"
            options=Signal::stored(options.to_vec())
            errors=Signal::stored(errors)
            value=value
            on_change=Callback::new(move |now| value.set(now))
        />
    }
    .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "open", view: || select("", Vec::new()) },
    Example { name: "chosen", view: || select("601", Vec::new()) },
    Example {
        name: "wrong",
        view: || {
            let message = "Elige el régimen fiscal que aparece en tu Constancia.";
            select("", vec![FieldError::new("fiscal_regime", message)])
        },
    },
];
