//! All documents of a trámite: the original, the receipt of its cancellation, and the corrected
//! one. Each can be saved. The two invoices also have a link to the SAT's own page about them.

use leptos::prelude::*;
use pase_contract::invoices::Document;
use pase_contract::rebills::{Rebill, RebilledInvoice, Receipt};

use crate::context::config::foreign_address;
use crate::data_views::document_links::{DocumentLink, DocumentLinks, Look, PressAction};
use crate::locale::format;
use crate::ui::{Copyable, Subtitle};

/// The documents that exist by now.
#[component]
pub(super) fn Documents(
    /// The current state of the trámite.
    #[prop(into)]
    rebill: Signal<Rebill>,
) -> impl IntoView {
    let original = rebill.with_untracked(|rebill| rebill.original.clone());
    let id = rebill.with_untracked(|rebill| rebill.id.clone());
    let has_receipt = Memo::new(move |_| rebill.with(|rebill| rebill.has_receipt));
    let corrected = Memo::new(move |_| rebill.with(|rebill| rebill.corrected.clone()));
    let receipt = move || {
        has_receipt.get().then(|| {
            let [xml, pdf] = [Receipt::Xml, Receipt::Pdf].map(|kind| kind.path(&id));
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
    let [xml, pdf] = [Document::Xml, Document::Pdf].map(|kind| kind.path(&invoice.id));
    view! {
        <li class="document">
            <h3>{title}</h3>
            <p>
                <span class="code" translate="no">{invoice.folio}</span> " · "
                <time translate="no" datetime=invoice.issued_at.to_string()>{format::cfdi_date_time(invoice.issued_at)}</time>
            </p>
            <p class="document__uuid">
                <span class="hint">"Folio fiscal (UUID)"</span>
                <br/>
                <Copyable text=format::uuid(invoice.uuid) what=format!("folio fiscal {of}")/>
            </p>
            <Files xml=xml pdf=pdf of=of/>
            {foreign_address(&invoice.verification_url)
                .map(|address| {
                    view! {
                        <p class="no-print">
                            <a href=address.to_string() rel="external noopener noreferrer" target="_blank">
                                "Verificar en el SAT"
                                <span class="visually-hidden">" el comprobante " {of} " (se abre en otra ventana)"</span>
                            </a>
                        </p>
                    }
                })}
        </li>
    }
}

/// The links to XML and PDF, by their paths under the API's base.
#[component]
fn Files(xml: String, pdf: String, of: &'static str) -> impl IntoView {
    let link = |label, path| DocumentLink {
        path,
        label,
        of: of.to_owned(),
        look: Look::Link,
        action: PressAction::Save,
    };
    view! { <DocumentLinks links=vec![link("XML", xml), link("PDF", pdf)]/> }
}
