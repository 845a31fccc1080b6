//! Reviewing what will happen, before it does (WCAG 2.2, criterion 3.3.4: a legal commitment is checked first).

use leptos::prelude::*;

use super::model::{Phase, RebillModel};
use crate::failure::Failure;
use crate::format;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::ui::{Button, ButtonKind, Notice, NoticeKind};

/// Old receiver → new receiver, total, what will happen; then the commitment.
#[component]
pub(super) fn Review(model: RwSignal<Option<RebillModel>>, on_submit: Callback<()>) -> impl IntoView {
    let sending =
        Signal::derive(move || model.with(|model| model.as_ref().is_some_and(RebillModel::is_sending)));
    let failure = Memo::new(move |_| {
        model.with(|model| match model.as_ref().map(|model| &model.phase) {
            Some(Phase::Reviewing { failure, .. }) => failure.clone(),
            _ => None,
        })
    });
    let reviewed = model.get_untracked();
    let back = move |_| {
        model.update(|model| {
            if let Some(model) = model {
                model.back();
            }
        });
    };
    reviewed.map(|reviewed| {
        let folio = reviewed.invoice.folio.clone();
        let help = HelpContext {
            tag: Some(reviewed.invoice.tag_id.clone()),
            invoice: Some(reviewed.invoice.id.clone()),
            ..HelpContext::default()
        };
        view! {
            <Parties model=reviewed.clone()/>
            <Consequences model=reviewed.clone() help=help.clone()/>
            {reviewed.keeps_receiver().then(|| view! { <SameReceiver model=model/> })}
            {move || failure.get().map(|error| view! { <Failure error=error context=help.clone()/> })}
            <div class="actions actions--end">
                <Button on_press=back>"Volver"</Button>
                <Button kind=ButtonKind::Primary busy=sending on_press=move |_| on_submit.run(())>
                    "REFACTURAR"
                    <span class="visually-hidden">" la factura " {folio}</span>
                </Button>
            </div>
        }
    })
}

#[component]
fn Parties(model: RebillModel) -> impl IntoView {
    let invoice = &model.invoice;
    let new = model.chosen_profile().map(|profile| (profile.rfc.to_string(), profile.name.to_string()));
    let (rfc, name) = new.unwrap_or_default();
    view! {
        <dl class="review">
            <div class="review__row">
                <dt>"Factura"</dt>
                <dd>{invoice.folio.clone()} ", " {format::period(invoice.period)}</dd>
            </div>
            <div class="review__row">
                <dt>"Total"</dt>
                <dd class="review__total">{format::money(invoice.total)}</dd>
            </div>
            <div class="review__row">
                <dt>"Razón social actual"</dt>
                <dd>
                    <span class="code">{invoice.receiver.rfc.to_string()}</span> <br/> {invoice.receiver.name.clone()}
                </dd>
            </div>
            <div class="review__row review__row--new">
                <dt>"Nueva razón social"</dt>
                <dd><span class="code">{rfc}</span> <br/> {name}</dd>
            </div>
        </dl>
    }
}

#[component]
fn Consequences(model: RebillModel, help: HelpContext) -> impl IntoView {
    let help = expect_context::<Navigation>().href(&Route::Help(help));
    let acceptor = model.acceptor().map(ToString::to_string);
    let once = "Por cada factura seleccionada solo será posible realizar una vez el trámite de refactura.";
    let after = match acceptor {
        None => view! {
            <li>"La factura original se cancela y se emite un nuevo documento a la nueva razón social."</li>
            <li>"Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."</li>
        }
        .into_any(),
        Some(_) => view! {
            <li>"La cancelación de la factura original debe aceptarse en el buzón tributario, en un lapso no mayor a 24 horas."</li>
            <li>
                "Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."
            </li>
        }
        .into_any(),
    };
    view! {
        <h3 class="dialog__subtitle">"Qué va a pasar"</h3>
        <ul class="list">{after} <li>{once}</li></ul>
        {acceptor
            .map(|rfc| {
                view! {
                    <Notice kind=NoticeKind::Attention title="Necesitas el buzón tributario del receptor actual">
                        <p>
                            "Por su importe, la cancelación de esta factura debe aceptarla quien la recibió: el RFC "
                            <strong class="code">{rfc}</strong> ". ¿No tienes acceso a su buzón tributario? "
                            <a href=help>"Escríbenos antes de refacturar"</a> "."
                        </p>
                    </Notice>
                }
            })}
    }
}

/// "Si no desea realizar modificaciones en este dato omita el cambio": it still spends the invoice's only re-billing.
#[component]
fn SameReceiver(model: RwSignal<Option<RebillModel>>) -> impl IntoView {
    let confirmed =
        move || model.with(|model| model.as_ref().is_some_and(|model| model.same_receiver_confirmed));
    let missing = Memo::new(move |_| {
        model.with(|model| {
            let phase = model.as_ref().map(|model| &model.phase);
            matches!(phase, Some(Phase::Reviewing { confirmation_missing: true, .. }))
        })
    });
    let confirm = move |event| {
        let confirmed = event_target_checked(&event);
        model.update(|model| {
            if let Some(model) = model {
                model.same_receiver_confirmed = confirmed;
            }
        });
    };
    view! {
        <Notice kind=NoticeKind::Attention title="La razón social es la misma">
            <p>
                "El nuevo documento se emitirá al mismo RFC, con sus datos corregidos. Esto consume la única refacturación de la factura."
            </p>
            <label class="check">
                <input
                    type="checkbox"
                    name="confirm_same_receiver"
                    prop:checked=confirmed
                    aria-invalid=move || missing.get().then_some("true")
                    on:change=confirm
                />
                "Entiendo y quiero conservar la misma razón social."
            </label>
            <div role="alert">
                {move || {
                    missing
                        .get()
                        .then(|| {
                            view! {
                                <p class="field__error">
                                    "Marca la casilla para confirmar, o vuelve y elige otra razón social."
                                </p>
                            }
                        })
                }}
            </div>
        </Notice>
    }
}
