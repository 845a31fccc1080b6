//! The outbox. What a step tells the customer is written in the step's own transaction ([`write_for_step`]); the sender does
//! the rest.

use chrono::{DateTime, Utc};
use pase_contract::RebillId;
use pase_contract::rebills::RebillStatus;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::mail::{MailFacts, MailKind, MailOutcome, REMINDER_BEFORE, Subjects, facts};
use crate::store::columns::{AsJson, Instant, Text, Word};
use crate::store::entities::mail::{ActiveModel, Column, Entity, Model};
use crate::store::entities::{account, rebill, tag};
use crate::store::rebills;

/// Writes what a customer is told of a step that a trámite has just come to, and takes back the reminder of what it has left.
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
    let facts = told(connection, id).await?;
    let reminds_at = facts.acceptance_due_at.map(|due| due - REMINDER_BEFORE);
    let reminds_at = reminds_at.filter(|reminds_at| kind == MailKind::AcceptNow && *reminds_at > at);
    let mail = |kind, due_at| {
        ActiveModel::from(Model {
            id: Text(Uuid::new_v4()),
            rebill_id: Text(id.clone()),
            position,
            kind: Word(kind),
            facts: AsJson(facts.clone()),
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
    // What was written once stays as it is: a mail is no reason for a step to fail.
    Entity::insert_many(mails)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

async fn told(connection: &impl ConnectionTrait, id: &RebillId) -> Result<MailFacts, DbErr> {
    let gone = |what| move || DbErr::RecordNotFound(format!("a trámite has no {what}"));
    let rebill = rebill::Entity::find_by_id(Text(id.clone())).one(connection).await?;
    let rebill = rebill.ok_or_else(gone("row"))?;
    let account = account::Entity::find_by_id(rebill.account_id.clone()).one(connection).await?;
    let original = rebills::original(connection, &rebill).await?.ok_or_else(gone("invoice"))?;
    let tag = tag::Entity::find_by_id(original.tag_id.clone()).one(connection).await?;
    let subjects = Subjects {
        account: account.ok_or_else(gone("account"))?,
        tag: tag.ok_or_else(gone("tag"))?,
        original,
    };
    Ok(facts(&rebill, subjects))
}

async fn cancel_reminder(
    connection: &impl ConnectionTrait,
    id: &RebillId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(Word(MailOutcome::Cancelled)))
        .col_expr(Column::EndedAt, Expr::value(Instant(at)))
        .filter(Column::RebillId.eq(Text(id.clone())))
        .filter(Column::Kind.eq(Word(MailKind::AcceptReminder)))
        .filter(Column::Outcome.is_null())
        .exec(connection)
        .await
        .map(drop)
}

/// What is to be sent now, by the product's clock, and was not put off, by the real one; what has waited longest first.
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
    Ok(due.into_tuple::<Text<Uuid>>().all(connection).await?.into_iter().map(|id| id.0).collect())
}

/// A mail, if it still is to be sent.
pub(crate) async fn waiting(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(Text(id)).filter(Column::Outcome.is_null()).one(connection).await
}

/// A mail, whatever became of it.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(Text(id)).one(connection).await
}

/// All mails, the newest first.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_desc(Column::DueAt).order_by_desc(Column::Position).all(connection).await
}

/// Notes what became of a mail, once.
pub(crate) async fn end(
    connection: &impl ConnectionTrait,
    id: Uuid,
    outcome: MailOutcome,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(Word(outcome)))
        .col_expr(Column::EndedAt, Expr::value(Instant(at)))
        .filter(Column::Id.eq(Text(id)))
        .filter(Column::Outcome.is_null())
        .exec(connection)
        .await
        .map(drop)
}

/// Puts a mail off that was refused so often, and since then.
pub(crate) async fn put_off(
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
        .filter(Column::Id.eq(Text(id)))
        .exec(connection)
        .await
        .map(drop)
}
