//! All documents of a trámite: the original, the receipt of its cancellation, the corrected one; each can be saved, and the
//! SAT's own page about it opened.

use leptos::prelude::*;
use pase_contract::invoices::Document;
use pase_contract::rebills::{Rebill, RebilledInvoice, Receipt};

use crate::api::Client;
use crate::format;
use crate::ui::{Copyable, Subtitle};

/// The documents that there are by now.
#[component]
pub(super) fn Documents(
    /// The trámite as it stands.
    #[prop(into)]
    rebill: Signal<Rebill>,
) -> impl IntoView {
    let original = rebill.with_untracked(|rebill| rebill.original.clone());
    let id = rebill.with_untracked(|rebill| rebill.id.clone());
    let has_receipt = Memo::new(move |_| rebill.with(|rebill| rebill.has_receipt));
    let corrected = Memo::new(move |_| rebill.with(|rebill| rebill.corrected.clone()));
    let client = expect_context::<Client>();
    let receipt = move || {
        has_receipt.get().then(|| {
            let [xml, pdf] = [Receipt::Xml, Receipt::Pdf].map(|kind| client.address(&kind.path(&id)));
            view! {
                <li class="document">
                    <h3>"Acuse de cancelación"</h3>
                    <p class="hint">"El comprobante del SAT de que la factura original quedó cancelada."</p>
                    <Files xml=xml pdf=pdf of="del acuse de cancelación"/>
                </li>
            }
        })
    };
    view! {
        <Subtitle>"Documentos"</Subtitle>
        <ul class="documents">
            <Invoice title="Factura original" of="de la factura original" invoice=original/>
            {receipt}
            {move || {
                corrected
                    .get()
                    .map(|invoice| {
                        view! { <Invoice title="Documento corregido" of="del documento corregido" invoice=invoice/> }
                    })
            }}
        </ul>
    }
}

#[component]
fn Invoice(title: &'static str, of: &'static str, invoice: RebilledInvoice) -> impl IntoView {
    let client = expect_context::<Client>();
    let [xml, pdf] = [Document::Xml, Document::Pdf].map(|kind| client.address(&kind.path(&invoice.id)));
    view! {
        <li class="document">
            <h3>{title}</h3>
            <p>
                <span class="code">{invoice.folio}</span> " · "
                <time datetime=invoice.issued_at.to_string()>{format::cfdi_date_time(invoice.issued_at)}</time>
            </p>
            <p class="document__uuid">
                <span class="hint">"Folio fiscal (UUID)"</span>
                <br/>
                <Copyable text=format::uuid(invoice.uuid) what=format!("folio fiscal {of}")/>
            </p>
            <Files xml=xml pdf=pdf of=of/>
            <p class="no-print">
                <a href=invoice.verification_url rel="external noopener noreferrer" target="_blank">
                    "Verificar en el SAT"
                    <span class="visually-hidden">" el comprobante " {of} " (se abre en otra ventana)"</span>
                </a>
            </p>
        </li>
    }
}

/// XML and PDF.
#[component]
fn Files(xml: String, pdf: String, of: &'static str) -> impl IntoView {
    view! {
        <p class="document__files no-print">
            <a href=xml rel="external">
                "XML" <span class="visually-hidden">" " {of}</span>
            </a>
            <a href=pdf rel="external">
                "PDF" <span class="visually-hidden">" " {of}</span>
            </a>
        </p>
    }
}
