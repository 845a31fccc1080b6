//! The stored documents. An invoice that is issued here has its document from the transaction that issues it; one that was
//! issued elsewhere must bring it along. The sandbox's demo invoices alone have none at first: they are sealed and certified
//! when somebody first needs theirs, and from then on it is kept as all others are.

use std::collections::HashMap;

use cfdi::{FolioFiscal, StampedCfdi, VerificationAddress};
use chrono::{DateTime, Utc};
use pase_contract::InvoiceId;

use super::{DocumentError, expression, sealed};
use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::gateways::CfdiExpression;
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

/// The verification addresses of these invoices: each of them. One that has no document, and can get none here, has the address
/// that its figures make: without the seal's ending, and the SAT's page finds it all the same.
pub(crate) async fn verification_urls(
    app: &App,
    invoices: &[invoice::Model],
) -> Outcome<HashMap<InvoiceId, String>> {
    let ids = invoices.iter().map(|invoice| invoice.id.0.clone());
    let mut urls = store::verification_urls(app.store.reader(), ids).await?;
    for invoice in invoices {
        if !urls.contains_key(&invoice.id.0) {
            let url = match &app.sandbox {
                Some(_) => of_invoice(app, invoice).await?.verification_url,
                None => {
                    let CfdiExpression { folio_fiscal, issuer, receiver, total } = expression(invoice)?;
                    VerificationAddress::without_seal(folio_fiscal, issuer, receiver, total).to_string()
                }
            };
            urls.insert(invoice.id.0.clone(), url);
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use mx_fiscal::CancellationPolicy;
    use sea_orm::{EntityTrait, QuerySelect};
    use tempfile::TempDir;

    use super::*;
    use crate::app::Configuration;
    use crate::documents::Printer;
    use crate::mail::Mail;
    use crate::store::Store;

    fn app(store: &Store, csd: Option<cfdi::Csd>) -> App {
        let configuration = Configuration {
            policy: CancellationPolicy::default(),
            answer_limit: Duration::from_secs(5),
            behind_proxy: false,
            allowed_origins: Vec::new(),
            csd,
            mail: Mail::unconnected(),
        };
        App::new(store.clone(), Printer::new().unwrap(), configuration).unwrap()
    }

    #[tokio::test]
    async fn an_invoice_that_came_without_its_document_has_an_address_all_the_same() {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("portal.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        let sandbox = app(&store, None);
        crate::sandbox::open(&sandbox).await.unwrap();
        let invoices = invoice::Entity::find().limit(2).all(store.reader()).await.unwrap();
        let [with, without] = &*invoices else { panic!("{}", invoices.len()) };
        let whole = of_invoice(&sandbox, with).await.unwrap().verification_url;

        // The same database without the flag: nobody can make a document of an invoice that has none.
        let outside = app(&store, Some(crate::sandbox::csd::issuer().unwrap()));
        assert!(of_invoice(&outside, without).await.is_err());
        let urls = verification_urls(&outside, &invoices).await.unwrap();
        assert_eq!(urls[&with.id.0], whole);
        let short = &urls[&without.id.0];
        assert!(
            short.contains(&without.uuid.0.to_string().to_uppercase()) && !short.contains("&fe="),
            "{short}"
        );
    }
}
