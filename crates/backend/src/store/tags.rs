//! Queries for tags and their movements.

use chrono::NaiveDate;
use pase_contract::{AccountId, TagId};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::columns::TextColumn;
use super::entities::{movement, tag};
use super::keyset::{self, Key, Ordering, Page, PageRequest, Place};

/// The tags of an account, in the order of their positions.
pub(crate) async fn of_account(
    reader: &DatabaseConnection,
    account: &AccountId,
) -> Result<Vec<tag::Model>, DbErr> {
    tag::Entity::find()
        .filter(tag::Column::AccountId.eq(TextColumn(account.clone())))
        .order_by_asc(tag::Column::Position)
        .all(reader)
        .await
}

/// A tag, if it is this account's.
pub(crate) async fn find(
    reader: &DatabaseConnection,
    account: &AccountId,
    id: &TagId,
) -> Result<Option<tag::Model>, DbErr> {
    tag::Entity::find_by_id(TextColumn(id.clone()))
        .filter(tag::Column::AccountId.eq(TextColumn(account.clone())))
        .one(reader)
        .await
}

/// A page of a tag's movements between two days of Mexico City, both inclusive, newest first.
pub(crate) async fn movements(
    reader: &DatabaseConnection,
    tag: &TagId,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    request: PageRequest,
) -> Result<Page<movement::Model>, DbErr> {
    use movement::Column;
    let mut list = movement::Entity::find().filter(Column::TagId.eq(TextColumn(tag.clone())));
    if let Some(from) = from {
        list = list.filter(Column::Day.gte(TextColumn(from)));
    }
    if let Some(to) = to {
        list = list.filter(Column::Day.lte(TextColumn(to)));
    }
    let newest_first = Ordering { key: Column::OccurredAt.into_expr(), id: Column::Id, ascending: false };
    let place = |movement: &movement::Model| Place {
        key: Key::Number(movement.occurred_at.0.timestamp_millis()),
        id: movement.id.0.to_string(),
    };
    keyset::page(reader, list, newest_first, request, place, |rows| rows.all(reader)).await
}
