//! How a trámite goes on: one step at a time, each of them safe to repeat.
//!
//! A step reads the trámite's status, asks the PAC or the SAT (never inside a transaction, never
//! without a time limit) and writes the result, provided that the status has not changed meanwhile.
//! A request that must not be made twice is noted before it is made. If the program is killed at
//! any point, the next run relies on the notes.

mod cancel;
mod issue;
mod step;
mod validate;

use pase_contract::RebillId;
use pase_contract::rebills::RebillStatus;

pub(crate) use self::step::{Awaited, Progress, StepError};
use crate::app::App;
use crate::store::rebills::{self as store, Change};
use crate::use_cases::rebills::transition;

/// Takes the next step of a trámite.
pub(crate) async fn step(app: &App, id: &RebillId) -> Result<Progress, StepError> {
    let Some(rebill) = store::find(app.store.reader(), id).await? else {
        return Ok(Progress::AtRest);
    };
    match rebill.status {
        RebillStatus::Registered => {
            let next = (RebillStatus::Registered, RebillStatus::Validating);
            let transaction = app.store.begin().await?;
            transition::advance(&transaction, id, next, Change::default(), app.clock.now()).await?;
            transaction.commit().await?;
            Ok(Progress::Made)
        }
        RebillStatus::Validating => validate::validate(app, &rebill).await,
        RebillStatus::Cancelling | RebillStatus::AwaitingAcceptance => {
            cancel::poll_status(app, &rebill).await
        }
        RebillStatus::Issuing if rebill.corrected_folio.is_none() => {
            // Tried once before the document is made, so that customers have the receipt for their
            // accounts as soon as it exists. A failure holds nothing up.
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
