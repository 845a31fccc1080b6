//! How a trámite goes on: one step at a time, each of them safe to repeat.
//!
//! A step reads where the trámite stands, asks the world outside (never inside a transaction, never without a limit) and
//! writes what came of it, guarded by the status that it started from. A question that must not be put twice is noted before
//! it is put. Killed at any point, the next run goes by the notes.

mod cancel;
mod issue;
mod validate;

use pase_contract::RebillId;
use pase_contract::rebills::RebillStatus;
use thiserror::Error;

use crate::app::App;
use crate::documents::DocumentError;
use crate::failure::Failure;
use crate::gateways::{GatewayError, within};
use crate::store::entities::{invoice, rebill};
use crate::store::rebills::{self as store, Change};

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It went on; there may be more to do at once.
    Made,
    /// It waits for somebody.
    Waiting(Awaited),
    /// Nothing more is to be done by the worker.
    AtRest,
}

/// What a trámite waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Awaited {
    /// That the SAT shows the request for cancellation that it has.
    Showing,
    /// The receiver's answer.
    Answer,
    /// The SAT's receipt.
    Receipt,
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
        RebillStatus::Validating => validate::validate(app, &rebill).await,
        RebillStatus::Cancelling | RebillStatus::AwaitingAcceptance => cancel::follow(app, &rebill).await,
        RebillStatus::Issuing if rebill.corrected_folio.is_none() => {
            // Once, before the document: whoever has to keep it for the accounts has it as soon as there is one. It holds
            // nothing up.
            if let Err(error) = cancel::fetch_receipt(app, &rebill).await {
                tracing::warn!(rebill = %id, error = %error, "a receipt is fetched later");
            }
            issue::reserve(app, &rebill).await
        }
        RebillStatus::Issuing => issue::issue(app, &rebill).await,
        RebillStatus::Issued if rebill.receipt_received_at.is_none() => {
            let there = cancel::fetch_receipt(app, &rebill).await?;
            Ok(if there { Progress::AtRest } else { Progress::Waiting(Awaited::Receipt) })
        }
        RebillStatus::Issued
        | RebillStatus::Rejected
        | RebillStatus::NeedsCorrection
        | RebillStatus::Unknown => Ok(Progress::AtRest),
    }
}

/// An answer of PAC or SAT, within the limit.
async fn answered<T>(
    app: &App,
    answer: impl Future<Output = Result<T, GatewayError>>,
) -> Result<T, GatewayError> {
    within(app.answer_limit, answer).await
}

async fn original(app: &App, rebill: &rebill::Model) -> Result<invoice::Model, StepError> {
    let original = store::original(app.store.reader(), rebill).await?;
    Ok(original.ok_or(Failure::Broken("a trámite has no invoice"))?)
}
