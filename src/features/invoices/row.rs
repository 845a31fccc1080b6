//! A row of the table, and what opens below it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use pase_contract::invoices::{
    Document, Invoice, InvoiceConcept, Rebillability, RefusalReason, TramiteState,
};
use pase_contract::{InvoiceId, RebillId};

use super::refusal;
use super::table_address::TableAddress;
use crate::browser::clock::ServerClock;
use crate::data_views::document_links::{DocumentLink, DocumentLinks, Look, PressAction};
use crate::features::rebills::turn::{Turn, deadline_text};
use crate::locale::format;
use crate::navigation::{Navigation, RebillStep, Route};
use crate::ui::{
    Button, ButtonKind, Cell, CellKind, Copyable, Disclosure, Notice, NoticeKind, Row, RowDetails, RowOpener,
    Tag,
};

/// The number of columns of the table.
pub(super) const COLUMNS: usize = 7;

/// An invoice: the row, and below it what can be done with it.
#[component]
pub(super) fn InvoiceRow(
    id: InvoiceId,
    #[prop(into)] invoice: Signal<Option<Invoice>>,
    address: TableAddress,
) -> impl IntoView {
    let own = id.clone();
    let open = Memo::new(move |_| address.with(|address| address.open_id() == Some(&own)));
    let own = id.clone();
    let toggle = Callback::new(move |_| address.toggle(own.clone()));
    let details = format!("pase-invoice-{id}");
    let controls = details.clone();
    view! {
        {invoice.get_untracked().map(|issued| cells(issued, invoice, open, controls, toggle))}
        <RowDetails id=details columns=COLUMNS open=open>
            {move || invoice.get().map(|invoice| view! { <Details invoice=invoice address=address/> })}
        </RowDetails>
    }
}

/// The cells of a row. The data of an issued invoice never change, so they are rendered once; only
/// the tag with its state is updated.
fn cells(
    invoice: Invoice,
    now: Signal<Option<Invoice>>,
    open: Memo<bool>,
    controls: String,
    toggle: Callback<MouseEvent>,
) -> impl IntoView {
    let concept = match invoice.concept {
        InvoiceConcept::Invoice => "FACTURA",
        InvoiceConcept::Unknown => "DOCUMENTO",
    };
    let tag = Memo::new(move |_| {
        now.with(|invoice| match invoice.as_ref()?.rebill {
            Rebillability::Refused { reason, ref tramite, .. } => {
                refusal::refusal_tag(reason, refusal::turn(tramite.as_ref()))
            }
            Rebillability::Allowed { .. } => None,
        })
    });
    let Invoice { id, folio, receiver, issued_at, period, total, .. } = invoice;
    let shown_folio = folio.clone();
    let name = Signal::derive(move || {
        let verb = if open.get() { "Cerrar" } else { "Abrir" };
        format!("{verb} factura folio {folio}")
    });
    view! {
        <Row open=open on_press=toggle attr:data-row=id.to_string()>
            <Cell label="Concepto" kind=CellKind::Title>
                <span class="invoice__concept">
                    <span>{concept}</span>
                    {move || tag.get().map(|(kind, text)| view! { <Tag kind=kind>{text}</Tag> })}
                </span>
            </Cell>
            <Cell label="RFC/Razón Social" kind=CellKind::Wide>
                <span class="code" translate="no">{receiver.rfc.to_string()}</span>
                <span class="hint">{receiver.name}</span>
            </Cell>
            <Cell label="Fecha">
                <time translate="no" datetime=issued_at.to_string()>{format::cfdi_date_time(issued_at)}</time>
            </Cell>
            <Cell label="Período">
                <span class="invoice__period">{format::period(period)}</span>
            </Cell>
            <Cell label="Folio">
                <span class="code invoice__folio" translate="no">{shown_folio}</span>
            </Cell>
            <Cell label="Total" kind=CellKind::Amount>
                <strong translate="no">{format::money(total)}</strong>
            </Cell>
            <Cell kind=CellKind::Opener>
                <RowOpener name=name open=open controls=controls on_toggle=toggle/>
            </Cell>
        </Row>
    }
}

/// XML, PDF and REFACTURAR (the manual's step 4), or why the invoice cannot be re-billed.
#[component]
fn Details(invoice: Invoice, address: TableAddress) -> impl IntoView {
    let documents = documents(&invoice);
    let rebill = match invoice.rebill.clone() {
        Rebillability::Allowed { .. } => {
            view! { <RebillOffer folio=invoice.folio.clone() address=address/> }.into_any()
        }
        Rebillability::Refused { reason, rebill_id, tramite } => {
            view! { <RefusalNotice reason=reason rebill_id=rebill_id tramite=tramite/> }.into_any()
        }
    };
    view! {
        <div class="invoice__details">
            <dl class="invoice__numbers">
                <div>
                    <dt class="hint">"Folio fiscal (UUID)"</dt>
                    <dd>
                        <Copyable text=format::uuid(invoice.uuid) what="folio fiscal"/>
                    </dd>
                </div>
                <div>
                    <dt class="hint">"Folio"</dt>
                    <dd>
                        <Copyable text=invoice.folio.clone() what="folio"/>
                    </dd>
                </div>
            </dl>
            <DocumentLinks links=documents/>
            {rebill}
        </div>
    }
}

/// The links that save the XML and the PDF, and the one that shows the PDF.
fn documents(invoice: &Invoice) -> Vec<DocumentLink> {
    let link = |label, path, look, action| DocumentLink {
        path,
        label,
        of: format!("de la factura {}", invoice.folio),
        look: Look::Button(look),
        action,
    };
    let pdf = Document::Pdf.path(&invoice.id);
    let inline = format!("{pdf}{}", Document::INLINE);
    vec![
        link("XML", Document::Xml.path(&invoice.id), ButtonKind::Secondary, PressAction::Save),
        link("PDF", pdf, ButtonKind::Secondary, PressAction::Save),
        link("Ver PDF", inline, ButtonKind::Quiet, PressAction::ShowInWindow),
    ]
}

/// Why the invoice cannot be re-billed. If its trámite waits for the customer, also until when, and
/// where to go.
#[component]
fn RefusalNotice(
    reason: RefusalReason,
    rebill_id: Option<RebillId>,
    tramite: Option<TramiteState>,
) -> impl IntoView {
    let clock = expect_context::<ServerClock>();
    let href = rebill_id.map(|id| expect_context::<Navigation>().href(&Route::Rebill(id)));
    let turn = refusal::turn(tramite.as_ref());
    let waits = turn.filter(|turn| turn.is_customers() && reason == RefusalReason::InProgress);
    let kind = if waits.is_some() { NoticeKind::Attention } else { NoticeKind::Information };
    let message = refusal::refusal_message(reason, tramite.as_ref());
    let due = tramite.filter(|_| matches!(waits, Some(Turn::Accept { .. }))).and_then(|tramite| {
        let TramiteState { overdue, acceptance, as_of, .. } = tramite;
        clock.set(as_of);
        acceptance.map(|acceptance| (acceptance, overdue))
    });
    let until = due.map(|(acceptance, overdue)| {
        let until = Memo::new(move |_| deadline_text(&acceptance, overdue, clock.now()));
        view! {
            <p>
                <strong>{move || until.get()}</strong> " "
                <span class="hint">{format::MEXICO_CITY_TIME}</span>
            </p>
        }
    });
    view! {
        <Notice kind=kind>
            <p>{message}</p>
            {until}
            {href.map(|href| view! { <p><a href=href>"Ver el trámite"</a></p> })}
        </Notice>
    }
}

#[component]
fn RebillOffer(folio: String, address: TableAddress) -> impl IntoView {
    let open = move |_| address.open_step(RebillStep::Choose);
    view! {
        <Notice>
            <div class="manual">
                <p>
                    <strong>"IMPORTANTE:"</strong> " En el siguiente paso podrá modificar la "
                    <strong>"RAZÓN SOCIAL"</strong>
                    " del documento fiscal, si no desea realizar modificaciones en este dato omita el cambio."
                </p>
                <p>"Por cada factura seleccionada solo será posible realizar una vez el trámite de refactura."</p>
            </div>
            <Disclosure summary="¿Qué son la razón social y el RFC?">
                <p>
                    "El RFC (Registro Federal de Contribuyentes) es la clave de quien paga impuestos; la razón social, su nombre ante el SAT. Una factura, o CFDI (Comprobante Fiscal Digital por Internet), solo le sirve a quien tiene ese RFC y ese nombre."
                </p>
            </Disclosure>
        </Notice>
        <div class="actions">
            <Button kind=ButtonKind::Primary on_press=open>
                "REFACTURAR" <span class="visually-hidden">" la factura " {folio}</span>
            </Button>
        </div>
    }
}
