//! Notes about requests to the PAC and the SAT. A request that must not be made twice is noted
//! before it is made. After a crash or a lost answer, the note says that the request may have
//! arrived.

use chrono::{DateTime, Utc};
use mx_fiscal::CfdiDateTime;
use pase_contract::RebillId;
use pase_contract::rebills::SatStatus;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use crate::store::columns::{EnumColumn, Instant, TextColumn};
use crate::store::entities::rebill::Column;
use crate::store::entities::{folio, rebill};
use crate::store::{StoreError, Write, WriteTx};

/// Notes that the cancellation is about to be requested. It is requested again only if the SAT
/// shows no request, so the earlier one has not arrived; the new note then replaces the old one.
pub(crate) async fn note_cancellation_asked(
    writer: &impl Write,
    id: &RebillId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    rebill::Entity::update_many()
        .col_expr(Column::CancellationAskedAt, Expr::value(Instant(at)))
        .filter(Column::Id.eq(TextColumn(id.clone())))
        .exec(writer)
        .await?;
    Ok(())
}

/// Notes that the SAT has the cancellation request, as the PAC says. The first note stays.
pub(crate) async fn note_cancellation_received(
    writer: &impl Write,
    id: &RebillId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    note_once(writer, id, Column::CancellationReceivedAt, at).await
}

/// Notes that the stamp is about to be requested. The first note stays.
pub(crate) async fn note_stamp_asked(
    writer: &impl Write,
    id: &RebillId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    note_once(writer, id, Column::StampAskedAt, at).await
}

async fn note_once(
    writer: &impl Write,
    id: &RebillId,
    column: Column,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    rebill::Entity::update_many()
        .col_expr(column, Expr::value(Instant(at)))
        .filter(Column::Id.eq(TextColumn(id.clone())))
        .filter(column.is_null())
        .exec(writer)
        .await?;
    Ok(())
}

/// Notes what the SAT says about the original.
pub(crate) async fn note_sat(writer: &impl Write, id: &RebillId, sat: SatStatus) -> Result<(), StoreError> {
    rebill::Entity::update_many()
        .col_expr(Column::SatStatus, Expr::value(EnumColumn(sat.status)))
        .col_expr(Column::SatAskedAt, Expr::value(Instant(sat.asked_at)))
        .filter(Column::Id.eq(TextColumn(id.clone())))
        .exec(writer)
        .await?;
    Ok(())
}

/// Reserves folio and date of the corrected document. The caller makes sure that this happens once:
/// the document to be stamped must be the same however often stamping is tried.
pub(crate) async fn reserve_document(
    transaction: &WriteTx,
    id: &RebillId,
    series: &str,
    issued_at: CfdiDateTime,
) -> Result<(), StoreError> {
    let folio = folio::Entity::update_many()
        .col_expr(folio::Column::Last, Expr::col(folio::Column::Last).add(1))
        .filter(folio::Column::Series.eq(series))
        .exec_with_returning(transaction)
        .await?;
    let folio =
        folio.first().ok_or_else(|| DbErr::RecordNotFound("the series has no folios".to_owned()))?.last;
    rebill::Entity::update_many()
        .col_expr(Column::CorrectedFolio, Expr::value(folio))
        .col_expr(Column::CorrectedIssuedAt, Expr::value(TextColumn(issued_at)))
        .filter(Column::Id.eq(TextColumn(id.clone())))
        .exec(transaction)
        .await?;
    Ok(())
}
