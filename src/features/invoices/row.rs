//! A row of the table, and what opens beneath it.

use leptos::prelude::*;
use pase_contract::InvoiceId;
use pase_contract::invoices::{Document, Invoice, InvoiceConcept, Rebillability};

use super::refusal;
use crate::api::Client;
use crate::features::rebill::OpenRebill;
use crate::format;
use crate::navigation::Navigation;
use crate::route::{InvoicesAddress, Route};
use crate::ui::{Button, ButtonKind, Notice};

/// An invoice: the row, and beneath it what can be done with it.
#[component]
pub(super) fn Row(
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
        {invoice.get_untracked().map(|issued| cells(&issued, invoice, open, controls, toggle))}
        <Show when=move || open.get()>
            <tr role="row" class="table__details" id=details.clone()>
                <td role="cell" colspan="7">
                    {move || invoice.get().map(|invoice| view! { <Details invoice=invoice/> })}
                </td>
            </tr>
        </Show>
    }
}

/// What an issued invoice says never changes, so the row is made once; only how it stands is followed.
fn cells(
    invoice: &Invoice,
    now: Signal<Option<Invoice>>,
    open: Memo<bool>,
    controls: String,
    toggle: Callback<leptos::ev::MouseEvent>,
) -> impl IntoView + use<> {
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
    let folio = invoice.folio.clone();
    let name = move || {
        let verb = if open.get() { "Cerrar" } else { "Abrir" };
        format!("{verb} factura folio {folio}")
    };
    view! {
        <tr role="row" class="table__row" class:table__row--open=open>
            <td role="cell" data-label="Concepto">
                <span class="table__concept">{concept}</span>
                {move || mark.get().map(|mark| view! { <span class="tag">{mark}</span> })}
            </td>
            <td role="cell" data-label="RFC/Razón Social">
                <span class="code">{invoice.receiver.rfc.to_string()}</span>
                <span class="table__name">{invoice.receiver.name.clone()}</span>
            </td>
            <td role="cell" data-label="Fecha">
                <time datetime=invoice.issued_at.to_string()>{format::cfdi_date_time(invoice.issued_at)}</time>
            </td>
            <td role="cell" data-label="Período" class="table__period">{format::period(invoice.period)}</td>
            <td role="cell" data-label="Folio">{invoice.folio.clone()}</td>
            <td role="cell" data-label="Total" class="table__amount">{format::money(invoice.total)}</td>
            <td role="cell" class="table__opener">
                <button
                    type="button"
                    class="opener"
                    data-row=invoice.id.to_string()
                    aria-expanded=move || open.get().to_string()
                    aria-controls=controls
                    aria-label=name
                    on:click=move |event| toggle.run(event)
                >
                    <span class="opener__arrow" aria-hidden="true"></span>
                </button>
            </td>
        </tr>
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
    let rebill = match invoice.rebill.clone() {
        Rebillability::Allowed { .. } => view! { <Rebillable invoice=invoice.clone()/> }.into_any(),
        Rebillability::Refused { reason, rebill_id } => {
            let href = rebill_id.map(|id| expect_context::<Navigation>().href(&Route::Rebill(id)));
            view! {
                <p class="details__refusal">
                    {refusal::words(reason)} " " {href.map(|href| view! { <a href=href>"Ver el trámite"</a> })}
                </p>
            }
            .into_any()
        }
    };
    view! {
        <div class="details">
            <dl class="details__uuid">
                <dt>"Folio fiscal (UUID)"</dt>
                <dd class="code">{format::uuid(invoice.uuid)}</dd>
            </dl>
            <div class="actions">
                <a class="button" href=xml rel="external">"XML" <span class="visually-hidden">{of.clone()}</span></a>
                <a class="button" href=pdf rel="external">"PDF" <span class="visually-hidden">{of.clone()}</span></a>
                <a href=view_pdf rel="external" target="_blank">
                    "Ver PDF" <span class="visually-hidden">{of} " (se abre en otra ventana)"</span>
                </a>
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
        </Notice>
        <div class="actions">
            <Button kind=ButtonKind::Primary on_press=open>
                "REFACTURAR" <span class="visually-hidden">" la factura " {folio}</span>
            </Button>
        </div>
    }
}
