//! How a trámite's status changes: by [`insert`] once and by [`advance`] from then on, and by nothing else.

use chrono::{DateTime, Utc};
use mx_fiscal::Receiver;
use pase_contract::RebillId;
use pase_contract::fiscal_profiles::ReceiverRefusal;
use pase_contract::rebills::{RebillStatus, SatStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter,
};

use crate::store::columns::{AsJson, Instant, Text, Word};
use crate::store::entities::{rebill, rebill_step};
use crate::store::mails;

/// What a transition changes besides the status.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    /// `Some` sets when acceptance is due, or that nobody must accept.
    pub(crate) acceptance_due_at: Option<Option<DateTime<Utc>>>,
    pub(crate) available_by: Option<DateTime<Utc>>,
    /// Everything that must be mended.
    pub(crate) corrections: Option<Vec<ReceiverRefusal>>,
    /// Whom the corrected document is made out to.
    pub(crate) receiver: Option<Receiver>,
    /// What the SAT said, where it is what moves the trámite.
    pub(crate) sat: Option<SatStatus>,
}

/// Registers a trámite with its first step.
pub(crate) async fn insert(connection: &impl ConnectionTrait, row: rebill::Model) -> Result<(), DbErr> {
    let (id, status, at) = (row.id.0.clone(), row.status.0, row.registered_at.0);
    rebill::Entity::insert(rebill::ActiveModel::from(row)).exec_without_returning(connection).await?;
    record(connection, &id, status, at).await
}

/// Moves a trámite from one status to the next, if it still stands there: `false` says that it does not.
pub(crate) async fn advance(
    transaction: &DatabaseTransaction,
    id: &RebillId,
    (from, to): (RebillStatus, RebillStatus),
    change: Change,
    at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    use rebill::Column;
    let mut update = rebill::Entity::update_many()
        .col_expr(Column::Status, Expr::value(Word(to)))
        .col_expr(Column::Failures, Expr::value(0))
        .col_expr(Column::Waits, Expr::value(0))
        .col_expr(Column::NextAttemptAt, Expr::value(0))
        .filter(Column::Id.eq(Text(id.clone())))
        .filter(Column::Status.eq(Word(from)));
    if let Some(due) = change.acceptance_due_at {
        update = update.col_expr(Column::AcceptanceDueAt, Expr::value(due.map(Instant)));
    }
    if let Some(by) = change.available_by {
        update = update.col_expr(Column::AvailableBy, Expr::value(Instant(by)));
    }
    if let Some(corrections) = change.corrections {
        update = update.col_expr(Column::Corrections, Expr::value(AsJson(corrections)));
    }
    if let Some(receiver) = change.receiver {
        update = update
            .col_expr(Column::ToRfc, Expr::value(Text(receiver.rfc().clone())))
            .col_expr(Column::ToName, Expr::value(Text(receiver.name().clone())))
            .col_expr(Column::ToPostalCode, Expr::value(Text(receiver.postal_code())))
            .col_expr(Column::ToRegime, Expr::value(Text(receiver.fiscal_regime())))
            .col_expr(Column::ToUse, Expr::value(Text(receiver.cfdi_use())));
    }
    if let Some(sat) = change.sat {
        update = update
            .col_expr(Column::SatStatus, Expr::value(Word(sat.status)))
            .col_expr(Column::SatAskedAt, Expr::value(Instant(sat.asked_at)));
    }
    let moved = update.exec(transaction).await?.rows_affected == 1;
    if moved {
        record(transaction, id, to, at).await?;
    }
    Ok(moved)
}

/// Writes down that a trámite has come to a status: every one of its steps comes through here, in the transaction that makes
/// it. What must happen once for each step, and not without it, is written here, too.
async fn record(
    connection: &impl ConnectionTrait,
    id: &RebillId,
    step: RebillStatus,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let before = rebill_step::Entity::find().filter(rebill_step::Column::RebillId.eq(Text(id.clone())));
    let position = i64::try_from(before.count(connection).await?).unwrap_or(i64::MAX);
    let row = rebill_step::ActiveModel {
        rebill_id: Set(Text(id.clone())),
        position: Set(position),
        step: Set(Word(step)),
        at: Set(Instant(at)),
    };
    rebill_step::Entity::insert(row).exec_without_returning(connection).await?;
    mails::write_for_step(connection, id, (step, position), at).await
}
