//! Reviewing what will happen, before it does (WCAG 2.2, criterion 3.3.4: a legal commitment is checked first).

use leptos::prelude::*;
use pase_contract::FiscalProfileId;
use pase_contract::invoices::PeriodChange;

use super::OpenRebill;
use super::mailbox::MailboxExplained;
use super::model::{Phase, RebillModel};
use super::parties::{Parties, Party};
use crate::failure::Failure;
use crate::navigation::Navigation;
use crate::route::{FiscalProfilesAddress, HelpContext, Route};
use crate::ui::{Button, ButtonKind, Checkbox, DialogFoot, LiveRegion, Notice, NoticeKind};

/// Old receiver → new receiver, total, what will happen; then the commitment.
#[component]
pub(super) fn Review(rebill: OpenRebill, on_submit: Callback<()>) -> impl IntoView {
    let sending = Signal::derive(move || rebill.read(RebillModel::is_sending));
    let failure = Memo::new(move |_| {
        rebill.read(|model| match &model.phase {
            Phase::Reviewing { failure, .. } => failure.clone(),
            _ => None,
        })
    });
    let news =
        Signal::derive(
            move || if sending.get() { "Registrando el trámite…".to_owned() } else { String::new() },
        );
    let back = move |_| {
        rebill.change(RebillModel::back);
    };
    rebill.model.get_untracked().map(|reviewed| {
        let invoice = reviewed.invoice.clone();
        let folio = invoice.folio.clone();
        let help = HelpContext {
            tag: Some(invoice.tag_id.clone()),
            invoice: Some(invoice.id.clone()),
            ..HelpContext::default()
        };
        let from = Party::from(&invoice.receiver);
        let to = reviewed.chosen_profile().map(Party::from);
        let period_change = reviewed.period_change();
        let refused = reviewed.chosen_profile().filter(|profile| !profile.refusals().is_empty());
        let refused = refused.map(|profile| profile.id.clone());
        let same = reviewed.keeps_receiver().then(|| view! { <SameReceiver rebill=rebill/> });
        view! {
            <div class="stack">
                {to.map(|to| view! { <Parties folio=invoice.folio total=invoice.total from=from to=to/> })}
                <Consequences model=reviewed help=help.clone()/>
                {refused.map(|id| view! { <NotRecognised id=id rebill=rebill/> })}
                {period_change.map(|change| view! { <AnotherPeriod change=change/> })}
                {same}
                {move || failure.get().map(|error| view! { <Failure error=error context=help.clone()/> })}
            </div>
            <LiveRegion news=news/>
            <DialogFoot>
                <Button initial_focus=true on_press=back>
                    "Volver"
                </Button>
                <Button kind=ButtonKind::Primary busy=sending on_press=move |_| on_submit.run(())>
                    "REFACTURAR"
                    <span class="visually-hidden">" la factura " {folio}</span>
                </Button>
            </DialogFoot>
        }
    })
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
        <h3>"Qué va a pasar"</h3>
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
                        <MailboxExplained/>
                    </Notice>
                }
            })}
    }
}

/// The padrón did not recognise the new receiver when it was saved: what will happen, before the commitment.
#[component]
fn NotRecognised(id: FiscalProfileId, rebill: OpenRebill) -> impl IntoView {
    let route = Route::FiscalProfiles(FiscalProfilesAddress::Edit(id));
    let edit = expect_context::<Navigation>().href(&route);
    view! {
        <Notice kind=NoticeKind::Attention title="El SAT no reconoce los datos de la nueva razón social">
            <p>
                "El trámite se detendrá, sin cancelar nada, hasta que los corrijas. "
                <a href=edit on:click=move |_| rebill.close()>
                    "Corrígelos antes en tus datos fiscales"
                </a> "."
            </p>
        </Notice>
    }
}

/// The corrected document carries its own date: for some régimenes a deduction belongs to the period of its document.
#[component]
fn AnotherPeriod(change: PeriodChange) -> impl IntoView {
    let title = match change {
        PeriodChange::Year => "El nuevo documento puede quedar en otro año",
        PeriodChange::Month | PeriodChange::Unknown => "El nuevo documento puede quedar en otro mes",
    };
    view! {
        <Notice kind=NoticeKind::Attention title=title>
            <p>
                "Llevará la fecha en que se emita, no la de la factura original. Si deduces este gasto, pregúntale antes a tu contador en qué periodo te corresponde."
            </p>
        </Notice>
    }
}

/// "Si no desea realizar modificaciones en este dato omita el cambio": it still spends the invoice's only re-billing.
#[component]
fn SameReceiver(rebill: OpenRebill) -> impl IntoView {
    let confirmed = Signal::derive(move || rebill.read(|model| model.same_receiver_confirmed));
    let error = Signal::derive(move || {
        let missing =
            rebill.read(|model| matches!(model.phase, Phase::Reviewing { confirmation_missing: true, .. }));
        missing.then_some("Marca la casilla para confirmar, o vuelve y elige otra razón social.")
    });
    let confirm = Callback::new(move |confirmed| {
        rebill.change(|model| model.same_receiver_confirmed = confirmed);
    });
    view! {
        <Notice kind=NoticeKind::Attention title="La razón social es la misma">
            <p>
                "El nuevo documento se emitirá al mismo RFC, con sus datos corregidos. Esto consume la única refacturación de la factura."
            </p>
            <Checkbox
                label="Entiendo y quiero conservar la misma razón social."
                name="confirm_same_receiver"
                checked=confirmed
                error=error
                on_change=confirm
            />
        </Notice>
    }
}
