//! How a trámite takes a step: its status changes and its mails are written in one transaction. No
//! use case changes a status in any other way.

use chrono::{DateTime, Utc};
use pase_contract::RebillId;
use pase_contract::rebills::RebillStatus;

use super::mails;
use crate::store::WriteTx;
use crate::store::rebills::{self as store, Change, NewRebill, Rebill};
use crate::use_cases::failure::Outcome;

/// Registers a trámite with its first step.
pub(super) async fn insert(transaction: &WriteTx, new: NewRebill) -> Outcome<Rebill> {
    let (rebill, step) = store::insert(transaction, new).await?;
    mails::write(transaction, &step).await?;
    Ok(rebill)
}

/// Moves a trámite from one status to the next. Returns `false`, and changes nothing, if it is no
/// longer in the first status. `at` is on the product's clock.
pub(super) async fn advance(
    transaction: &WriteTx,
    id: &RebillId,
    statuses: (RebillStatus, RebillStatus),
    change: Change,
    at: DateTime<Utc>,
) -> Outcome<bool> {
    let Some(step) = store::advance(transaction, id, statuses, change, at).await? else {
        return Ok(false);
    };
    mails::write(transaction, &step).await?;
    Ok(true)
}
