//! What the customer must know or do at this point of a trámite.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use pase_contract::InvoiceId;
use pase_contract::invoices::Document;
use pase_contract::rebills::{Acceptance, CancellationBlocker, Rebill, RebillStatus};

use super::correction::Correction;
use crate::data_views::document_links::{DocumentLink, DocumentLinks, Look, PressAction};
use crate::features::rebills::mailbox::MailboxNotice;
use crate::features::rebills::registered::RegisteredText;
use crate::features::rebills::turn::overdue_text;
use crate::locale::format;
use crate::locale::mexico_city;
use crate::ui::{ButtonKind, Notice, NoticeKind};

#[component]
pub(super) fn NextAction(
    /// The current state of the trámite.
    #[prop(into)]
    rebill: Signal<Rebill>,
    /// The address of help from CAVI.
    help: String,
    /// Called after the data that the SAT refused were saved again.
    on_corrected: Callback<()>,
) -> impl IntoView {
    let subject = Memo::new(move |_| rebill.with(NoticeSubject::of));
    move || {
        let subject = subject.get();
        view! {
            <div class="stack">
                {notice(subject, help.clone(), rebill, on_corrected)}
            </div>
        }
    }
}

/// What the notice is about. It changes less often than the trámite.
#[derive(Clone, Debug, PartialEq, Eq)]
enum NoticeSubject {
    Registered {
        at_once: bool,
    },
    /// `refused` counts the refusals, so that each is a new matter, even of the same data.
    ToCorrect {
        refused: usize,
    },
    ToAccept {
        acceptance: Option<Acceptance>,
        overdue: bool,
    },
    Issuing {
        available_by: Option<DateTime<Utc>>,
    },
    /// The SAT says *No cancelable*. Neither the customer nor PASE can do anything about it.
    NotCancellable {
        late: bool,
    },
    /// What was promised is late, and not because of the customer.
    Late,
    Ready(Option<InvoiceId>),
    Rejected,
}

impl NoticeSubject {
    fn of(rebill: &Rebill) -> Self {
        match rebill.status {
            _ if rebill.hold == Some(CancellationBlocker::NotCancellable) => {
                Self::NotCancellable { late: is_late(rebill) }
            }
            _ if is_late(rebill) => Self::Late,
            RebillStatus::Registered
            | RebillStatus::Validating
            | RebillStatus::Cancelling
            | RebillStatus::Unknown => Self::Registered { at_once: rebill.acceptance.is_none() },
            RebillStatus::NeedsCorrection => {
                let refusals = rebill.steps.iter().filter(|step| step.step == RebillStatus::NeedsCorrection);
                Self::ToCorrect { refused: refusals.count() }
            }
            RebillStatus::AwaitingAcceptance => {
                Self::ToAccept { acceptance: rebill.acceptance.clone(), overdue: rebill.overdue }
            }
            RebillStatus::Issuing => Self::Issuing { available_by: rebill.available_by },
            RebillStatus::Issued => Self::Ready(rebill.corrected.as_ref().map(|invoice| invoice.id.clone())),
            RebillStatus::Rejected => Self::Rejected,
        }
    }
}

/// Whether the time promised to the customer has passed. The server promises none while the trámite
/// waits for someone.
fn is_late(rebill: &Rebill) -> bool {
    rebill.promised_by.is_some_and(|promised_by| rebill.as_of > promised_by)
}

fn notice(
    subject: NoticeSubject,
    help: String,
    rebill: Signal<Rebill>,
    on_corrected: Callback<()>,
) -> AnyView {
    match subject {
        NoticeSubject::Registered { at_once } => view! {
            <Notice>
                <p>
                    {if at_once {
                        "Tu trámite está en curso: no tienes que hacer nada."
                    } else {
                        "Tu trámite está en curso. Aquí verás qué aceptar en el buzón tributario en cuanto el SAT lo pida."
                    }}
                </p>
                <div class="manual">
                    <RegisteredText at_once=at_once/>
                </div>
            </Notice>
        }
        .into_any(),
        NoticeSubject::ToCorrect { .. } => {
            let rebill = rebill.get_untracked();
            view! {
                <Correction
                    rebill=rebill.id
                    id=rebill.fiscal_profile_id
                    refusals=rebill.corrections
                    help=help
                    on_saved=on_corrected
                />
            }
            .into_any()
        }
        NoticeSubject::ToAccept { acceptance, overdue } => view! {
            {acceptance
                .clone()
                .filter(|_| overdue)
                .map(|acceptance| view! { <Overdue acceptance=acceptance help=help/> })}
            {acceptance
                .map(|acceptance| {
                    let uuid = rebill.with_untracked(|rebill| format::uuid(rebill.original.uuid));
                    view! { <MailboxNotice acceptance=acceptance uuid=uuid/> }
                })}
        }
        .into_any(),
        NoticeSubject::Issuing { available_by } => {
            let now = rebill.with_untracked(|rebill| rebill.as_of);
            let by = available_by.map(|by| mexico_city::day_and_time(by, now)).map(|by| {
                view! {
                    <p>
                        "Tu documento corregido estará disponible a más tardar el " {by} " "
                        {format::MEXICO_CITY_TIME} "."
                    </p>
                }
            });
            view! {
                <Notice>
                    <p>"La factura original ya fue cancelada."</p>
                    {by}
                </Notice>
            }
            .into_any()
        }
        NoticeSubject::NotCancellable { late } => view! {
            <Notice title="Por ahora el SAT no permite cancelar la factura original">
                <p>
                    "Suele pasar cuando otros documentos vigentes están relacionados con ella, como un complemento de pago o una nota de crédito: se puede cancelar cuando esos estén cancelados. No tienes que hacer nada: seguimos preguntando y el trámite continúa en cuanto el SAT lo permita."
                </p>
                {late
                    .then(|| {
                        view! {
                            <p>
                                "Está tardando más de lo normal. Si lo necesitas pronto, " <a href=help>"escríbenos"</a>
                                " y lo revisamos contigo."
                            </p>
                        }
                    })}
            </Notice>
        }
        .into_any(),
        NoticeSubject::Late => view! {
            <Notice title="Está tardando más de lo normal">
                <p>
                    "Tu trámite sigue en curso, nada se ha perdido y no tienes que hacer nada. Si lo necesitas pronto, "
                    <a href=help>"escríbenos"</a> " y lo revisamos contigo."
                </p>
            </Notice>
        }
        .into_any(),
        NoticeSubject::Ready(id) => id.map(|id| view! { <Ready id=id/> }).into_any(),
        NoticeSubject::Rejected => view! {
            <Notice kind=NoticeKind::Error title="La cancelación fue rechazada">
                <p>
                    "Quien recibió la factura original no aceptó cancelarla: esa factura sigue vigente, con la razón social que tenía, y este trámite terminó. No se emitió otro documento."
                </p>
                <p>
                    "Por cada factura solo es posible realizar una vez el trámite. Si fue un error, "
                    <a href=help>"escríbenos"</a> " y lo revisamos contigo."
                </p>
            </Notice>
        }
        .into_any(),
    }
}

#[component]
fn Overdue(acceptance: Acceptance, help: String) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Attention title=overdue_text(&acceptance)>
            <p>
                "Nada se ha deshecho: la solicitud sigue abierta en el buzón tributario. Si no puedes entrar o ya no aparece, "
                <a href=help>"escríbenos"</a> "."
            </p>
        </Notice>
    }
}

/// The corrected document, to be saved.
#[component]
fn Ready(id: InvoiceId) -> impl IntoView {
    let link = |label, path, kind| DocumentLink {
        path,
        label,
        of: String::new(),
        look: Look::Button(kind),
        action: PressAction::Save,
    };
    let links = vec![
        link("Descargar PDF", Document::Pdf.path(&id), ButtonKind::Primary),
        link("Descargar XML", Document::Xml.path(&id), ButtonKind::Secondary),
    ];
    view! {
        <Notice kind=NoticeKind::Success title="Tu documento corregido está listo">
            <DocumentLinks links=links/>
        </Notice>
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::features::rebills::turn::tests::rebill;

    #[test]
    fn a_question_that_brings_no_news_changes_no_notice() {
        let mut later = rebill("awaiting_acceptance", true, &["registered"]);
        let before = NoticeSubject::of(&later);
        later.as_of += TimeDelta::minutes(1);
        assert_eq!(NoticeSubject::of(&later), before);
        later.overdue = true;
        assert_ne!(NoticeSubject::of(&later), before);
    }

    #[test]
    fn what_was_promised_and_has_not_come_is_not_promised_again() {
        for status in ["registered", "validating", "cancelling", "issuing"] {
            let mut slow = rebill(status, false, &["registered"]);
            slow.promised_by = Some(slow.as_of);
            assert_ne!(NoticeSubject::of(&slow), NoticeSubject::Late, "{status}");
            slow.as_of += TimeDelta::seconds(1);
            assert_eq!(NoticeSubject::of(&slow), NoticeSubject::Late, "{status}");
        }
        // If the server promises no time, the trámite is never late.
        let mut issuing = rebill("issuing", true, &["registered", "issuing"]);
        issuing.as_of += TimeDelta::days(3);
        assert_eq!(NoticeSubject::of(&issuing), NoticeSubject::Issuing { available_by: None });
        let mut waiting = rebill("awaiting_acceptance", true, &["registered"]);
        waiting.as_of += TimeDelta::days(3);
        assert_ne!(NoticeSubject::of(&waiting), NoticeSubject::Late, "that one is the receiver's to keep");
    }

    #[test]
    fn what_the_sat_does_not_permit_says_so_and_when_it_takes_too_long() {
        let mut blocked = rebill("cancelling", false, &["registered"]);
        blocked.hold = Some(CancellationBlocker::NotFiled);
        assert_eq!(
            NoticeSubject::of(&blocked),
            NoticeSubject::Registered { at_once: true },
            "that is a matter of minutes"
        );
        blocked.hold = Some(CancellationBlocker::NotCancellable);
        blocked.promised_by = Some(blocked.as_of);
        assert_eq!(NoticeSubject::of(&blocked), NoticeSubject::NotCancellable { late: false });
        blocked.as_of += TimeDelta::seconds(1);
        assert_eq!(NoticeSubject::of(&blocked), NoticeSubject::NotCancellable { late: true });
    }
}
