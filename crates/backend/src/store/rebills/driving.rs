//! Which trámites the worker drives, and when. All instants here are on the real clock.

use chrono::{DateTime, Utc};
use pase_contract::RebillId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::store::columns::{Instant, TextColumn};
use crate::store::entities::rebill::{Column, Entity};
use crate::store::{Read, StoreError, Write};

/// The trámites that are not at rest: neither rejected, nor waiting for the customer, nor issued
/// with their receipt. The words are those of the index `rebills_to_drive`, because SQLite uses it
/// only for a query that says the same.
const TO_DRIVE: &str =
    "status NOT IN ('rejected', 'needs_correction') AND (status <> 'issued' OR receipt_received_at IS NULL)";

/// The trámites that the worker may drive now. The one that has waited longest comes first.
pub(crate) async fn to_drive(
    reader: &impl Read,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<RebillId>, StoreError> {
    let due = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Expr::cust(TO_DRIVE))
        .filter(Column::NextAttemptAt.lte(Instant(now)))
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::RegisteredAt)
        .limit(limit);
    Ok(due.into_tuple::<TextColumn<RebillId>>().all(reader).await?.into_iter().map(|id| id.0).collect())
}

/// When the next trámite that was put off is due.
pub(crate) async fn next_due(
    reader: &impl Read,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let first = Entity::find()
        .select_only()
        .column(Column::NextAttemptAt)
        .filter(Expr::cust(TO_DRIVE))
        .filter(Column::NextAttemptAt.gt(Instant(now)))
        .order_by_asc(Column::NextAttemptAt);
    Ok(first.into_tuple::<Instant>().one(reader).await?.map(|due| due.0))
}

/// How often a trámite was put off since it last went on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RetryCounts {
    /// After steps that failed, since the last one that did not.
    pub(crate) failures: i64,
    /// While something was waited for.
    pub(crate) waits: i64,
}

/// Puts a trámite off. `counts` includes this time.
pub(crate) async fn postpone(
    writer: &impl Write,
    id: &RebillId,
    until: DateTime<Utc>,
    counts: RetryCounts,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(Instant(until)))
        .col_expr(Column::Failures, Expr::value(counts.failures))
        .col_expr(Column::Waits, Expr::value(counts.waits))
        .filter(Column::Id.eq(TextColumn(id.clone())))
        .exec(writer)
        .await?;
    Ok(())
}

/// Makes all trámites that were put off due at once.
pub(crate) async fn resume(writer: &impl Write) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(0))
        .filter(Expr::cust(TO_DRIVE))
        .exec(writer)
        .await?;
    Ok(())
}
