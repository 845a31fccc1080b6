//! The outbox. The mails about a step are written in the step's own transaction
//! ([`write_for_step`]); the sender does the rest.

use chrono::{DateTime, Utc};
use pase_contract::RebillId;
use pase_contract::rebills::RebillStatus;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::mail_facts::{FactRows, facts};
use crate::mail::facts::MailFacts;
use crate::mail::kind::{MailKind, MailOutcome, REMINDER_BEFORE};
use crate::store::columns::{EnumColumn, Instant, JsonColumn, TextColumn};
use crate::store::entities::mail::{ActiveModel, Column, Entity, Model};
use crate::store::entities::{account, rebill, tag};
use crate::store::rebills;

/// Writes the mails about a step that a trámite has just taken, and cancels the reminder to accept
/// if the trámite no longer waits for acceptance.
pub(crate) async fn write_for_step(
    connection: &impl ConnectionTrait,
    id: &RebillId,
    (step, position): (RebillStatus, i64),
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    if step != RebillStatus::AwaitingAcceptance {
        cancel_reminder(connection, id, at).await?;
    }
    let Some(kind) = MailKind::of_step(step) else { return Ok(()) };
    let facts = load_facts(connection, id).await?;
    let reminds_at = facts.acceptance_due_at.map(|due| due - REMINDER_BEFORE);
    let reminds_at = reminds_at.filter(|reminds_at| kind == MailKind::AcceptNow && *reminds_at > at);
    let mail = |kind, due_at| {
        ActiveModel::from(Model {
            id: TextColumn(Uuid::new_v4()),
            rebill_id: TextColumn(id.clone()),
            position,
            kind: EnumColumn(kind),
            facts: JsonColumn(facts.clone()),
            due_at: Instant(due_at),
            failures: 0,
            refused_since: None,
            next_attempt_at: Instant(DateTime::UNIX_EPOCH),
            outcome: None,
            ended_at: None,
        })
    };
    let reminder = reminds_at.map(|reminds_at| mail(MailKind::AcceptReminder, reminds_at));
    let mails = [mail(kind, at)].into_iter().chain(reminder);
    // A mail that was already written stays as it is: a mail must not make a step fail.
    Entity::insert_many(mails)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

async fn load_facts(connection: &impl ConnectionTrait, id: &RebillId) -> Result<MailFacts, DbErr> {
    let gone = |what| move || DbErr::RecordNotFound(format!("a trámite has no {what}"));
    let rebill = rebill::Entity::find_by_id(TextColumn(id.clone())).one(connection).await?;
    let rebill = rebill.ok_or_else(gone("row"))?;
    let account = account::Entity::find_by_id(rebill.account_id.clone()).one(connection).await?;
    let original = rebills::original(connection, &rebill).await?.ok_or_else(gone("invoice"))?;
    let tag = tag::Entity::find_by_id(original.tag_id.clone()).one(connection).await?;
    let rows = FactRows {
        account: account.ok_or_else(gone("account"))?,
        tag: tag.ok_or_else(gone("tag"))?,
        original,
    };
    Ok(facts(&rebill, rows))
}

async fn cancel_reminder(
    connection: &impl ConnectionTrait,
    id: &RebillId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(EnumColumn(MailOutcome::Cancelled)))
        .col_expr(Column::EndedAt, Expr::value(Instant(at)))
        .filter(Column::RebillId.eq(TextColumn(id.clone())))
        .filter(Column::Kind.eq(EnumColumn(MailKind::AcceptReminder)))
        .filter(Column::Outcome.is_null())
        .exec(connection)
        .await
        .map(drop)
}

/// The mails to be sent now: due on the product's clock (`now`), and not put off on the real one
/// (`real_now`). The mail that has waited longest comes first.
pub(crate) async fn due(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    real_now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Uuid>, DbErr> {
    let due = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Outcome.is_null())
        .filter(Column::DueAt.lte(Instant(now)))
        .filter(Column::NextAttemptAt.lte(Instant(real_now)))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Position)
        .limit(limit);
    Ok(due.into_tuple::<TextColumn<Uuid>>().all(connection).await?.into_iter().map(|id| id.0).collect())
}

/// A mail that is still to be sent.
pub(crate) async fn find_unsent(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(TextColumn(id)).filter(Column::Outcome.is_null()).one(connection).await
}

/// A mail, whether it has been sent or not.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(TextColumn(id)).one(connection).await
}

/// All mails, newest first.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_desc(Column::DueAt).order_by_desc(Column::Position).all(connection).await
}

/// Notes how a mail ended. The first outcome stays.
pub(crate) async fn record_outcome(
    connection: &impl ConnectionTrait,
    id: Uuid,
    outcome: MailOutcome,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(EnumColumn(outcome)))
        .col_expr(Column::EndedAt, Expr::value(Instant(at)))
        .filter(Column::Id.eq(TextColumn(id)))
        .filter(Column::Outcome.is_null())
        .exec(connection)
        .await
        .map(drop)
}

/// Puts off a mail that was refused. `failures` is how often it was, `refused_since` when it was
/// first.
pub(crate) async fn postpone(
    connection: &impl ConnectionTrait,
    id: Uuid,
    until: DateTime<Utc>,
    failures: i64,
    refused_since: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(Instant(until)))
        .col_expr(Column::Failures, Expr::value(failures))
        .col_expr(Column::RefusedSince, Expr::value(Instant(refused_since)))
        .filter(Column::Id.eq(TextColumn(id)))
        .exec(connection)
        .await
        .map(drop)
}
