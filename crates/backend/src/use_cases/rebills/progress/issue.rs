//! The status `issuing`: the corrected document gets its number, is sealed and certified once, and
//! becomes an invoice of the same tag.

use cfdi::{SealedCfdi, StampedCfdi};
use mx_fiscal::CfdiDateTime;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::rebills::RebillStatus;
use uuid::Uuid;

use super::step::{Progress, StepError, load_original, with_answer_limit};
use crate::app::App;
use crate::domain::{folio, invoice_search};
use crate::gateways::{GatewayError, Stamping};
use crate::kernel::mexico_city;
use crate::kernel::random;
use crate::store::columns::{EnumColumn, TextColumn};
use crate::store::entities::{invoice, rebill};
use crate::store::rebills::{self as store, Change};
use crate::store::{documents as stored, invoices as rows};
use crate::use_cases::documents;
use crate::use_cases::failure::Failure;
use crate::use_cases::rebills::transition;

/// Reserves folio and date of the corrected document before it is stamped, so that a repetition
/// stamps the same document.
pub(super) async fn reserve(app: &App, rebill: &rebill::Model) -> Result<Progress, StepError> {
    let series = load_original(app, rebill).await?.series;
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
        return Err(Failure::Internal("a corrected document has no number").into());
    };
    let unstamped = corrected_invoice(rebill, load_original(app, rebill).await?, folio, issued_at)?;
    let sealed = documents::sealed(app, &unstamped)?;
    let stamped = find_or_request_stamp(app, rebill, &sealed).await?;
    if stamped.cfdi() != sealed.cfdi() {
        return Err(Failure::Internal("the PAC has certified another document than ours").into());
    }
    let invoice = invoice::Model {
        uuid: TextColumn(stamped.stamp().folio_fiscal.uuid()),
        stamped_at: TextColumn(stamped.stamp().stamped_at),
        ..unstamped
    };
    let now = app.clock.now();
    let document = documents::row(&invoice.id.0, &stamped, now);
    let transaction = app.store.begin().await?;
    let next = (RebillStatus::Issuing, RebillStatus::Issued);
    if transition::advance(&transaction, &rebill.id.0, next, Change::default(), now).await? {
        rows::insert(&transaction, invoice).await?;
        stored::insert(&transaction, document).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// The document with its stamp. If a stamp may have been made before, it is looked for first; a new
/// one is requested only if none is found.
async fn find_or_request_stamp(
    app: &App,
    rebill: &rebill::Model,
    sealed: &SealedCfdi,
) -> Result<StampedCfdi, StepError> {
    let reference = rebill.id.0.as_str();
    if rebill.stamp_asked_at.is_some()
        && let Some(found) = with_answer_limit(app, app.pac.find(reference)).await?
    {
        return Ok(found);
    }
    store::note_stamp_asked(app.store.writer(), &rebill.id.0, app.clock.now()).await?;
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
    rebill: &rebill::Model,
    original: invoice::Model,
    folio: i64,
    issued_at: TextColumn<CfdiDateTime>,
) -> Result<invoice::Model, Failure> {
    let name = rebill.to_name.0.as_str();
    let number = folio::displayed(&original.series, folio);
    Ok(invoice::Model {
        id: TextColumn(random::identifier()?),
        folio,
        folio_sort: folio::sort_key(&original.series, folio),
        uuid: TextColumn(Uuid::nil()),
        stamped_at: issued_at,
        search: invoice_search::search_text(rebill.to_rfc.0.as_str(), name, &number, original.period.0),
        receiver_rfc: rebill.to_rfc.clone(),
        receiver_name: name.to_owned(),
        receiver_postal_code: rebill.to_postal_code,
        receiver_regime: rebill.to_regime,
        receiver_use: rebill.to_use,
        issued_at,
        status: EnumColumn(InvoiceStatus::Valid),
        replaces_uuid: Some(original.uuid),
        origin_rebill_id: Some(rebill.id.clone()),
        ..original
    })
}
