//! Razones sociales.

use pase_contract::{AccountId, FiscalProfileId};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::columns::Text;
use super::entities::fiscal_profile::{ActiveModel, Column, Entity, Model};

/// The razones sociales of an account, the default first, then as they were added.
pub(crate) async fn of_account(
    connection: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(Text(account.clone())))
        .order_by_desc(Column::IsDefault)
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(connection)
        .await
}

/// A razón social, if it is this account's.
pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    id: &FiscalProfileId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(Text(id.clone()))
        .filter(Column::AccountId.eq(Text(account.clone())))
        .one(connection)
        .await
}

/// Whether an account has any.
pub(crate) async fn any(connection: &impl ConnectionTrait, account: &AccountId) -> Result<bool, DbErr> {
    Ok(Entity::find().filter(Column::AccountId.eq(Text(account.clone()))).count(connection).await? > 0)
}

/// Adds one; a unique violation is an RFC that the account has.
pub(crate) async fn insert(connection: &impl ConnectionTrait, profile: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(profile)).exec_without_returning(connection).await.map(drop)
}
