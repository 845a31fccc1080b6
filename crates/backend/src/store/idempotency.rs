//! The answers that are kept for repeated requests.

use pase_contract::AccountId;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::columns::TextColumn;
use super::entities::idempotent_answer::{ActiveModel, Entity};
use super::{Read, StoreError, Write};

/// The answer to a request that may be repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IdempotentAnswer {
    /// What makes another request the same: a digest of its path and its body.
    pub(crate) request: String,
    /// The answer's body, byte for byte.
    pub(crate) body: String,
}

/// The answer that was given under an idempotency key.
pub(crate) async fn answer(
    reader: &impl Read,
    account: &AccountId,
    key: &str,
) -> Result<Option<IdempotentAnswer>, StoreError> {
    let found = Entity::find_by_id((TextColumn(account.clone()), key.to_owned())).one(reader).await?;
    Ok(found.map(|row| IdempotentAnswer { request: row.request, body: row.body }))
}

/// Stores an answer under its key.
pub(crate) async fn keep_answer(
    writer: &impl Write,
    account: &AccountId,
    key: &str,
    answer: IdempotentAnswer,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        account_id: Set(TextColumn(account.clone())),
        key: Set(key.to_owned()),
        request: Set(answer.request),
        body: Set(answer.body),
    };
    Entity::insert(row).exec_without_returning(writer).await?;
    Ok(())
}
