//! Gallery examples of the text and password fields.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{FieldError, PasswordField, TextField};

fn rfc(initial: &'static str, errors: Vec<FieldError>) -> AnyView {
    let value = RwSignal::new(initial.to_owned());
    view! {
        <TextField
            label="RFC"
            name="rfc"
            hint="12 caracteres para persona moral, 13 para persona física."
            capitals=true
            errors=Signal::stored(errors)
            value=value
            on_input=Callback::new(move |text| value.set(text))
        />
    }
    .into_any()
}

fn password() -> AnyView {
    let value = RwSignal::new("Refactura2020".to_owned());
    view! {
        <PasswordField
            label="Contraseña"
            name="password"
            autocomplete="current-password"
            value=value
            on_input=Callback::new(move |text| value.set(text))
        />
    }
    .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "empty", view: || rfc("", Vec::new()) },
    Example { name: "filled", view: || rfc("isd950921he5", Vec::new()) },
    Example {
        name: "wrong",
        view: || {
            let message =
                "El RFC tiene 12 caracteres (persona moral) o 13 (persona física). Cópialo de tu Constancia.";
            rfc("ISD95", vec![FieldError::new("rfc", message)])
        },
    },
    Example { name: "password", view: password },
];
