//! A row of the table, and what opens beneath it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use pase_contract::InvoiceId;
use pase_contract::invoices::{Document, Invoice, InvoiceConcept, Rebillability};

use super::refusal;
use super::table::COLUMNS;
use crate::api::Client;
use crate::features::rebill::OpenRebill;
use crate::format;
use crate::navigation::Navigation;
use crate::route::{InvoicesAddress, Route};
use crate::ui::{
    Button, ButtonKind, ButtonLink, Cell, CellKind, Copyable, Disclosure, Glyph, Notice, Row, RowDetails,
    RowOpener, Tag,
};

/// An invoice: the row, and beneath it what can be done with it.
#[component]
pub(super) fn InvoiceRow(
    id: InvoiceId,
    #[prop(into)] invoice: Signal<Option<Invoice>>,
    address: Signal<InvoicesAddress>,
    to_address: Callback<InvoicesAddress>,
) -> impl IntoView {
    let own = id.clone();
    let open = Memo::new(move |_| address.with(|address| address.open.as_ref() == Some(&own)));
    let own = StoredValue::new(id.clone());
    let toggle = Callback::new(move |_| {
        let open = if open.get_untracked() { None } else { own.try_get_value() };
        to_address.run(InvoicesAddress { open, ..address.get_untracked() });
    });
    let details = format!("pase-invoice-{id}");
    let controls = details.clone();
    view! {
        {invoice.get_untracked().map(|issued| cells(issued, invoice, open, controls, toggle))}
        <RowDetails id=details columns=COLUMNS open=open>
            {move || invoice.get().map(|invoice| view! { <Details invoice=invoice/> })}
        </RowDetails>
    }
}

/// What an issued invoice says never changes, so the row is made once; only how it stands is followed.
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
    let mark = Memo::new(move |_| {
        now.with(|invoice| match invoice.as_ref()?.rebill {
            Rebillability::Refused { reason, .. } => refusal::mark(reason),
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
        <Row open=open attr:data-row=id.to_string()>
            <Cell label="Concepto" kind=CellKind::Title>
                <span class="invoice__concept">
                    <span>{concept}</span>
                    {move || mark.get().map(|(kind, words)| view! { <Tag kind=kind>{words}</Tag> })}
                </span>
            </Cell>
            <Cell label="RFC/Razón Social" kind=CellKind::Wide>
                <span class="code">{receiver.rfc.to_string()}</span>
                <span class="hint">{receiver.name}</span>
            </Cell>
            <Cell label="Fecha">
                <time datetime=issued_at.to_string()>{format::cfdi_date_time(issued_at)}</time>
            </Cell>
            <Cell label="Período">
                <span class="invoice__period">{format::period(period)}</span>
            </Cell>
            <Cell label="Folio">
                <span class="code">{shown_folio}</span>
            </Cell>
            <Cell label="Total" kind=CellKind::Amount>
                <strong>{format::money(total)}</strong>
            </Cell>
            <Cell kind=CellKind::Opener>
                <RowOpener name=name open=open controls=controls on_toggle=toggle/>
            </Cell>
        </Row>
    }
}

/// XML, PDF, REFACTURAR (the manual's step 4), or why not.
#[component]
fn Details(invoice: Invoice) -> impl IntoView {
    let client = expect_context::<Client>();
    let xml = client.address(&Document::Xml.path(&invoice.id));
    let pdf = client.address(&Document::Pdf.path(&invoice.id));
    let view_pdf = format!("{pdf}{}", Document::INLINE);
    let of = format!(" de la factura {}", invoice.folio);
    let (of_xml, of_pdf) = (of.clone(), of.clone());
    let rebill = match invoice.rebill.clone() {
        Rebillability::Allowed { .. } => view! { <Rebillable invoice=invoice.clone()/> }.into_any(),
        Rebillability::Refused { reason, rebill_id } => {
            let href = rebill_id.map(|id| expect_context::<Navigation>().href(&Route::Rebill(id)));
            view! {
                <Notice>
                    {refusal::words(reason)} " " {href.map(|href| view! { <a href=href>"Ver el trámite"</a> })}
                </Notice>
            }
            .into_any()
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
            <div class="actions">
                <ButtonLink href=xml external=true glyph=Glyph::Document>
                    "XML" <span class="visually-hidden">{of_xml}</span>
                </ButtonLink>
                <ButtonLink href=pdf external=true glyph=Glyph::Document>
                    "PDF" <span class="visually-hidden">{of_pdf}</span>
                </ButtonLink>
                <ButtonLink kind=ButtonKind::Quiet href=view_pdf external=true attr:target="_blank">
                    "Ver PDF" <span class="visually-hidden">{of} " (se abre en otra ventana)"</span>
                </ButtonLink>
            </div>
            {rebill}
        </div>
    }
}

#[component]
fn Rebillable(invoice: Invoice) -> impl IntoView {
    let rebill = expect_context::<OpenRebill>();
    let folio = invoice.folio.clone();
    let open = move |_| rebill.open(invoice.clone());
    view! {
        <Notice>
            <p>
                <strong>"IMPORTANTE:"</strong> " En el siguiente paso podrá modificar la "
                <strong>"RAZÓN SOCIAL"</strong>
                " del documento fiscal, si no desea realizar modificaciones en este dato omita el cambio."
            </p>
            <p>"Por cada factura seleccionada solo será posible realizar una vez el trámite de refactura."</p>
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
