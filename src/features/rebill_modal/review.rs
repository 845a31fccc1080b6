//! The review of what will happen, before it does (WCAG 2.2, criterion 3.3.4: a legal commitment is
//! checked first).

use leptos::prelude::*;
use pase_contract::FiscalProfileId;
use pase_contract::invoices::PeriodChange;

use super::model::{Commitment, Obstacle, RebillModel};
use super::open_rebill::OpenRebill;
use super::steps::Steps;
use crate::api::ApiError;
use crate::data_views::failure::{FailureText, title_and_advice};
use crate::features::fiscal_profiles::is_refused_by_padron;
use crate::features::rebills::mailbox::MailboxExplained;
use crate::features::rebills::parties::{Parties, Party};
use crate::navigation::{FiscalProfilesAddress, HelpContext, Navigation, Route};
use crate::ui::{Button, ButtonKind, Checkbox, DialogFoot, ErrorState, LiveRegion, Notice, NoticeKind};

/// The invoice, the old and the new receiver, and what will happen. The button that commits comes
/// last, below the warnings.
#[component]
pub(super) fn Review(rebill: OpenRebill, steps: Steps, on_submit: Callback<()>) -> impl IntoView {
    let sending = Signal::derive(move || rebill.read(RebillModel::is_sending));
    let obstacle = Memo::new(move |_| {
        rebill.read(|model| match &model.commitment {
            Commitment::Open(obstacle) => Some(obstacle.clone()),
            _ => None,
        })
    });
    let news =
        Signal::derive(
            move || if sending.get() { "Registrando el trámite…".to_owned() } else { String::new() },
        );
    let navigation = expect_context::<Navigation>();
    rebill.model.get_untracked().map(|reviewed| {
        let invoice = reviewed.invoice.clone();
        let folio = invoice.folio.clone();
        let help = HelpContext {
            tag: Some(invoice.tag_id.clone()),
            invoice: Some(invoice.id.clone()),
            ..HelpContext::default()
        };
        let from = Party::from(&invoice.receiver);
        let chosen = reviewed.chosen_profile();
        let to = chosen.map(Party::from);
        let period_change = reviewed.period_change();
        let has_doubtful_rfc = chosen.is_some_and(|profile| !profile.rfc.has_valid_check_digit());
        let refused = chosen.filter(|profile| is_refused_by_padron(profile));
        let refused = refused.map(|profile| profile.id.clone());
        let same = reviewed.keeps_receiver().then(|| view! { <SameReceiver rebill=rebill/> });
        let answer_help = help.clone();
        let answer = move || match obstacle.get() {
            Some(Obstacle::Failed(error)) => {
                let FailureText { title, text } = commitment_failure_text(&error);
                let error = error.trace_id().map(str::to_owned);
                let help = navigation.href(&Route::Help(HelpContext { error, ..answer_help.clone() }));
                view! { <ErrorState title=title text=text retry=None help=help/> }.into_any()
            }
            Some(Obstacle::None | Obstacle::ConfirmationMissing) | None => ().into_any(),
        };
        view! {
            <div class="stack">
                {to.map(|to| {
                    view! {
                        <Parties
                            folio=invoice.folio
                            period=invoice.period
                            issued_at=invoice.issued_at
                            total=invoice.total
                            from=from
                            to=to
                        />
                    }
                })}
                <Consequences model=reviewed help=help/>
                {period_change.map(|change| view! { <AnotherPeriod change=change/> })}
                {has_doubtful_rfc.then(|| view! { <DoubtfulRfc/> })}
                {refused.map(|id| view! { <NotRecognised id=id rebill=rebill/> })}
                <Notice kind=NoticeKind::Attention title="Solo una vez">
                    "Por cada factura seleccionada solo será posible realizar una vez el trámite de refactura."
                </Notice>
                {same}
            </div>
            <LiveRegion news=news/>
            <DialogFoot after_reading=true answer=answer>
                <Button busy=sending on_press=move |_| steps.back_to_choice()>
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

/// Words a commitment that failed. By now it is known that nothing was registered, whatever the
/// failure was.
fn commitment_failure_text(error: &ApiError) -> FailureText {
    let (title, advice) = title_and_advice(error);
    FailureText {
        title,
        text: format!("Tu trámite no quedó registrado y nada cambió en tu factura. {advice}"),
    }
}

#[component]
fn Consequences(model: RebillModel, help: HelpContext) -> impl IntoView {
    let help = expect_context::<Navigation>().href(&Route::Help(help));
    let acceptor = model.acceptor().map(ToString::to_string);
    let cancelled = if model.keeps_receiver() {
        "La factura original se cancela y se emite un nuevo documento a la misma razón social, con sus datos corregidos."
    } else {
        "La factura original se cancela y se emite un nuevo documento a la nueva razón social."
    };
    let after = match acceptor {
        None => view! {
            <li>{cancelled}</li>
            <li>"Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."</li>
        }
        .into_any(),
        Some(_) => view! {
            <li>"Por su importe, la cancelación de la factura original debe aceptarse en el buzón tributario, en un lapso no mayor a 24 horas."</li>
            <li>
                "Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."
            </li>
        }
        .into_any(),
    };
    view! {
        <h3>"Qué va a pasar"</h3>
        <ul class="list">{after}</ul>
        {acceptor
            .map(|rfc| {
                view! {
                    <Notice kind=NoticeKind::Attention title="Necesitas el buzón tributario del receptor actual">
                        <p>
                            "La cancelación la acepta quien recibió la factura: RFC "
                            <strong class="code" translate="no">{rfc}</strong> ". ¿No tienes acceso a su buzón tributario? "
                            <a href=help>"Escríbenos antes de refacturar"</a> "."
                        </p>
                        <MailboxExplained/>
                    </Notice>
                }
            })}
    }
}

/// Says before the commitment what will happen, because the padrón did not recognize the new
/// receiver when it was saved.
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

/// Warns that the check digit does not match the RFC. Some RFCs that the SAT issued are like that,
/// so this is a warning and no refusal.
#[component]
fn DoubtfulRfc() -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Attention title="Este RFC podría tener un error">
            "Compáralo con tu Constancia antes de refacturar: el último carácter no coincide con los demás."
        </Notice>
    }
}

/// Warns that the corrected document has its own date: for some régimenes a deduction belongs to
/// the period of its document.
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

/// Asks the customer to confirm an unchanged receiver. The manual allows it ("Si no desea realizar
/// modificaciones en este dato omita el cambio"), but it uses up the invoice's only re-billing.
#[component]
fn SameReceiver(rebill: OpenRebill) -> impl IntoView {
    let confirmed = Signal::derive(move || rebill.read(|model| model.same_receiver_confirmed));
    let error = Signal::derive(move || {
        let missing =
            rebill.read(|model| model.commitment == Commitment::Open(Obstacle::ConfirmationMissing));
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
                label="Sí, quiero usar mi única refacturación con el mismo RFC"
                name="confirm_same_receiver"
                checked=confirmed
                error=error
                on_change=confirm
            />
        </Notice>
    }
}
