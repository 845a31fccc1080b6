//! How a trámite goes on: one step at a time, each of them safe to repeat.
//!
//! A step reads where the trámite stands, asks the world outside (never inside a transaction) and writes what came of it,
//! guarded by the status that it started from. Killed at any point, the next run asks again, and the gateways answer what
//! they have answered before.

use mx_fiscal::CfdiDateTime;
use pase_contract::RebillId;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::rebills::RebillStatus;
use thiserror::Error;
use uuid::Uuid;

use super::receiver;
use crate::app::App;
use crate::documents::{self, DocumentError};
use crate::failure::Failure;
use crate::gateways::{Cancellation, CancellationRequest, GatewayError, ReceiverCheck};
use crate::store::columns::{Text, Word};
use crate::store::entities::{invoice, rebill};
use crate::store::rebills::{self as store, Change};
use crate::{invoices, mexico_city, random};

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It went on; there may be more to do at once.
    Made,
    /// It waits for the receiver's answer.
    Waiting,
    /// Nothing more is to be done by the worker.
    AtRest,
}

/// Why a step could not be taken now. It is taken again later.
#[derive(Debug, Error)]
pub(crate) enum StepError {
    /// The database, or something of this program.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// The PAC or the tax authority gave no answer.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
}

impl From<DocumentError> for StepError {
    fn from(error: DocumentError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<sea_orm::DbErr> for StepError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failure(error.into())
    }
}

/// Takes the next step of a trámite.
pub(crate) async fn step(app: &App, id: &RebillId) -> Result<Progress, StepError> {
    let Some(rebill) = store::find(app.store.reader(), id).await? else {
        return Ok(Progress::AtRest);
    };
    match rebill.status.0 {
        RebillStatus::Registered => {
            let next = (RebillStatus::Registered, RebillStatus::Validating);
            let transaction = app.store.begin().await?;
            store::advance(&transaction, id, next, Change::default(), app.clock.now()).await?;
            transaction.commit().await?;
            Ok(Progress::Made)
        }
        RebillStatus::Validating => validate(app, &rebill).await,
        RebillStatus::Cancelling | RebillStatus::AwaitingAcceptance => cancel(app, &rebill).await,
        RebillStatus::Issuing => issue(app, &rebill).await,
        RebillStatus::Issued
        | RebillStatus::Rejected
        | RebillStatus::NeedsCorrection
        | RebillStatus::Unknown => Ok(Progress::AtRest),
    }
}

/// The new receiver's data are checked before anything is cancelled.
async fn validate(app: &App, rebill: &rebill::Model) -> Result<Progress, StepError> {
    let (status, change) = match app.pac.validate_receiver(&receiver(rebill)?).await? {
        ReceiverCheck::Accepted => (RebillStatus::Cancelling, Change::default()),
        ReceiverCheck::Refused(refusals) => {
            for refusal in refusals.iter() {
                let (field, meaning) = (refusal.field.as_str(), refusal.code.description());
                tracing::info!(rebill = %rebill.id.0, field, code = %refusal.code, meaning, "a receiver was refused");
            }
            let change = Change { corrections: Some(refusals.told()), ..Change::default() };
            (RebillStatus::NeedsCorrection, change)
        }
    };
    let next = (RebillStatus::Validating, status);
    let transaction = app.store.begin().await?;
    store::advance(&transaction, &rebill.id.0, next, change, app.clock.now()).await?;
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// The cancellation of the original is asked for, or how it stands. What the tax authority says overrules our policy.
async fn cancel(app: &App, rebill: &rebill::Model) -> Result<Progress, StepError> {
    let original = original(app, rebill).await?;
    let request = CancellationRequest {
        uuid: original.uuid.0,
        receiver: original.receiver_rfc.0.clone(),
        total: original.total.0,
    };
    let answer = app.tax_authority.cancel(&request).await?;
    let asked = rebill.status.0;
    let (status, change, at) = match answer {
        Cancellation::AwaitingAcceptance(_) if asked == RebillStatus::AwaitingAcceptance => {
            return Ok(Progress::Waiting);
        }
        Cancellation::AwaitingAcceptance(requested_at) => {
            let due_at = app.policy.acceptance_due_at(requested_at, &mexico_city::ZONE);
            let change = Change { acceptance_due_at: Some(Some(due_at)), ..Change::default() };
            (RebillStatus::AwaitingAcceptance, change, requested_at)
        }
        Cancellation::Rejected(at) => (RebillStatus::Rejected, Change::default(), at),
        Cancellation::Cancelled(at) => {
            let change = Change {
                // Nobody was asked: our policy had expected otherwise.
                acceptance_due_at: (asked == RebillStatus::Cancelling).then_some(None),
                available_by: Some(app.policy.available_by(at, &mexico_city::ZONE)),
                ..Change::default()
            };
            (RebillStatus::Issuing, change, at)
        }
    };
    let transaction = app.store.begin().await?;
    let moved = store::advance(&transaction, &rebill.id.0, (asked, status), change, at).await?;
    if moved && status == RebillStatus::Issuing {
        store::cancel_invoice(&transaction, &rebill.invoice_id.0).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// The corrected document is stamped and becomes an invoice of the same tag.
async fn issue(app: &App, rebill: &rebill::Model) -> Result<Progress, StepError> {
    let original = original(app, rebill).await?;
    let (Some(folio), Some(issued_at)) = (rebill.corrected_folio, rebill.corrected_issued_at) else {
        return reserve(app, rebill, &original.series).await;
    };
    let unstamped = corrected(rebill, original, folio, issued_at)?;
    let stamp = app.pac.stamp(rebill.id.0.as_str(), &documents::cfdi(&unstamped)?).await?;
    let invoice = invoice::Model {
        uuid: Text(stamp.folio_fiscal.uuid()),
        stamped_at: Text(stamp.stamped_at),
        ..unstamped
    };
    let transaction = app.store.begin().await?;
    let next = (RebillStatus::Issuing, RebillStatus::Issued);
    if store::advance(&transaction, &rebill.id.0, next, Change::default(), app.clock.now()).await? {
        store::insert_invoice(&transaction, invoice).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// Sets folio and date of the corrected document aside before it is stamped, so that a repetition stamps the same document.
async fn reserve(app: &App, rebill: &rebill::Model, series: &str) -> Result<Progress, StepError> {
    let issued_at = mexico_city::document_time(app.clock.now());
    let transaction = app.store.begin().await?;
    let now = store::find(&transaction, &rebill.id.0).await?;
    if now.is_some_and(|now| now.corrected_folio.is_none()) {
        store::reserve_document(&transaction, &rebill.id.0, series, issued_at).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// The corrected invoice as it is before its stamp, which gives it its UUID: that of the original with the new receiver and
/// a number and date of its own.
fn corrected(
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

async fn original(app: &App, rebill: &rebill::Model) -> Result<invoice::Model, StepError> {
    let original = store::original(app.store.reader(), rebill).await?;
    Ok(original.ok_or(Failure::Broken("a trámite has no invoice"))?)
}
