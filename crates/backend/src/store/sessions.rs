//! Queries for accounts, their sessions and the attempts to log in. All instants here are on the
//! real clock.

use chrono::{DateTime, Utc};
use pase_contract::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, RelationDef,
};

use super::columns::{Instant, TextColumn};
use super::entities::{account, login_attempt, session};

/// The account that an e-mail address (in lower case) or a phone number (ten digits) belongs to.
pub(crate) async fn account_by(
    connection: &impl ConnectionTrait,
    identifier: &str,
) -> Result<Option<account::Model>, DbErr> {
    let either = Condition::any()
        .add(account::Column::Email.eq(identifier))
        .add(account::Column::Phone.eq(identifier));
    account::Entity::find().filter(either).one(connection).await
}

/// A session by its token's hash, with its account.
pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<(session::Model, account::Model)>, DbErr> {
    use sea_orm::{QuerySelect, sea_query::JoinType};
    let its_account: RelationDef = session::Entity::belongs_to(account::Entity)
        .from(session::Column::AccountId)
        .to(account::Column::Id)
        .into();
    let found = session::Entity::find_by_id(token_hash.to_owned())
        .join(JoinType::InnerJoin, its_account)
        .select_also(account::Entity)
        .one(connection)
        .await?;
    Ok(found.and_then(|(session, account)| Some((session, account?))))
}

pub(crate) async fn insert(
    connection: &impl ConnectionTrait,
    token_hash: String,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let session = session::ActiveModel {
        token_hash: Set(token_hash),
        account_id: Set(TextColumn(account)),
        created_at: Set(Instant(now)),
        last_seen_at: Set(Instant(now)),
    };
    session::Entity::insert(session).exec_without_returning(connection).await.map(drop)
}

/// Notes that a session is in use.
pub(crate) async fn touch(
    connection: &impl ConnectionTrait,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, sea_orm::sea_query::Expr::value(Instant(now)))
        .filter(session::Column::TokenHash.eq(token_hash))
        .exec(connection)
        .await
        .map(drop)
}

/// Ends a session. It is no error if the session has already ended.
pub(crate) async fn delete(connection: &impl ConnectionTrait, token_hash: &str) -> Result<(), DbErr> {
    session::Entity::delete_by_id(token_hash.to_owned()).exec(connection).await.map(drop)
}

/// Deletes the sessions that began, or were last used, too long ago.
pub(crate) async fn delete_ended(
    connection: &impl ConnectionTrait,
    begun_before: DateTime<Utc>,
    unused_since: DateTime<Utc>,
) -> Result<(), DbErr> {
    let ended = Condition::any()
        .add(session::Column::CreatedAt.lt(Instant(begun_before)))
        .add(session::Column::LastSeenAt.lt(Instant(unused_since)));
    session::Entity::delete_many().filter(ended).exec(connection).await.map(drop)
}

/// The recent attempts of a subject.
pub(crate) async fn attempts(
    connection: &impl ConnectionTrait,
    subject: &str,
) -> Result<Option<login_attempt::Model>, DbErr> {
    login_attempt::Entity::find_by_id(subject.to_owned()).one(connection).await
}

/// Stores the recent attempts of a subject.
pub(crate) async fn put_attempts(
    connection: &impl ConnectionTrait,
    attempt: login_attempt::Model,
) -> Result<(), DbErr> {
    use login_attempt::Column;
    let replace = OnConflict::column(Column::Subject)
        .update_columns([Column::Attempts, Column::LastAttemptAt, Column::BlockedUntil])
        .to_owned();
    let row = login_attempt::ActiveModel::from(attempt);
    login_attempt::Entity::insert(row).on_conflict(replace).exec_without_returning(connection).await.map(drop)
}

/// Forgets the attempts of a subject.
pub(crate) async fn delete_attempts(connection: &impl ConnectionTrait, subject: &str) -> Result<(), DbErr> {
    login_attempt::Entity::delete_by_id(subject.to_owned()).exec(connection).await.map(drop)
}

/// Forgets attempts that are too old to count.
pub(crate) async fn delete_old_attempts(
    connection: &impl ConnectionTrait,
    before: DateTime<Utc>,
) -> Result<(), DbErr> {
    let old = login_attempt::Column::LastAttemptAt.lt(Instant(before));
    login_attempt::Entity::delete_many().filter(old).exec(connection).await.map(drop)
}
