//! The trámite's page: where it stands, what must be done, and the corrected document once it is there.

use leptos::prelude::*;
use pase_contract::invoices::{Document, GetInvoice, Invoice};
use pase_contract::rebills::{GetRebill, Rebill, RebillStatus};
use pase_contract::{InvoiceId, RebillId};

use super::correction::Correction;
use super::mailbox::MailboxNotice;
use super::parties::Parties;
use super::registered::RegisteredWords;
use super::tramite::{ask_again_after, status_tag, timeline};
use crate::api::{Client, Load, load};
use crate::browser::clock::ServerClock;
use crate::browser::{focus, mexico_city, page};
use crate::format;
use crate::loaded::not_yet;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::ui::{
    ButtonKind, ButtonLink, Copyable, Glyph, Notice, NoticeKind, Page, Skeleton, Subtitle, Tag, Timeline,
};

/// The page. It asks by itself how the trámite stands, as long as it is in front and something may still happen.
#[component]
pub fn TramitePage(
    /// The trámite.
    id: RebillId,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let clock = expect_context::<ServerClock>();
    let context = HelpContext { rebill: Some(id.clone()), ..HelpContext::default() };
    let rebill = load(client.clone(), move || Some(GetRebill { id: id.clone() }));
    let news = Memo::new(move |_| rebill.value.with(|rebill| rebill.as_ref().map(without_time)));
    Effect::new(move |_| {
        if let Some(as_of) = rebill.value.with(|rebill| rebill.as_ref().map(|rebill| rebill.as_of)) {
            clock.set(as_of);
        }
    });
    refresh(rebill);
    let invoice_id =
        Memo::new(move |_| news.with(|rebill| rebill.as_ref().map(|rebill| rebill.invoice_id.clone())));
    let invoice = load(client, move || invoice_id.get().map(|id| GetInvoice { id }));
    let reload = Callback::new(move |()| rebill.reload());
    let failed = context.clone();
    let bones = || view! { <Skeleton label="Cargando tu trámite…" lines=8/> }.into_any();
    view! {
        <Page title="Trámite de refacturación">
            {move || match news.get() {
                Some(rebill) => view! {
                    <Tramite rebill=rebill invoice=invoice context=context.clone() on_mended=reload/>
                }
                .into_any(),
                None => not_yet(rebill, bones, failed.clone()),
            }}
        </Page>
    }
}

/// A trámite but for the time of the answer: what changes the screen.
fn without_time(rebill: &Rebill) -> Rebill {
    Rebill { as_of: rebill.registered_at, ..rebill.clone() }
}

/// Asks again by and by: soon after news, ever more seldom without, not while nobody looks.
fn refresh(rebill: Load<Rebill>) {
    let unchanged = StoredValue::new((None::<RebillStatus>, 0u32));
    Effect::new(move |_| {
        let failed = rebill.failure.with(Option::is_some);
        let status = rebill.value.with(|rebill| rebill.as_ref().map(|rebill| rebill.status));
        if rebill.loading.get() {
            return;
        }
        let Some(status) = status else { return };
        let (before, times) = unchanged.get_value();
        let times = if before == Some(status) || failed { times.saturating_add(1) } else { 0 };
        unchanged.set_value((Some(status), times));
        let Some(wait) = ask_again_after(status, times) else { return };
        let ask = move || {
            if page::is_visible() {
                rebill.reload();
            }
        };
        if let Ok(timer) = set_timeout_with_handle(ask, wait) {
            on_cleanup(move || timer.clear());
        }
    });
    page::on_return(move || {
        let running =
            |rebill: &Option<Rebill>| rebill.as_ref().is_some_and(|rebill| !rebill.status.is_final());
        if rebill.value.try_with_untracked(running).unwrap_or(false) {
            rebill.reload();
        }
    });
}

#[component]
fn Tramite(
    rebill: Rebill,
    invoice: Load<Invoice>,
    context: HelpContext,
    on_mended: Callback<()>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let entries = timeline(&rebill, mexico_city::day_and_time);
    let context = HelpContext { invoice: Some(rebill.invoice_id.clone()), ..context };
    let help = navigation.href(&Route::Help(context));
    let back = move || {
        invoice.value.with(|invoice| {
            let tag = invoice.as_ref().map(|invoice| invoice.tag_id.clone())?;
            let href = navigation.href(&Route::invoices(tag));
            Some(view! { <a href=href>"Volver a mis facturas"</a> })
        })
    };
    let (kind, status) = status_tag(rebill.status);
    let from = (rebill.from.rfc.to_string(), rebill.from.name.clone());
    let to = (rebill.to.rfc.to_string(), rebill.to.name.clone());
    let uuid =
        move || invoice.value.with(|invoice| invoice.as_ref().map(|invoice| format::uuid(invoice.uuid)));
    let root = NodeRef::<leptos::html::Div>::new();
    // What has the focus may leave with the next news: then the page is read on from its heading.
    on_cleanup(move || {
        let Some(root) = root.try_get_untracked().flatten() else { return };
        let heading = root.closest(".page").ok().flatten().filter(|_| focus::is_within(&root));
        if let Some(page) = heading {
            request_animation_frame(move || focus::focus_within(&page, "h1"));
        }
    });
    view! {
        <div node_ref=root>
            <div class="stack">
                <p role="status">
                    <span class="visually-hidden">"Estado: "</span>
                    <Tag kind=kind>{status}</Tag>
                </p>
                <Parties invoice=invoice.value from=from to=to/>
                <p class="tramite__uuid">
                    <span class="hint">"Folio fiscal (UUID) de la factura original"</span>
                    <br/>
                    {move || match uuid() {
                        Some(uuid) => view! { <Copyable text=uuid what="folio fiscal"/> }.into_any(),
                        None => view! { <AwaitedUuid/> }.into_any(),
                    }}
                </p>
                <WhatNow rebill=rebill help=help.clone() on_mended=on_mended/>
            </div>
            <Subtitle>"Avance"</Subtitle>
            <Timeline entries=entries/>
            <p class="actions no-print">{back} <a href=help>"Reportar un problema"</a></p>
        </div>
    }
}

/// Keeps the place of a UUID that is on its way, so that nothing moves when it comes.
#[component]
fn AwaitedUuid() -> impl IntoView {
    view! {
        <span class="code tramite__awaited" aria-hidden="true">
            "00000000-0000-4000-8000-000000000000"
        </span>
    }
}

/// What the customer must know or do at this point.
#[component]
fn WhatNow(rebill: Rebill, help: String, on_mended: Callback<()>) -> impl IntoView {
    match rebill.status {
        RebillStatus::AwaitingAcceptance => view! { <Waiting rebill=rebill help=help/> }.into_any(),
        RebillStatus::Issued => match rebill.corrected_invoice_id {
            Some(id) => view! { <Corrected id=id/> }.into_any(),
            None => ().into_any(),
        },
        RebillStatus::Rejected => view! {
            <Notice kind=NoticeKind::Error title="La cancelación fue rechazada">
                <p>
                    "La factura original sigue vigente y este trámite terminó. Si fue un error, "
                    <a href=help>"escríbenos"</a> " y lo revisamos contigo."
                </p>
            </Notice>
        }
        .into_any(),
        RebillStatus::NeedsCorrection => view! {
            <Correction
                rebill=rebill.id
                id=rebill.fiscal_profile_id
                refusals=rebill.corrections
                help=help
                on_saved=on_mended
            />
        }
        .into_any(),
        RebillStatus::Issuing => {
            let by = rebill.available_by.map(mexico_city::day_and_time).unwrap_or_default();
            view! {
                <Notice>
                    <p>"La factura original ya fue cancelada. Tu documento corregido estará disponible a más tardar el " {by} "."</p>
                </Notice>
            }
            .into_any()
        }
        RebillStatus::Registered
        | RebillStatus::Validating
        | RebillStatus::Cancelling
        | RebillStatus::Unknown => {
            let nobody_is_asked = rebill.acceptance.is_none();
            view! {
                <Notice>
                    <RegisteredWords at_once=nobody_is_asked/>
                </Notice>
            }
            .into_any()
        }
    }
}

#[component]
fn Waiting(rebill: Rebill, help: String) -> impl IntoView {
    let overdue = rebill.overdue.then(|| {
        view! {
            <Notice kind=NoticeKind::Attention title="El plazo para aceptar ya pasó" announced=true>
                <p>
                    "Nada se ha deshecho: la solicitud sigue abierta y todavía puedes aceptar la cancelación en el buzón tributario. Si no puedes entrar o ya no aparece, "
                    <a href=help>"escríbenos"</a> "."
                </p>
            </Notice>
        }
    });
    view! {
        {overdue}
        {rebill.acceptance.map(|acceptance| view! { <MailboxNotice acceptance=acceptance/> })}
        <p class="no-print">
            <a href="https://www.sat.gob.mx/" rel="external noopener" target="_blank">
                "Ir al portal del SAT"
                <span class="visually-hidden">" (se abre en otra ventana)"</span>
            </a>
        </p>
    }
}

/// The corrected document, to be saved.
#[component]
fn Corrected(id: InvoiceId) -> impl IntoView {
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
