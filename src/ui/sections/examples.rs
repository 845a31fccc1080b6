//! Gallery examples of the section links.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{SectionLink, Sections};

pub const EXAMPLES: &[Example] = &[Example {
    name: "second of three",
    view: || {
        let links = ["Movimientos", "Facturas", "Aclaraciones"].map(|label| SectionLink {
            label,
            href: Signal::stored("#".to_owned()),
            current: Signal::stored(label == "Facturas"),
        });
        view! { <Sections label="Secciones" links=links.into()/> }.into_any()
    },
}];
