//! Razones sociales.

use mx_fiscal::Rfc;
use pase_contract::{AccountId, FiscalProfileId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder,
};

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

/// Whether an account has any, besides the one that is excepted.
pub(crate) async fn any(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    except: Option<&FiscalProfileId>,
) -> Result<bool, DbErr> {
    let mut own = Entity::find().filter(Column::AccountId.eq(Text(account.clone())));
    if let Some(except) = except {
        own = own.filter(Column::Id.ne(Text(except.clone())));
    }
    Ok(own.count(connection).await? > 0)
}

/// The razón social of an account that has this RFC.
pub(crate) async fn with_rfc(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    rfc: &Rfc,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(Text(account.clone())))
        .filter(Column::Rfc.eq(Text(rfc.clone())))
        .one(connection)
        .await
}

/// Adds one.
pub(crate) async fn insert(connection: &impl ConnectionTrait, profile: Model) -> Result<(), DbErr> {
    Entity::insert(ActiveModel::from(profile)).exec_without_returning(connection).await.map(drop)
}

/// Writes all of one that is there.
pub(crate) async fn replace(connection: &impl ConnectionTrait, profile: Model) -> Result<(), DbErr> {
    Entity::update(ActiveModel::from(profile).reset_all()).exec(connection).await.map(drop)
}

/// Removes one.
pub(crate) async fn delete(connection: &impl ConnectionTrait, id: &FiscalProfileId) -> Result<(), DbErr> {
    Entity::delete_by_id(Text(id.clone())).exec(connection).await.map(drop)
}

/// Makes one the default of its account. There is never a moment with two.
pub(crate) async fn set_default(
    transaction: &DatabaseTransaction,
    account: &AccountId,
    id: &FiscalProfileId,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::IsDefault, Expr::value(false))
        .filter(Column::AccountId.eq(Text(account.clone())))
        .exec(transaction)
        .await?;
    Entity::update_many()
        .col_expr(Column::IsDefault, Expr::value(true))
        .filter(Column::Id.eq(Text(id.clone())))
        .exec(transaction)
        .await
        .map(drop)
}
