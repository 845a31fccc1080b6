//! Gallery examples of the tag.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Tag, TagKind};

fn tag(kind: TagKind, label: &'static str) -> AnyView {
    view! { <Tag kind=kind>{label}</Tag> }.into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "plain", view: || tag(TagKind::Plain, "actual") },
    Example { name: "current", view: || tag(TagKind::Current, "En trámite") },
    Example { name: "good", view: || tag(TagKind::Good, "Documento corregido disponible") },
    Example { name: "warning", view: || tag(TagKind::NeedsAction, "Acepta en el buzón") },
    Example { name: "bad", view: || tag(TagKind::Bad, "Cancelada") },
];
