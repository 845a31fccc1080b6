//! What customers have done: the answers that may be asked for again, and the audit.

use pase_contract::AccountId;
use sea_orm::{ActiveValue::NotSet, ConnectionTrait, DbErr, EntityTrait};

use super::columns::Text;
use super::entities::{audit_entry, idempotent_answer};

/// The answer that was given under a key.
pub(crate) async fn answer(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    key: &str,
) -> Result<Option<idempotent_answer::Model>, DbErr> {
    idempotent_answer::Entity::find_by_id((Text(account.clone()), key.to_owned())).one(connection).await
}

/// Keeps an answer under its key.
pub(crate) async fn keep_answer(
    connection: &impl ConnectionTrait,
    answer: idempotent_answer::Model,
) -> Result<(), DbErr> {
    let row = idempotent_answer::ActiveModel::from(answer);
    idempotent_answer::Entity::insert(row).exec_without_returning(connection).await.map(drop)
}

/// Writes a legal act down.
pub(crate) async fn audit(connection: &impl ConnectionTrait, entry: audit_entry::Model) -> Result<(), DbErr> {
    let row = audit_entry::ActiveModel { id: NotSet, ..audit_entry::ActiveModel::from(entry) };
    audit_entry::Entity::insert(row).exec_without_returning(connection).await.map(drop)
}
