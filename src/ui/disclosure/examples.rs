//! Gallery examples of the disclosure.

use leptos::prelude::*;

use crate::ui::Disclosure;
use crate::ui::gallery::Example;

pub const EXAMPLES: &[Example] = &[Example {
    name: "closed",
    view: || {
        view! {
            <Disclosure summary="¿Qué es el buzón tributario?">
                <p>"Es el buzón de cada contribuyente en el portal del SAT."</p>
            </Disclosure>
        }
        .into_any()
    },
}];
