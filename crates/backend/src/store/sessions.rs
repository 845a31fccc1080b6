//! Queries for sessions and for the attempts to log in. All instants here are on the real clock.

use chrono::{DateTime, Utc};
use pase_contract::AccountId;
use sea_orm::sea_query::{Expr, JoinType, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, RelationDef};

use super::columns::{Instant, TextColumn};
use super::entities::{account, login_attempt, session};
use super::{Read, StoreError, Write};

/// A session, with the customer whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) account_id: AccountId,
    /// The customer's name.
    pub(crate) name: String,
    /// When the customer logged in, on the real clock.
    pub(crate) created_at: DateTime<Utc>,
    /// The last use that was noted, on the real clock.
    pub(crate) last_seen_at: DateTime<Utc>,
}

/// How often a login was tried recently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoginAttempts {
    /// Whose attempts they are: the digest of an account, an identifier or an address.
    pub(crate) subject: String,
    pub(crate) attempts: i64,
    /// On the real clock.
    pub(crate) last_attempt_at: DateTime<Utc>,
    /// No attempt is allowed before this time, on the real clock.
    pub(crate) blocked_until: DateTime<Utc>,
}

/// A session by its token's hash.
pub(crate) async fn find(reader: &impl Read, token_hash: &str) -> Result<Option<Session>, StoreError> {
    let its_account: RelationDef = session::Entity::belongs_to(account::Entity)
        .from(session::Column::AccountId)
        .to(account::Column::Id)
        .into();
    let found = session::Entity::find_by_id(token_hash.to_owned())
        .join(JoinType::InnerJoin, its_account)
        .select_also(account::Entity)
        .one(reader)
        .await?;
    Ok(found.and_then(|(session, account)| {
        Some(Session {
            account_id: session.account_id.0,
            name: account?.name,
            created_at: session.created_at.0,
            last_seen_at: session.last_seen_at.0,
        })
    }))
}

/// Begins a session under its token's hash.
pub(crate) async fn insert(
    writer: &impl Write,
    token_hash: String,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let session = session::ActiveModel {
        token_hash: Set(token_hash),
        account_id: Set(TextColumn(account)),
        created_at: Set(Instant(now)),
        last_seen_at: Set(Instant(now)),
    };
    session::Entity::insert(session).exec_without_returning(writer).await?;
    Ok(())
}

/// Notes that a session is in use.
pub(crate) async fn touch(
    writer: &impl Write,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::value(Instant(now)))
        .filter(session::Column::TokenHash.eq(token_hash))
        .exec(writer)
        .await?;
    Ok(())
}

/// Ends a session. It is no error if the session has already ended.
pub(crate) async fn delete(writer: &impl Write, token_hash: &str) -> Result<(), StoreError> {
    session::Entity::delete_by_id(token_hash.to_owned()).exec(writer).await?;
    Ok(())
}

/// Deletes the sessions that began, or were last used, too long ago.
pub(crate) async fn delete_ended(
    writer: &impl Write,
    begun_before: DateTime<Utc>,
    unused_since: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ended = Condition::any()
        .add(session::Column::CreatedAt.lt(Instant(begun_before)))
        .add(session::Column::LastSeenAt.lt(Instant(unused_since)));
    session::Entity::delete_many().filter(ended).exec(writer).await?;
    Ok(())
}

/// The recent attempts of a subject.
pub(crate) async fn attempts(reader: &impl Read, subject: &str) -> Result<Option<LoginAttempts>, StoreError> {
    let found = login_attempt::Entity::find_by_id(subject.to_owned()).one(reader).await?;
    Ok(found.map(LoginAttempts::from))
}

/// Stores the recent attempts of a subject.
pub(crate) async fn put_attempts(writer: &impl Write, attempts: LoginAttempts) -> Result<(), StoreError> {
    use login_attempt::Column;
    let replace = OnConflict::column(Column::Subject)
        .update_columns([Column::Attempts, Column::LastAttemptAt, Column::BlockedUntil])
        .to_owned();
    let row = login_attempt::ActiveModel::from(login_attempt::Model::from(attempts));
    login_attempt::Entity::insert(row).on_conflict(replace).exec_without_returning(writer).await?;
    Ok(())
}

/// Forgets the attempts of a subject.
pub(crate) async fn delete_attempts(writer: &impl Write, subject: &str) -> Result<(), StoreError> {
    login_attempt::Entity::delete_by_id(subject.to_owned()).exec(writer).await?;
    Ok(())
}

/// Forgets attempts that are too old to count.
pub(crate) async fn delete_old_attempts(
    writer: &impl Write,
    before: DateTime<Utc>,
) -> Result<(), StoreError> {
    let old = login_attempt::Column::LastAttemptAt.lt(Instant(before));
    login_attempt::Entity::delete_many().filter(old).exec(writer).await?;
    Ok(())
}

impl From<login_attempt::Model> for LoginAttempts {
    fn from(row: login_attempt::Model) -> Self {
        let login_attempt::Model { subject, attempts, last_attempt_at, blocked_until } = row;
        Self { subject, attempts, last_attempt_at: last_attempt_at.0, blocked_until: blocked_until.0 }
    }
}

impl From<LoginAttempts> for login_attempt::Model {
    fn from(attempts: LoginAttempts) -> Self {
        let LoginAttempts { subject, attempts, last_attempt_at, blocked_until } = attempts;
        Self {
            subject,
            attempts,
            last_attempt_at: Instant(last_attempt_at),
            blocked_until: Instant(blocked_until),
        }
    }
}
