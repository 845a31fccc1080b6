//! The error summary's examples.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Button, ErrorSummary, FieldError, TextField};

/// A form of two fields that gets its errors when its button is pressed.
fn form() -> AnyView {
    let errors = RwSignal::new(Vec::new());
    let check = move |_| {
        errors.set(vec![
            FieldError { field: "rfc", message: "Escribe el RFC. Cópialo de tu Constancia." },
            FieldError {
                field: "postal_code",
                message: "Escribe el código postal. Cópialo de tu Constancia.",
            },
        ]);
    };
    let ignore = Callback::new(|_| {});
    view! {
        <form class="stack">
            <ErrorSummary errors=errors/>
            <TextField label="RFC" name="rfc" errors=errors value=String::new() on_input=ignore/>
            <TextField
                label="Código postal"
                name="postal_code"
                inputmode="numeric"
                errors=errors
                value=String::new()
                on_input=ignore
            />
            <Button on_press=check>"Guardar"</Button>
        </form>
    }
    .into_any()
}

/// All of them.
pub const EXAMPLES: &[Example] = &[Example { name: "form", view: form }];
