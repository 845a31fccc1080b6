//! What the customer must know or do at this point of a trámite.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use pase_contract::InvoiceId;
use pase_contract::invoices::Document;
use pase_contract::rebills::{Acceptance, Rebill, RebillStatus};

use super::super::mailbox::MailboxNotice;
use super::super::registered::RegisteredWords;
use super::correction::Correction;
use crate::api::Client;
use crate::browser::{focus, mexico_city};
use crate::ui::{ButtonKind, ButtonLink, Glyph, Notice, NoticeKind};

/// The notice.
#[component]
pub(super) fn WhatNow(
    /// The trámite as it stands.
    #[prop(into)]
    rebill: Signal<Rebill>,
    /// Where CAVI helps.
    help: String,
    /// Called when what the SAT refused was saved anew.
    on_mended: Callback<()>,
) -> impl IntoView {
    let matter = Memo::new(move |_| rebill.with(Matter::of));
    move || {
        let root = NodeRef::<leptos::html::Div>::new();
        // What has the focus may leave with the next news: then the page is read on from its heading.
        on_cleanup(move || {
            let Some(root) = root.try_get_untracked().flatten() else { return };
            let page = root.closest(".page").ok().flatten().filter(|_| focus::is_within(&root));
            if let Some(page) = page {
                request_animation_frame(move || focus::focus_within(&page, "h1"));
            }
        });
        let matter = matter.get();
        view! {
            <div class="stack" node_ref=root>
                {show(matter, help.clone(), rebill, on_mended)}
            </div>
        }
    }
}

/// What the notice is about; it changes less often than the trámite.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Matter {
    Registered {
        at_once: bool,
    },
    /// Each refusal anew, also one of the same data.
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
    Ready(Option<InvoiceId>),
    Rejected,
}

impl Matter {
    fn of(rebill: &Rebill) -> Self {
        match rebill.status {
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

fn show(matter: Matter, help: String, rebill: Signal<Rebill>, on_mended: Callback<()>) -> AnyView {
    match matter {
        Matter::Registered { at_once } => view! {
            <Notice>
                <RegisteredWords at_once=at_once/>
            </Notice>
        }
        .into_any(),
        Matter::ToCorrect { .. } => {
            let rebill = rebill.get_untracked();
            view! {
                <Correction
                    rebill=rebill.id
                    id=rebill.fiscal_profile_id
                    refusals=rebill.corrections
                    help=help
                    on_saved=on_mended
                />
            }
            .into_any()
        }
        Matter::ToAccept { acceptance, overdue } => view! {
            {overdue.then(|| view! { <Overdue help=help/> })}
            {acceptance.map(|acceptance| view! { <MailboxNotice acceptance=acceptance/> })}
        }
        .into_any(),
        Matter::Issuing { available_by } => {
            let by = available_by.map(mexico_city::day_and_time).unwrap_or_default();
            view! {
                <Notice>
                    <p>"La factura original ya fue cancelada. Tu documento corregido estará disponible a más tardar el " {by} "."</p>
                </Notice>
            }
            .into_any()
        }
        Matter::Ready(id) => id.map(|id| view! { <Ready id=id/> }).into_any(),
        Matter::Rejected => view! {
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
fn Overdue(help: String) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Attention title="El plazo para aceptar ya pasó" announced=true>
            <p>
                "Nada se ha deshecho: la solicitud sigue abierta y todavía puedes aceptar la cancelación en el buzón tributario. Si no puedes entrar o ya no aparece, "
                <a href=help>"escríbenos"</a> "."
            </p>
        </Notice>
    }
}

/// The corrected document, to be saved.
#[component]
fn Ready(id: InvoiceId) -> impl IntoView {
    let client = expect_context::<Client>();
    let xml = client.address(&Document::Xml.path(&id));
    let pdf = client.address(&Document::Pdf.path(&id));
    view! {
        <Notice kind=NoticeKind::Success title="Tu documento corregido está listo" announced=true>
            <div class="actions">
                <ButtonLink kind=ButtonKind::Primary href=pdf external=true glyph=Glyph::Document>
                    "Descargar PDF"
                </ButtonLink>
                <ButtonLink href=xml external=true glyph=Glyph::Document>
                    "Descargar XML"
                </ButtonLink>
            </div>
        </Notice>
    }
}

#[cfg(test)]
mod tests {
    use super::super::timeline::tests::rebill;
    use super::*;

    #[test]
    fn a_question_that_brings_no_news_shows_nothing_anew() {
        let mut later = rebill("awaiting_acceptance", true, &["registered"]);
        let before = Matter::of(&later);
        later.as_of += chrono::TimeDelta::minutes(1);
        assert_eq!(Matter::of(&later), before);
        later.overdue = true;
        assert_ne!(Matter::of(&later), before);
    }
}
