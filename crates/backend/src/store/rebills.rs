//! Trámites and their steps.

use chrono::{DateTime, Utc};
use mx_fiscal::{CfdiDateTime, Receiver};
use pase_contract::fiscal_profiles::ReceiverRefusal;
use pase_contract::invoices::InvoiceStatus;
use pase_contract::rebills::RebillStatus;
use pase_contract::{AccountId, FiscalProfileId, InvoiceId, RebillId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::columns::{AsJson, Instant, Text, Word};
use super::entities::{folio, invoice, rebill, rebill_step};

/// Statuses after which nothing more happens.
const FINAL: [RebillStatus; 2] = [RebillStatus::Issued, RebillStatus::Rejected];
/// Statuses that the worker does not drive: what is final, and what waits for the customer.
const AT_REST: [RebillStatus; 3] =
    [RebillStatus::Issued, RebillStatus::Rejected, RebillStatus::NeedsCorrection];

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
}

/// A trámite, if it is this account's.
pub(crate) async fn of_account(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    id: &RebillId,
) -> Result<Option<rebill::Model>, DbErr> {
    let own = rebill::Column::AccountId.eq(Text(account.clone()));
    rebill::Entity::find_by_id(Text(id.clone())).filter(own).one(connection).await
}

/// A trámite, whosever it is: for the worker.
pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    id: &RebillId,
) -> Result<Option<rebill::Model>, DbErr> {
    rebill::Entity::find_by_id(Text(id.clone())).one(connection).await
}

/// The running trámites of an account, each with the razón social that it uses, the newest last.
pub(crate) async fn running(
    connection: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Vec<(FiscalProfileId, RebillId)>, DbErr> {
    use rebill::Column;
    let running = rebill::Entity::find()
        .select_only()
        .columns([Column::FiscalProfileId, Column::Id])
        .filter(Column::AccountId.eq(Text(account.clone())))
        .filter(Column::FiscalProfileId.is_not_null())
        .filter(Column::Status.is_not_in(FINAL.map(Word)))
        .order_by_asc(Column::RegisteredAt)
        .order_by_asc(Column::Id);
    let rows = running.into_tuple::<(Text<FiscalProfileId>, Text<RebillId>)>().all(connection).await?;
    Ok(rows.into_iter().map(|(profile, rebill)| (profile.0, rebill.0)).collect())
}

/// The newest running trámite that uses a razón social.
pub(crate) async fn running_with(
    connection: &impl ConnectionTrait,
    profile: &FiscalProfileId,
) -> Result<Option<RebillId>, DbErr> {
    use rebill::Column;
    let newest = rebill::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::FiscalProfileId.eq(Text(profile.clone())))
        .filter(Column::Status.is_not_in(FINAL.map(Word)))
        .order_by_desc(Column::RegisteredAt)
        .order_by_desc(Column::Id);
    Ok(newest.into_tuple::<Text<RebillId>>().one(connection).await?.map(|id| id.0))
}

/// The trámites that wait for a razón social to be mended.
pub(crate) async fn waiting_for(
    connection: &impl ConnectionTrait,
    profile: &FiscalProfileId,
) -> Result<Vec<rebill::Model>, DbErr> {
    rebill::Entity::find()
        .filter(rebill::Column::FiscalProfileId.eq(Text(profile.clone())))
        .filter(rebill::Column::Status.eq(Word(RebillStatus::NeedsCorrection)))
        .order_by_asc(rebill::Column::RegisteredAt)
        .order_by_asc(rebill::Column::Id)
        .all(connection)
        .await
}

/// The original invoice of a trámite.
pub(crate) async fn original(
    connection: &impl ConnectionTrait,
    rebill: &rebill::Model,
) -> Result<Option<invoice::Model>, DbErr> {
    invoice::Entity::find_by_id(rebill.invoice_id.clone()).one(connection).await
}

/// The invoice that a trámite ended with.
pub(crate) async fn corrected(
    connection: &impl ConnectionTrait,
    id: &RebillId,
) -> Result<Option<InvoiceId>, DbErr> {
    let its = invoice::Column::OriginRebillId.eq(Text(id.clone()));
    let found = invoice::Entity::find().select_only().column(invoice::Column::Id).filter(its);
    Ok(found.into_tuple::<Text<InvoiceId>>().one(connection).await?.map(|id| id.0))
}

/// What has happened in a trámite, oldest first.
pub(crate) async fn steps(
    connection: &impl ConnectionTrait,
    id: &RebillId,
) -> Result<Vec<rebill_step::Model>, DbErr> {
    rebill_step::Entity::find()
        .filter(rebill_step::Column::RebillId.eq(Text(id.clone())))
        .order_by_asc(rebill_step::Column::Position)
        .all(connection)
        .await
}

/// Registers a trámite with its first step.
pub(crate) async fn insert(connection: &impl ConnectionTrait, row: rebill::Model) -> Result<(), DbErr> {
    let (id, status, at) = (row.id.0.clone(), row.status.0, row.registered_at.0);
    rebill::Entity::insert(rebill::ActiveModel::from(row)).exec_without_returning(connection).await?;
    add_step(connection, &id, status, at).await
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
    let moved = update.exec(transaction).await?.rows_affected == 1;
    if moved {
        add_step(transaction, id, to, at).await?;
    }
    Ok(moved)
}

async fn add_step(
    connection: &impl ConnectionTrait,
    id: &RebillId,
    step: RebillStatus,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let before = rebill_step::Entity::find().filter(rebill_step::Column::RebillId.eq(Text(id.clone())));
    let position = i64::try_from(before.count(connection).await?).unwrap_or(i64::MAX);
    let step = rebill_step::ActiveModel {
        rebill_id: Set(Text(id.clone())),
        position: Set(position),
        step: Set(Word(step)),
        at: Set(Instant(at)),
    };
    rebill_step::Entity::insert(step).exec_without_returning(connection).await.map(drop)
}

/// The trámites that the worker may go on with now (real clock), those that have waited longest first.
pub(crate) async fn to_drive(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<RebillId>, DbErr> {
    use rebill::Column;
    let due = rebill::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Status.is_not_in(AT_REST.map(Word)))
        .filter(Column::NextAttemptAt.lte(Instant(now)))
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::RegisteredAt)
        .limit(limit);
    Ok(due.into_tuple::<Text<RebillId>>().all(connection).await?.into_iter().map(|id| id.0).collect())
}

/// Puts off a trámite: after a failure, or while an answer is waited for.
pub(crate) async fn put_off(
    connection: &impl ConnectionTrait,
    id: &RebillId,
    until: DateTime<Utc>,
    failures: i64,
) -> Result<(), DbErr> {
    rebill::Entity::update_many()
        .col_expr(rebill::Column::NextAttemptAt, Expr::value(Instant(until)))
        .col_expr(rebill::Column::Failures, Expr::value(failures))
        .filter(rebill::Column::Id.eq(Text(id.clone())))
        .exec(connection)
        .await
        .map(drop)
}

/// Lets the worker go on at once with what waits for an answer.
pub(crate) async fn resume_waiting(connection: &impl ConnectionTrait) -> Result<(), DbErr> {
    rebill::Entity::update_many()
        .col_expr(rebill::Column::NextAttemptAt, Expr::value(0))
        .filter(rebill::Column::Status.eq(Word(RebillStatus::AwaitingAcceptance)))
        .exec(connection)
        .await
        .map(drop)
}

/// Sets folio and date of the corrected document aside, once: the document that is stamped must be the same however often
/// stamping is tried.
pub(crate) async fn reserve_document(
    connection: &impl ConnectionTrait,
    id: &RebillId,
    series: &str,
    issued_at: CfdiDateTime,
) -> Result<(), DbErr> {
    let folio = folio::Entity::update_many()
        .col_expr(folio::Column::Last, Expr::col(folio::Column::Last).add(1))
        .filter(folio::Column::Series.eq(series))
        .exec_with_returning(connection)
        .await?;
    let folio =
        folio.first().ok_or_else(|| DbErr::RecordNotFound("the series has no folios".to_owned()))?.last;
    rebill::Entity::update_many()
        .col_expr(rebill::Column::CorrectedFolio, Expr::value(folio))
        .col_expr(rebill::Column::CorrectedIssuedAt, Expr::value(Text(issued_at)))
        .filter(rebill::Column::Id.eq(Text(id.clone())))
        .exec(connection)
        .await
        .map(drop)
}

/// Notes that the SAT holds an invoice as cancelled.
pub(crate) async fn cancel_invoice(connection: &impl ConnectionTrait, id: &InvoiceId) -> Result<(), DbErr> {
    invoice::Entity::update_many()
        .col_expr(invoice::Column::Status, Expr::value(Word(InvoiceStatus::Cancelled)))
        .filter(invoice::Column::Id.eq(Text(id.clone())))
        .exec(connection)
        .await
        .map(drop)
}

/// Adds the corrected invoice.
pub(crate) async fn insert_invoice(
    connection: &impl ConnectionTrait,
    row: invoice::Model,
) -> Result<(), DbErr> {
    invoice::Entity::insert(invoice::ActiveModel::from(row))
        .exec_without_returning(connection)
        .await
        .map(drop)
}
