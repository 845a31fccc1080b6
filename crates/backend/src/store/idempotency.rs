//! The answers that are kept for repeated requests.

use pase_contract::AccountId;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use super::columns::TextColumn;
use super::entities::idempotent_answer;

/// The answer that was given under an idempotency key.
pub(crate) async fn answer(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    key: &str,
) -> Result<Option<idempotent_answer::Model>, DbErr> {
    idempotent_answer::Entity::find_by_id((TextColumn(account.clone()), key.to_owned())).one(connection).await
}

/// Stores an answer under its key.
pub(crate) async fn keep_answer(
    connection: &impl ConnectionTrait,
    answer: idempotent_answer::Model,
) -> Result<(), DbErr> {
    let row = idempotent_answer::ActiveModel::from(answer);
    idempotent_answer::Entity::insert(row).exec_without_returning(connection).await.map(drop)
}
