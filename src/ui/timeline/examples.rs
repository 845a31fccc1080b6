//! Gallery examples of the timeline.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Timeline, TimelineEntry, TimelineState};

fn entry(title: &str, state: TimelineState, time: Option<&str>, text: Option<&str>) -> TimelineEntry {
    TimelineEntry {
        title: title.to_owned(),
        state,
        time: time.map(str::to_owned),
        text: text.map(str::to_owned),
    }
}

fn waiting() -> AnyView {
    let entries = vec![
        entry("Trámite registrado", TimelineState::Done, Some("miércoles 3 de junio, 10:00 h"), None),
        entry("Datos validados", TimelineState::Done, Some("miércoles 3 de junio, 10:00 h"), None),
        entry(
            "Aceptación pendiente en el buzón tributario",
            TimelineState::Current,
            None,
            Some("RFC ISD950921HE5"),
        ),
        entry("Factura original cancelada", TimelineState::Pending, None, None),
        entry("Documento corregido disponible", TimelineState::Pending, None, None),
    ];
    view! { <Timeline entries=entries/> }.into_any()
}

fn rejected() -> AnyView {
    let entries = vec![
        entry("Trámite registrado", TimelineState::Done, Some("miércoles, 3 de junio, 10:00 h"), None),
        entry(
            "Cancelación rechazada",
            TimelineState::Failed,
            Some("miércoles 3 de junio, 11:20 h"),
            Some("El receptor actual no aceptó la cancelación: la factura original sigue vigente."),
        ),
    ];
    view! { <Timeline entries=entries/> }.into_any()
}

pub const EXAMPLES: &[Example] =
    &[Example { name: "waiting", view: waiting }, Example { name: "rejected", view: rejected }];
