//! The outbox: the mails to customers, whatever they are about. A use case writes a mail in its own
//! transaction ([`write()`]), so that the mail exists if and only if its reason does; the sender does
//! the rest.

use chrono::{DateTime, Utc};
use pase_contract::AccountId;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::columns::{EnumColumn, Instant, JsonColumn, TextColumn};
pub(crate) use super::entities::mail::MailOutcome;
use super::entities::mail::{ActiveModel, Column, Entity, Model};
use super::{Read, StoreError, Write, WriteTx};

/// A mail to be written into the outbox.
#[derive(Clone, Debug)]
pub(crate) struct NewMail {
    /// What must be written once, such as `tramite/r1/ready`. A second mail with the same key is
    /// left out. The key is logged, so it contains nothing personal.
    pub(crate) key: String,
    /// The customer.
    pub(crate) account_id: AccountId,
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
pub(crate) async fn write(transaction: &WriteTx, mail: NewMail) -> Result<(), StoreError> {
    let NewMail { key, account_id, email, name, content, due_at } = mail;
    let row = ActiveModel {
        sequence: NotSet,
        id: Set(TextColumn(Uuid::new_v4())),
        key: Set(key),
        account_id: Set(TextColumn(account_id)),
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
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// Cancels the mail with this key if it is still to be sent.
pub(crate) async fn cancel(transaction: &WriteTx, key: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    end(transaction, Column::Key.eq(key), MailOutcome::Cancelled, at).await
}

/// The mails to be sent now: due on the product's clock (`now`), and not put off on the real one
/// (`real_now`). The mail that has waited longest comes first.
pub(crate) async fn due(
    reader: &impl Read,
    now: DateTime<Utc>,
    real_now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let due = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Outcome.is_null())
        .filter(Column::DueAt.lte(Instant(now)))
        .filter(Column::NextAttemptAt.lte(Instant(real_now)))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Sequence)
        .limit(limit);
    Ok(due.into_tuple::<TextColumn<Uuid>>().all(reader).await?.into_iter().map(|id| id.0).collect())
}

/// A mail that is still to be sent.
pub(crate) async fn find_unsent(reader: &impl Read, id: Uuid) -> Result<Option<OutboxMail>, StoreError> {
    Ok(find(reader, id).await?.filter(|mail| mail.outcome.is_none()))
}

/// A mail, whether it has been sent or not.
pub(crate) async fn find(reader: &impl Read, id: Uuid) -> Result<Option<OutboxMail>, StoreError> {
    let mail = Entity::find().filter(Column::Id.eq(TextColumn(id)));
    Ok(mail.one(reader).await?.map(OutboxMail::from))
}

/// All mails, newest first.
pub(crate) async fn all(reader: &impl Read) -> Result<Vec<OutboxMail>, StoreError> {
    let mails = Entity::find().order_by_desc(Column::DueAt).order_by_desc(Column::Sequence);
    Ok(mails.all(reader).await?.into_iter().map(OutboxMail::from).collect())
}

/// Notes how a mail ended. The first outcome stays.
pub(crate) async fn record_outcome(
    writer: &impl Write,
    id: Uuid,
    outcome: MailOutcome,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    end(writer, Column::Id.eq(TextColumn(id)), outcome, at).await
}

async fn end(
    writer: &impl Write,
    mail: Expr,
    outcome: MailOutcome,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(EnumColumn(outcome)))
        .col_expr(Column::EndedAt, Expr::value(Instant(at)))
        .filter(mail)
        .filter(Column::Outcome.is_null())
        .exec(writer)
        .await?;
    Ok(())
}

/// Puts off a mail that was refused. `failures` is how often it was, `refused_since` when it was
/// first.
pub(crate) async fn postpone(
    writer: &impl Write,
    id: Uuid,
    until: DateTime<Utc>,
    failures: i64,
    refused_since: DateTime<Utc>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(Instant(until)))
        .col_expr(Column::Failures, Expr::value(failures))
        .col_expr(Column::RefusedSince, Expr::value(Instant(refused_since)))
        .filter(Column::Id.eq(TextColumn(id)))
        .exec(writer)
        .await?;
    Ok(())
}
