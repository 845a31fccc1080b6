//! The tag's examples.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Tag, TagKind};

fn tag(kind: TagKind, words: &'static str) -> AnyView {
    view! { <Tag kind=kind>{words}</Tag> }.into_any()
}

/// All of them.
pub const EXAMPLES: &[Example] = &[
    Example { name: "plain", view: || tag(TagKind::Plain, "actual") },
    Example { name: "current", view: || tag(TagKind::Current, "En trámite") },
    Example { name: "good", view: || tag(TagKind::Good, "Documento corregido disponible") },
    Example { name: "heed", view: || tag(TagKind::Heed, "Aceptación pendiente") },
    Example { name: "bad", view: || tag(TagKind::Bad, "Cancelada") },
];
