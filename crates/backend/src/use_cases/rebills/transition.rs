//! How a trámite takes a step: its status changes and its mails are written in one transaction. No
//! use case changes a status in any other way.

use chrono::{DateTime, Utc};
use pase_contract::RebillId;
use pase_contract::rebills::RebillStatus;
use sea_orm::DatabaseTransaction;

use super::mails;
use crate::store::entities::rebill;
use crate::store::rebills::{self as store, Change};
use crate::use_cases::failure::Outcome;

/// Registers a trámite with its first step.
pub(super) async fn insert(transaction: &DatabaseTransaction, row: rebill::Model) -> Outcome<()> {
    let step = store::insert(transaction, row).await?;
    mails::write(transaction, &step).await
}

/// Moves a trámite from one status to the next. Returns `false`, and changes nothing, if it is no
/// longer in the first status.
pub(super) async fn advance(
    transaction: &DatabaseTransaction,
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
