//! `issuing`: the corrected document is numbered, sealed, certified once, and becomes an invoice of the same tag.

use cfdi::{SealedCfdi, StampedCfdi};
use mx_fiscal::CfdiDateTime;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::rebills::RebillStatus;
use uuid::Uuid;

use super::{Progress, StepError, answered, original};
use crate::app::App;
use crate::failure::Failure;
use crate::gateways::{GatewayError, Stamping};
use crate::store::columns::{Text, Word};
use crate::store::entities::{invoice, rebill};
use crate::store::rebills::{self as store, Change};
use crate::store::{documents as stored, invoices as rows};
use crate::{documents, invoices, mexico_city, random};

/// Sets folio and date of the corrected document aside before it is stamped, so that a repetition stamps the same document.
pub(super) async fn reserve(app: &App, rebill: &rebill::Model) -> Result<Progress, StepError> {
    let series = original(app, rebill).await?.series;
    let issued_at = mexico_city::document_time(app.clock.now());
    let transaction = app.store.begin().await?;
    let now = store::find(&transaction, &rebill.id.0).await?;
    if now.is_some_and(|now| now.corrected_folio.is_none()) {
        store::reserve_document(&transaction, &rebill.id.0, &series, issued_at).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// Has the document certified, and adds it to the customer's invoices.
pub(super) async fn issue(app: &App, rebill: &rebill::Model) -> Result<Progress, StepError> {
    let (Some(folio), Some(issued_at)) = (rebill.corrected_folio, rebill.corrected_issued_at) else {
        return Err(Failure::Broken("a corrected document has no number").into());
    };
    let unstamped = corrected(rebill, original(app, rebill).await?, folio, issued_at)?;
    let sealed = documents::sealed(app, &unstamped)?;
    let stamped = certified(app, rebill, &sealed).await?;
    if stamped.cfdi() != sealed.cfdi() {
        return Err(Failure::Broken("the PAC has certified another document than ours").into());
    }
    let invoice = invoice::Model {
        uuid: Text(stamped.stamp().folio_fiscal.uuid()),
        stamped_at: Text(stamped.stamp().stamped_at),
        ..unstamped
    };
    let now = app.clock.now();
    let document = documents::row(&invoice.id.0, &stamped, now);
    let transaction = app.store.begin().await?;
    let next = (RebillStatus::Issuing, RebillStatus::Issued);
    if store::advance(&transaction, &rebill.id.0, next, Change::default(), now).await? {
        rows::insert(&transaction, invoice).await?;
        stored::insert(&transaction, document).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// The document with its stamp. A stamp that may have been made before is looked for; only where there is none, one is asked
/// for.
async fn certified(app: &App, rebill: &rebill::Model, sealed: &SealedCfdi) -> Result<StampedCfdi, StepError> {
    let reference = rebill.id.0.as_str();
    if rebill.stamp_asked_at.is_some()
        && let Some(found) = answered(app, app.pac.find(reference)).await?
    {
        return Ok(found);
    }
    store::note_stamp_asked(app.store.writer(), &rebill.id.0, app.clock.now()).await?;
    match answered(app, app.pac.stamp(reference, sealed)).await? {
        Stamping::Stamped(stamped) => Ok(*stamped),
        Stamping::KnownReference => {
            let found = answered(app, app.pac.find(reference)).await?;
            // Still being stamped: the next attempt looks again.
            Ok(found.ok_or_else(|| GatewayError::NoAnswer("the stamp is not there yet".to_owned()))?)
        }
    }
}

/// The corrected invoice as it is before its stamp, which gives it its UUID: that of the original with the new receiver and
/// a number and date of its own.
pub(super) fn corrected(
    rebill: &rebill::Model,
    original: invoice::Model,
    folio: i64,
    issued_at: Text<CfdiDateTime>,
) -> Result<invoice::Model, Failure> {
    let name = rebill.to_name.0.as_str();
    let number = invoices::folio(&original.series, folio);
    Ok(invoice::Model {
        id: Text(random::identifier()?),
        folio,
        folio_sort: invoices::folio_sort(&original.series, folio),
        uuid: Text(Uuid::nil()),
        stamped_at: issued_at,
        search: invoices::search_text(rebill.to_rfc.0.as_str(), name, &number, original.period.0),
        receiver_rfc: rebill.to_rfc.clone(),
        receiver_name: name.to_owned(),
        receiver_postal_code: rebill.to_postal_code,
        receiver_regime: rebill.to_regime,
        receiver_use: rebill.to_use,
        issued_at,
        status: Word(InvoiceStatus::Valid),
        replaces_uuid: Some(original.uuid),
        origin_rebill_id: Some(rebill.id.clone()),
        ..original
    })
}
