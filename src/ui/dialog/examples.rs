//! Gallery examples of the dialog. The button in each opens it.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Button, ButtonKind, Dialog, DialogFoot, Dismissal, Notice, NoticeKind};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Reading,
    Committing,
    Locked,
    Answered,
    AnsweredAtLength,
}

impl Use {
    /// How often the answer repeats its sentence; 0 without an answer.
    fn answers(self) -> usize {
        match self {
            Self::Answered => 1,
            Self::AnsweredAtLength => 12,
            _ => 0,
        }
    }
}

/// The answer to a press: what happened, and a link to help.
fn answer(kind: Use) -> AnyView {
    let times = kind.answers();
    (times > 0)
        .then(|| {
            view! {
                <Notice kind=NoticeKind::Error title="No pudimos registrar el trámite">
                    {(0..times)
                        .map(|_| view! { <p>"Tu factura sigue como estaba. Espera un momento e inténtalo de nuevo."</p> })
                        .collect_view()} <p>
                        <a href="/up/ayuda">"Escríbenos"</a>
                    </p>
                </Notice>
            }
        })
        .into_any()
}

fn dialog(kind: Use) -> AnyView {
    let open = RwSignal::new(false);
    let close = move |_| open.set(false);
    let dismiss = Callback::new(move |dismissal| {
        if kind == Use::Reading || dismissal != Dismissal::Backdrop {
            open.set(false);
        }
    });
    let lines = if kind == Use::Reading || kind.answers() > 0 { 24 } else { 1 };
    view! {
        <Button on_press=move |_| open.set(true)>"Abrir"</Button>
        <Dialog
            open=open
            title="Revisa antes de refacturar".to_owned()
            locked=kind == Use::Locked
            on_dismiss=dismiss
        >
            <div class="stack">
                {(0..lines)
                    .map(|_| view! { <p>"La factura original se cancela y se emite un nuevo documento."</p> })
                    .collect_view()} <Notice kind=NoticeKind::Attention title="Atención">
                    "Por cada factura seleccionada solo será posible realizar una vez el trámite."
                </Notice>
            </div>
            <DialogFoot answer=move || answer(kind)>
                <Button initial_focus=kind == Use::Committing on_press=close>
                    "Volver"
                </Button>
                <Button kind=ButtonKind::Primary busy=kind == Use::Locked on_press=close>
                    "REFACTURAR"
                </Button>
            </DialogFoot>
        </Dialog>
    }
    .into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "answered", view: || dialog(Use::Answered) },
    Example { name: "answered_at_length", view: || dialog(Use::AnsweredAtLength) },
    Example { name: "committing", view: || dialog(Use::Committing) },
    Example { name: "long", view: || dialog(Use::Reading) },
    Example { name: "locked", view: || dialog(Use::Locked) },
];
