//! The dialog's examples; the button in each opens it.

use leptos::prelude::*;

use crate::ui::gallery::Example;
use crate::ui::{Button, ButtonKind, Dialog, DialogFoot, Dismissal, Notice, NoticeKind};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Reading,
    Committing,
    Locked,
}

fn dialog(kind: Use) -> AnyView {
    let open = RwSignal::new(false);
    let close = move |_| open.set(false);
    let dismiss = Callback::new(move |dismissal| {
        if kind == Use::Reading || dismissal != Dismissal::Backdrop {
            open.set(false);
        }
    });
    let lines = if kind == Use::Reading { 24 } else { 1 };
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
            <DialogFoot>
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

/// All of them.
pub const EXAMPLES: &[Example] = &[
    Example { name: "committing", view: || dialog(Use::Committing) },
    Example { name: "long", view: || dialog(Use::Reading) },
    Example { name: "locked", view: || dialog(Use::Locked) },
];
