//! Gallery examples of the empty state.

use leptos::prelude::*;

use crate::ui::Empty;
use crate::ui::gallery::Example;

pub const EXAMPLES: &[Example] = &[Example {
    name: "with a way on",
    view: || {
        view! {
            <Empty title="Ninguna factura coincide">
                <p>"Revisa el texto del filtro o cambia las fechas de Inicio y Fin."</p>
            </Empty>
        }
        .into_any()
    },
}];
