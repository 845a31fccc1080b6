//! Queries for razones sociales.

use mx_fiscal::Rfc;
use pase_contract::{AccountId, FiscalProfileId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder,
};

use super::columns::TextColumn;
use super::entities::fiscal_profile::{ActiveModel, Column, Entity, Model};

/// The razones sociales of an account: the default first, then in the order in which they were
/// added.
pub(crate) async fn of_account(
    connection: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
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
    Entity::find_by_id(TextColumn(id.clone()))
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .one(connection)
        .await
}

/// Whether an account has any razón social besides `except`.
pub(crate) async fn exists(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    except: Option<&FiscalProfileId>,
) -> Result<bool, DbErr> {
    let mut own = Entity::find().filter(Column::AccountId.eq(TextColumn(account.clone())));
    if let Some(except) = except {
        own = own.filter(Column::Id.ne(TextColumn(except.clone())));
    }
    Ok(own.count(connection).await? > 0)
}

/// The account's razón social with this RFC.
pub(crate) async fn with_rfc(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    rfc: &Rfc,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .filter(Column::Rfc.eq(TextColumn(rfc.clone())))
        .one(connection)
        .await
}

pub(crate) async fn insert(connection: &impl ConnectionTrait, profile: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(profile)).exec_without_returning(connection).await.map(drop)
}

/// Overwrites an existing row completely.
pub(crate) async fn replace(connection: &impl ConnectionTrait, profile: Model) -> Result<(), DbErr> {
    Entity::update(ActiveModel::from(profile).reset_all()).exec(connection).await.map(drop)
}

pub(crate) async fn delete(connection: &impl ConnectionTrait, id: &FiscalProfileId) -> Result<(), DbErr> {
    Entity::delete_by_id(TextColumn(id.clone())).exec(connection).await.map(drop)
}

/// Makes a razón social the default of its account. The old default is removed first, so there are
/// never two.
pub(crate) async fn set_default(
    transaction: &DatabaseTransaction,
    account: &AccountId,
    id: &FiscalProfileId,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::IsDefault, Expr::value(false))
        .filter(Column::AccountId.eq(TextColumn(account.clone())))
        .exec(transaction)
        .await?;
    Entity::update_many()
        .col_expr(Column::IsDefault, Expr::value(true))
        .filter(Column::Id.eq(TextColumn(id.clone())))
        .exec(transaction)
        .await
        .map(drop)
}
