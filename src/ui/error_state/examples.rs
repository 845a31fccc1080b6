//! Gallery examples of the error state.

use leptos::prelude::*;

use crate::ui::ErrorState;
use crate::ui::gallery::Example;

fn state(retry: Option<Callback<()>>) -> AnyView {
    view! {
        <ErrorState
            title="No pudimos conectarnos"
            text="Revisa tu conexión a internet e inténtalo de nuevo. No se perdió nada de lo que hiciste."
            retry=retry
            help="#"
        />
    }
    .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "with another try", view: || state(Some(Callback::new(|()| {}))) },
    Example { name: "final", view: || state(None) },
];
