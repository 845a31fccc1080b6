//! Gallery examples of the notice.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Notice, NoticeKind};

fn notice(kind: NoticeKind, title: &'static str, text: &'static str) -> AnyView {
    view! {
        <Notice kind=kind title=title>
            {text}
        </Notice>
    }
    .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example {
        name: "untitled",
        view: || {
            view! { <Notice>"Por cada factura seleccionada solo será posible realizar una vez el trámite."</Notice> }
                .into_any()
        },
    },
    Example {
        name: "success",
        view: || {
            let text = "Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas.";
            notice(NoticeKind::Success, "Trámite registrado", text)
        },
    },
    Example {
        name: "attention",
        view: || {
            let text = "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento.";
            notice(NoticeKind::Attention, "Atención", text)
        },
    },
    Example {
        name: "error",
        view: || {
            notice(
                NoticeKind::Error,
                "La cancelación fue rechazada",
                "La factura original sigue vigente y este trámite terminó.",
            )
        },
    },
    Example {
        name: "announced",
        view: || {
            view! {
                <div class="stack">
                    <Notice kind=NoticeKind::Error announced=true>
                        "Algo falló."
                    </Notice>
                    <Notice kind=NoticeKind::Success announced=true>
                        "Listo."
                    </Notice>
                </div>
            }
            .into_any()
        },
    },
];
