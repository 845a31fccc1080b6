//! The examples of sections.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{SectionLink, Sections};

/// All of them.
pub const EXAMPLES: &[Example] = &[Example {
    name: "second of three",
    view: || {
        let links = ["Movimientos", "Facturas", "Aclaraciones"].map(|words| SectionLink {
            words,
            href: "#".to_owned(),
            current: Signal::stored(words == "Facturas"),
        });
        view! { <Sections label="Secciones" links=links.into()/> }.into_any()
    },
}];
