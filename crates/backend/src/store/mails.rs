//! The outbox: the mails to customers, whatever they are about. A use case writes a mail in its own
//! transaction ([`write`]), so that the mail exists if and only if its reason does; the sender does
//! the rest.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::columns::{EnumColumn, Instant, JsonColumn, TextColumn};
use super::entities::mail::{ActiveModel, Column, Entity, Model};

/// How a mail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailOutcome {
    /// It was handed over.
    Sent,
    /// It was no longer needed.
    Cancelled,
    /// It cannot be delivered: it was refused for days, or no message can be made of it.
    Undeliverable,
}

/// A mail to be written into the outbox.
#[derive(Clone, Debug)]
pub(crate) struct NewMail {
    /// What must be written once, such as `tramite/r1/ready`. A second mail with the same key is
    /// left out. The key is logged, so it contains nothing personal.
    pub(crate) key: String,
    /// The e-mail address that the mail goes to.
    pub(crate) email: String,
    /// The customer's name.
    pub(crate) name: String,
    /// What the mail says. The outbox does not look into it.
    pub(crate) content: serde_json::Value,
    /// When to send it, on the product's clock.
    pub(crate) due_at: DateTime<Utc>,
}

/// A mail of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutboxMail {
    pub(crate) id: Uuid,
    /// What was written once. It may be logged.
    pub(crate) key: String,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) content: serde_json::Value,
    /// When it was or will be due, on the product's clock.
    pub(crate) due_at: DateTime<Utc>,
    /// How often it was refused.
    pub(crate) failures: i64,
    /// When it was first refused, on the real clock.
    pub(crate) refused_since: Option<DateTime<Utc>>,
    /// How it ended; `None` while it is still to be sent.
    pub(crate) outcome: Option<MailOutcome>,
    /// When it ended, on the product's clock.
    pub(crate) ended_at: Option<DateTime<Utc>>,
}

impl From<Model> for OutboxMail {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.0,
            key: row.key,
            email: row.email,
            name: row.name,
            content: row.content.0,
            due_at: row.due_at.0,
            failures: row.failures,
            refused_since: row.refused_since.map(|since| since.0),
            outcome: row.outcome.map(|outcome| outcome.0),
            ended_at: row.ended_at.map(|at| at.0),
        }
    }
}

/// Writes a mail into the outbox. If there is already one with its key, that one stays as it is.
pub(crate) async fn write(connection: &impl ConnectionTrait, mail: NewMail) -> Result<(), DbErr> {
    let NewMail { key, email, name, content, due_at } = mail;
    let row = ActiveModel {
        sequence: NotSet,
        id: Set(TextColumn(Uuid::new_v4())),
        key: Set(key),
        email: Set(email),
        name: Set(name),
        content: Set(JsonColumn(content)),
        due_at: Set(Instant(due_at)),
        failures: Set(0),
        refused_since: Set(None),
        next_attempt_at: Set(Instant(DateTime::UNIX_EPOCH)),
        outcome: Set(None),
        ended_at: Set(None),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Key).do_nothing().to_owned())
        .exec_without_returning(connection)
        .await
        .map(drop)
}

/// Cancels the mail with this key if it is still to be sent.
pub(crate) async fn cancel(
    connection: &impl ConnectionTrait,
    key: &str,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    end(connection, Column::Key.eq(key), MailOutcome::Cancelled, at).await
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
        .order_by_asc(Column::Sequence)
        .limit(limit);
    Ok(due.into_tuple::<TextColumn<Uuid>>().all(connection).await?.into_iter().map(|id| id.0).collect())
}

/// A mail that is still to be sent.
pub(crate) async fn find_unsent(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<OutboxMail>, DbErr> {
    Ok(find(connection, id).await?.filter(|mail| mail.outcome.is_none()))
}

/// A mail, whether it has been sent or not.
pub(crate) async fn find(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<OutboxMail>, DbErr> {
    let mail = Entity::find().filter(Column::Id.eq(TextColumn(id)));
    Ok(mail.one(connection).await?.map(OutboxMail::from))
}

/// All mails, newest first.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<OutboxMail>, DbErr> {
    let mails = Entity::find().order_by_desc(Column::DueAt).order_by_desc(Column::Sequence);
    Ok(mails.all(connection).await?.into_iter().map(OutboxMail::from).collect())
}

/// Notes how a mail ended. The first outcome stays.
pub(crate) async fn record_outcome(
    connection: &impl ConnectionTrait,
    id: Uuid,
    outcome: MailOutcome,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    end(connection, Column::Id.eq(TextColumn(id)), outcome, at).await
}

async fn end(
    connection: &impl ConnectionTrait,
    mail: Expr,
    outcome: MailOutcome,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(EnumColumn(outcome)))
        .col_expr(Column::EndedAt, Expr::value(Instant(at)))
        .filter(mail)
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
