//! The stored documents. An invoice issued by this program gets its document in the transaction
//! that issues it. The document of an invoice issued elsewhere must be imported with it. Where there
//! is a source of documents ([`DocumentSource`](crate::gateways::DocumentSource)), a missing document
//! is made when it is first needed, and stored like all others from then on.

use std::collections::HashMap;

use cfdi::{FolioFiscal, StampedCfdi, VerificationAddress};
use chrono::{DateTime, Utc};
use pase_contract::InvoiceId;

use super::error::DocumentError;
use super::{expression, sealed};
use crate::app::App;
use crate::gateways::CfdiExpression;
use crate::store::documents::{self as store, Document};
use crate::store::invoices::Invoice;
use crate::use_cases::failure::{Failure, Outcome};

const MISSING: Failure = Failure::Internal("an invoice has no document");

/// A certified document as it is stored. `at` is on the product's clock.
pub(crate) fn to_stored(invoice: &InvoiceId, document: &StampedCfdi, at: DateTime<Utc>) -> Document {
    Document {
        invoice_id: invoice.clone(),
        xml: document.xml().to_vec(),
        verification_url: document.verification_address().to_string(),
        stored_at: at,
    }
}

/// An invoice's document. If it is missing, the source of documents makes it, where there is one.
pub(crate) async fn of_invoice(app: &App, invoice: &Invoice) -> Outcome<Document> {
    if let Some(stored) = store::of_invoice(app.store.reader(), &invoice.id).await? {
        return Ok(stored);
    }
    certify(app, invoice).await?;
    // If two requests make the document at the same time, the one stored first counts for both.
    store::of_invoice(app.store.reader(), &invoice.id).await?.ok_or(MISSING)
}

/// The verification address of every one of these invoices. Without a source of documents, an
/// invoice that has none gets an address made from its figures. That address lacks the end of the seal, but
/// the SAT's page finds the document without it.
pub(crate) async fn verification_urls(
    app: &App,
    invoices: &[Invoice],
) -> Outcome<HashMap<InvoiceId, String>> {
    let ids = invoices.iter().map(|invoice| invoice.id.clone());
    let mut urls = store::verification_urls(app.store.reader(), ids).await?;
    for invoice in invoices {
        if !urls.contains_key(&invoice.id) {
            let url = match &app.document_source {
                Some(_) => of_invoice(app, invoice).await?.verification_url,
                None => {
                    let CfdiExpression { folio_fiscal, issuer, receiver, total } = expression(invoice)?;
                    VerificationAddress::without_seal(folio_fiscal, issuer, receiver, total).to_string()
                }
            };
            urls.insert(invoice.id.clone(), url);
        }
    }
    Ok(urls)
}

async fn certify(app: &App, invoice: &Invoice) -> Outcome<()> {
    let source = app.document_source.as_ref().ok_or(MISSING)?;
    let (folio_fiscal, at) = (FolioFiscal::from(invoice.uuid), invoice.stamped_at);
    let stamped = source.certify(sealed(app, invoice)?, folio_fiscal, at).map_err(DocumentError::Source)?;
    store::insert(app.store.writer(), to_stored(&invoice.id, &stamped, app.clock.now())).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::gateways::Gateways;
    use crate::kernel::clock::Clock;
    use crate::sandbox;
    use crate::store::keyset::PageRequest;
    use crate::store::{Store, accounts, invoices, tags};

    /// Two of the demo customers' invoices.
    async fn two_invoices(store: &Store) -> Vec<Invoice> {
        let reader = store.reader();
        let account = accounts::find_by(reader, "kemper@pase.example").await.unwrap().unwrap().id;
        let tag = tags::of_account(reader, &account).await.unwrap().remove(0).id;
        let first_two = PageRequest { sort: String::new(), cursor: None, limit: 2 };
        let page = invoices::page(reader, &tag, &invoices::InvoiceFilter::default(), first_two).await;
        page.unwrap().rows.into_iter().map(|(invoice, _)| invoice).collect()
    }

    #[tokio::test]
    async fn an_invoice_that_came_without_its_document_has_an_address_all_the_same() {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("portal.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        let sandbox = sandbox::app_for_tests(store.clone()).await;
        let invoices = two_invoices(&store).await;
        let [with, without] = &*invoices else { panic!("{}", invoices.len()) };
        let whole = of_invoice(&sandbox, with).await.unwrap().verification_url;

        // The same database without a source of documents: nobody can make the missing document.
        let csd = sandbox::csd::issuer().unwrap();
        let outside = App::for_tests(store, Clock::default(), Gateways::unconnected(), csd);
        assert!(of_invoice(&outside, without).await.is_err());
        let urls = verification_urls(&outside, &invoices).await.unwrap();
        assert_eq!(urls[&with.id], whole);
        let short = &urls[&without.id];
        assert!(
            short.contains(&without.uuid.to_string().to_uppercase()) && !short.contains("&fe="),
            "{short}"
        );
    }
}
