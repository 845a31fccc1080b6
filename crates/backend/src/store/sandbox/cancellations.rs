//! The cancellations that the sandbox's tax authority was asked for. All instants are on the
//! product's clock.

use chrono::{DateTime, Utc};
use mx_fiscal::{Money, Rfc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::cancellation_outcome::CancellationOutcome;
use super::tables::sandbox_cancellation::{ActiveModel, Column, Entity, Model};
use crate::store::columns::{Centavos, EnumColumn, Instant, TextColumn};
use crate::store::{Read, StoreError, Write};

/// A request to cancel a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cancellation {
    /// The document's folio fiscal.
    pub(crate) uuid: Uuid,
    pub(crate) receiver_rfc: Rfc,
    pub(crate) total: Money,
    /// On the product's clock.
    pub(crate) requested_at: DateTime<Utc>,
    /// How it ended; `None` while the receiver has to answer.
    pub(crate) outcome: Option<CancellationOutcome>,
    /// When it ended, on the product's clock.
    pub(crate) decided_at: Option<DateTime<Utc>>,
    /// How often the cancellation was requested.
    pub(crate) asked: i64,
}

/// All requests.
pub(crate) async fn all(reader: &impl Read) -> Result<Vec<Cancellation>, StoreError> {
    Ok(Entity::find().all(reader).await?.into_iter().map(Cancellation::from).collect())
}

/// All requests that a receiver had or has to answer, newest first.
pub(crate) async fn for_receivers(reader: &impl Read) -> Result<Vec<Cancellation>, StoreError> {
    let needs_answer =
        Column::Outcome.is_null().or(Column::Outcome.ne(EnumColumn(CancellationOutcome::NotNeeded)));
    let rows = Entity::find().filter(needs_answer).order_by_desc(Column::RequestedAt).all(reader).await?;
    Ok(rows.into_iter().map(Cancellation::from).collect())
}

/// The request to cancel this document.
pub(crate) async fn find(reader: &impl Read, uuid: Uuid) -> Result<Option<Cancellation>, StoreError> {
    Ok(Entity::find_by_id(TextColumn(uuid)).one(reader).await?.map(Cancellation::from))
}

/// Adds a request.
pub(crate) async fn insert(writer: &impl Write, request: Cancellation) -> Result<(), StoreError> {
    let row = ActiveModel::from(Model::from(request));
    Entity::insert(row).exec_without_returning(writer).await?;
    Ok(())
}

/// Overwrites an existing request completely.
pub(crate) async fn replace(writer: &impl Write, request: Cancellation) -> Result<(), StoreError> {
    let row = ActiveModel::from(Model::from(request)).reset_all();
    Entity::update(row).exec(writer).await?;
    Ok(())
}

/// Decides an open request. A request that is already decided stays as it is.
pub(crate) async fn decide(
    writer: &impl Write,
    uuid: Uuid,
    outcome: CancellationOutcome,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(EnumColumn(outcome)))
        .col_expr(Column::DecidedAt, Expr::value(Instant(at)))
        .filter(Column::Uuid.eq(TextColumn(uuid)))
        .filter(Column::Outcome.is_null())
        .exec(writer)
        .await?;
    Ok(())
}

impl From<Model> for Cancellation {
    fn from(row: Model) -> Self {
        Self {
            uuid: row.uuid.0,
            receiver_rfc: row.receiver_rfc.0,
            total: row.total.0,
            requested_at: row.requested_at.0,
            outcome: row.outcome.map(|outcome| outcome.0),
            decided_at: row.decided_at.map(|at| at.0),
            asked: row.asked,
        }
    }
}

impl From<Cancellation> for Model {
    fn from(request: Cancellation) -> Self {
        Self {
            uuid: TextColumn(request.uuid),
            receiver_rfc: TextColumn(request.receiver_rfc),
            total: Centavos(request.total),
            requested_at: Instant(request.requested_at),
            outcome: request.outcome.map(EnumColumn),
            decided_at: request.decided_at.map(Instant),
            asked: request.asked,
        }
    }
}
