//! How a trámite's status changes: once by [`insert`], from then on by [`advance`], and by nothing
//! else.

use chrono::{DateTime, Utc};
use mx_fiscal::Receiver;
use pase_contract::RebillId;
use pase_contract::fiscal_profiles::ReceiverRefusal;
use pase_contract::rebills::{RebillStatus, SatStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::record::{NewRebill, Rebill};
use crate::store::columns::{EnumColumn, Instant, JsonColumn, TextColumn};
use crate::store::entities::{rebill, rebill_step};
use crate::store::{StoreError, WriteTx};

/// What a transition changes besides the status. `None` leaves a value as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    /// The deadline for accepting, on the product's clock. `Some(None)` says that nobody must
    /// accept.
    pub(crate) acceptance_due_at: Option<Option<DateTime<Utc>>>,
    /// When the corrected document is promised, on the product's clock.
    pub(crate) available_by: Option<DateTime<Utc>>,
    /// Everything that the customer must correct.
    pub(crate) corrections: Option<Vec<ReceiverRefusal>>,
    /// The receiver of the corrected document.
    pub(crate) receiver: Option<Receiver>,
    /// The SAT's answer, if it causes the transition.
    pub(crate) sat: Option<SatStatus>,
}

/// A step that a trámite has just taken. What must happen once for each step is written with it, in
/// the same transaction.
#[derive(Clone, Debug)]
pub(crate) struct StepTaken {
    pub(crate) rebill_id: RebillId,
    pub(crate) status: RebillStatus,
    /// How many steps the trámite has taken before.
    pub(crate) position: i64,
    /// When it was taken, on the product's clock.
    pub(crate) at: DateTime<Utc>,
}

/// Registers a trámite with its first step.
pub(crate) async fn insert(transaction: &WriteTx, new: NewRebill) -> Result<(Rebill, StepTaken), StoreError> {
    let row = rebill::Model::from(new);
    let active = rebill::ActiveModel::from(row.clone());
    rebill::Entity::insert(active).exec_without_returning(transaction).await?;
    let rebill = Rebill::from(row);
    let step = record_step(transaction, rebill.id.clone(), rebill.status, rebill.registered_at).await?;
    Ok((rebill, step))
}

/// Moves a trámite from one status to the next, and makes it due. Returns `None`, and changes
/// nothing, if it is no longer in the first status. `at` is on the product's clock.
pub(crate) async fn advance(
    transaction: &WriteTx,
    id: &RebillId,
    (from, to): (RebillStatus, RebillStatus),
    change: Change,
    at: DateTime<Utc>,
) -> Result<Option<StepTaken>, StoreError> {
    use rebill::Column;
    let mut update = rebill::Entity::update_many()
        .col_expr(Column::Status, Expr::value(EnumColumn(to)))
        .col_expr(Column::Failures, Expr::value(0))
        .col_expr(Column::Waits, Expr::value(0))
        .col_expr(Column::NextAttemptAt, Expr::value(0))
        .filter(Column::Id.eq(TextColumn(id.clone())))
        .filter(Column::Status.eq(EnumColumn(from)));
    if let Some(due) = change.acceptance_due_at {
        update = update.col_expr(Column::AcceptanceDueAt, Expr::value(due.map(Instant)));
    }
    if let Some(by) = change.available_by {
        update = update.col_expr(Column::AvailableBy, Expr::value(Instant(by)));
    }
    if let Some(corrections) = change.corrections {
        update = update.col_expr(Column::Corrections, Expr::value(JsonColumn(corrections)));
    }
    if let Some(receiver) = change.receiver {
        update = update
            .col_expr(Column::ToRfc, Expr::value(TextColumn(receiver.rfc().clone())))
            .col_expr(Column::ToName, Expr::value(TextColumn(receiver.name().clone())))
            .col_expr(Column::ToPostalCode, Expr::value(TextColumn(receiver.postal_code())))
            .col_expr(Column::ToRegime, Expr::value(TextColumn(receiver.fiscal_regime())))
            .col_expr(Column::ToUse, Expr::value(TextColumn(receiver.cfdi_use())));
    }
    if let Some(sat) = change.sat {
        update = update
            .col_expr(Column::SatStatus, Expr::value(EnumColumn(sat.status)))
            .col_expr(Column::SatAskedAt, Expr::value(Instant(sat.asked_at)));
    }
    if update.exec(transaction).await?.rows_affected == 0 {
        return Ok(None);
    }
    record_step(transaction, id.clone(), to, at).await.map(Some)
}

async fn record_step(
    transaction: &WriteTx,
    rebill_id: RebillId,
    status: RebillStatus,
    at: DateTime<Utc>,
) -> Result<StepTaken, StoreError> {
    let own = rebill_step::Column::RebillId.eq(TextColumn(rebill_id.clone()));
    let before = rebill_step::Entity::find().filter(own).count(transaction).await?;
    let position = i64::try_from(before).unwrap_or(i64::MAX);
    let row = rebill_step::ActiveModel {
        rebill_id: Set(TextColumn(rebill_id.clone())),
        position: Set(position),
        step: Set(EnumColumn(status)),
        at: Set(Instant(at)),
    };
    rebill_step::Entity::insert(row).exec_without_returning(transaction).await?;
    Ok(StepTaken { rebill_id, status, position, at })
}
