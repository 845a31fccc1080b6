//! The stored documents. An invoice that is issued here has its document from the transaction that issues it; one that was
//! issued elsewhere must bring it along. The sandbox's demo invoices alone have none at first: they are sealed and certified
//! when somebody first needs theirs, and from then on it is kept as all others are.

use std::collections::HashMap;

use cfdi::{FolioFiscal, StampedCfdi};
use chrono::{DateTime, Utc};
use pase_contract::InvoiceId;

use super::{DocumentError, sealed};
use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::store::columns::{Instant, Text};
use crate::store::documents as store;
use crate::store::entities::document::Model;
use crate::store::entities::invoice;

const MISSING: Failure = Failure::Broken("an invoice has no document");

/// A document as it is stored.
pub(crate) fn row(invoice: &InvoiceId, document: &StampedCfdi, at: DateTime<Utc>) -> Model {
    Model {
        invoice_id: Text(invoice.clone()),
        xml: document.xml().to_vec(),
        verification_url: document.verification_address().to_string(),
        stored_at: Instant(at),
    }
}

/// An invoice's document.
pub(crate) async fn of_invoice(app: &App, invoice: &invoice::Model) -> Outcome<Model> {
    if let Some(stored) = store::of_invoice(app.store.reader(), &invoice.id.0).await? {
        return Ok(stored);
    }
    certify(app, invoice).await?;
    // Of two who need it at once, what the first has stored counts.
    store::of_invoice(app.store.reader(), &invoice.id.0).await?.ok_or(MISSING)
}

/// The verification addresses of these invoices: each of them.
pub(crate) async fn verification_urls(
    app: &App,
    invoices: &[invoice::Model],
) -> Outcome<HashMap<InvoiceId, String>> {
    let ids = invoices.iter().map(|invoice| invoice.id.0.clone());
    let mut urls = store::verification_urls(app.store.reader(), ids).await?;
    for invoice in invoices {
        if !urls.contains_key(&invoice.id.0) {
            urls.insert(invoice.id.0.clone(), of_invoice(app, invoice).await?.verification_url);
        }
    }
    Ok(urls)
}

async fn certify(app: &App, invoice: &invoice::Model) -> Outcome<()> {
    let pac = &app.sandbox.as_ref().ok_or(MISSING)?.pac;
    let (folio_fiscal, at) = (FolioFiscal::from(invoice.uuid.0), invoice.stamped_at.0);
    let stamped = pac.certify(sealed(app, invoice)?, folio_fiscal, at).map_err(DocumentError::Sandbox)?;
    store::insert(app.store.writer(), row(&invoice.id.0, &stamped, app.clock.now())).await?;
    Ok(())
}
