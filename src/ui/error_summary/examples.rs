//! Gallery examples of the error summary.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Button, ErrorSummary, FieldError, TextField};

/// A form with two fields. A press on its button sets their errors.
fn form() -> AnyView {
    let errors = RwSignal::new(Vec::new());
    let announcement_count = RwSignal::new(0);
    let check = move |_| {
        errors.set(vec![
            FieldError::new("rfc", "Escribe el RFC. Cópialo de tu Constancia."),
            FieldError::new("postal_code", "Escribe el código postal. Cópialo de tu Constancia."),
        ]);
        announcement_count.update(|count| *count += 1);
    };
    let ignore = Callback::new(|_| {});
    view! {
        <form class="stack">
            <ErrorSummary errors=errors announcement_count=announcement_count/>
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

pub const EXAMPLES: &[Example] = &[Example { name: "form", view: form }];
