//! The status `issuing`: the corrected document gets its number, is sealed and certified once, and
//! becomes an invoice of the same tag.

use cfdi::{SealedCfdi, StampedCfdi};
use mx_fiscal::CfdiDateTime;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::rebills::RebillStatus;
use uuid::Uuid;

use super::step::{Progress, StepError, load_original, with_answer_limit};
use crate::app::App;
use crate::gateways::{GatewayError, Stamping};
use crate::kernel::mexico_city;
use crate::kernel::random;
use crate::store::documents as stored;
use crate::store::invoices::{self, Invoice};
use crate::store::rebills::{self as store, Change, Rebill};
use crate::use_cases::documents;
use crate::use_cases::failure::Failure;
use crate::use_cases::rebills::transition;

/// Reserves folio and date of the corrected document before it is stamped, so that a repetition
/// stamps the same document.
pub(super) async fn reserve(app: &App, rebill: &Rebill) -> Result<Progress, StepError> {
    let series = load_original(app, rebill).await?.series;
    let issued_at = mexico_city::document_time(app.clock.now());
    let transaction = app.store.begin().await?;
    let now = store::find(&transaction, &rebill.id).await?;
    if now.is_some_and(|now| now.corrected_folio.is_none()) {
        store::reserve_document(&transaction, &rebill.id, &series, issued_at).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// Has the document certified, and adds it to the customer's invoices.
pub(super) async fn issue(app: &App, rebill: &Rebill) -> Result<Progress, StepError> {
    let (Some(folio), Some(issued_at)) = (rebill.corrected_folio, rebill.corrected_issued_at) else {
        return Err(Failure::Internal("a corrected document has no number").into());
    };
    let unstamped = corrected_invoice(rebill, load_original(app, rebill).await?, folio, issued_at)?;
    let sealed = documents::sealed(app, &unstamped)?;
    let stamped = find_or_request_stamp(app, rebill, &sealed).await?;
    if stamped.cfdi() != sealed.cfdi() {
        return Err(Failure::Internal("the PAC has certified another document than ours").into());
    }
    let invoice = Invoice {
        uuid: stamped.stamp().folio_fiscal.uuid(),
        stamped_at: stamped.stamp().stamped_at,
        ..unstamped
    };
    let now = app.clock.now();
    let document = documents::to_stored(&invoice.id, &stamped, now);
    let transaction = app.store.begin().await?;
    let next = (RebillStatus::Issuing, RebillStatus::Issued);
    if transition::advance(&transaction, &rebill.id, next, Change::default(), now).await? {
        invoices::insert(&transaction, invoice).await?;
        stored::insert(&transaction, document).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// The document with its stamp. If a stamp may have been made before, it is looked for first; a new
/// one is requested only if none is found.
async fn find_or_request_stamp(
    app: &App,
    rebill: &Rebill,
    sealed: &SealedCfdi,
) -> Result<StampedCfdi, StepError> {
    let reference = rebill.id.as_str();
    if rebill.stamp_asked_at.is_some()
        && let Some(found) = with_answer_limit(app, app.pac.find(reference)).await?
    {
        return Ok(found);
    }
    store::note_stamp_asked(app.store.writer(), &rebill.id, app.clock.now()).await?;
    match with_answer_limit(app, app.pac.stamp(reference, sealed)).await? {
        Stamping::Stamped(stamped) => Ok(*stamped),
        Stamping::KnownReference => {
            let found = with_answer_limit(app, app.pac.find(reference)).await?;
            // Still being stamped: the next attempt looks again.
            Ok(found.ok_or_else(|| GatewayError::NoAnswer("the stamp is not there yet".to_owned()))?)
        }
    }
}

/// The corrected invoice before its stamp, which gives it its UUID: the original with the new
/// receiver and with a number and a date of its own.
pub(super) fn corrected_invoice(
    rebill: &Rebill,
    original: Invoice,
    folio: i64,
    issued_at: CfdiDateTime,
) -> Result<Invoice, Failure> {
    Ok(Invoice {
        id: random::identifier()?,
        folio,
        uuid: Uuid::nil(),
        stamped_at: issued_at,
        receiver_rfc: rebill.to_rfc.clone(),
        receiver_name: rebill.to_name.to_string(),
        receiver_postal_code: rebill.to_postal_code,
        receiver_regime: rebill.to_regime,
        receiver_use: rebill.to_use,
        issued_at,
        status: InvoiceStatus::Valid,
        replaces_uuid: Some(original.uuid),
        origin_rebill_id: Some(rebill.id.clone()),
        ..original
    })
}
