//! Queries for customers' accounts.

use pase_contract::AccountId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};

use super::columns::TextColumn;
use super::entities::account::{Column, Entity, Model};
use super::{Read, StoreError};

/// A customer's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) name: String,
    /// In lower case.
    pub(crate) email: String,
    /// Ten digits.
    pub(crate) phone: String,
    /// In the PHC string format.
    pub(crate) password_hash: String,
}

/// The account that an e-mail address (in lower case) or a phone number (ten digits) belongs to.
pub(crate) async fn find_by(reader: &impl Read, identifier: &str) -> Result<Option<Account>, StoreError> {
    let either = Condition::any().add(Column::Email.eq(identifier)).add(Column::Phone.eq(identifier));
    Ok(Entity::find().filter(either).one(reader).await?.map(Account::from))
}

/// Whether there is any account.
pub(crate) async fn any_exists(reader: &impl Read) -> Result<bool, StoreError> {
    Ok(Entity::find().count(reader).await? > 0)
}

impl From<Model> for Account {
    fn from(row: Model) -> Self {
        let Model { id, name, email, phone, password_hash } = row;
        Self { id: id.0, name, email, phone, password_hash }
    }
}

impl From<Account> for Model {
    fn from(account: Account) -> Self {
        let Account { id, name, email, phone, password_hash } = account;
        Self { id: TextColumn(id), name, email, phone, password_hash }
    }
}
