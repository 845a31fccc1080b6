//! Queries for tags and their movements.

use chrono::{DateTime, NaiveDate, Utc};
use mx_fiscal::Money;
use pase_contract::movements::MovementKind;
use pase_contract::tags::{Plan, TagStatus};
use pase_contract::{AccountId, InvoiceId, MovementId, TagId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::columns::{Centavos, EnumColumn, Instant, TextColumn};
use super::entities::{movement, tag};
use super::keyset::{self, Key, Ordering, Page, PageRequest, Place};
use super::{Read, Reader, StoreError};

/// A toll tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) id: TagId,
    pub(crate) account_id: AccountId,
    /// The number as it is printed on the tag.
    pub(crate) number: String,
    /// The customer's own name for it.
    pub(crate) alias: String,
    pub(crate) plan: Plan,
    pub(crate) status: TagStatus,
    /// Its place among the account's tags, counted from 0.
    pub(crate) position: i64,
}

/// A movement of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Movement {
    pub(crate) id: MovementId,
    pub(crate) tag_id: TagId,
    pub(crate) kind: MovementKind,
    pub(crate) occurred_at: DateTime<Utc>,
    /// The day of `occurred_at` in Mexico City.
    pub(crate) day: NaiveDate,
    pub(crate) concept: String,
    pub(crate) plaza: Option<String>,
    pub(crate) lane: Option<String>,
    /// Negative for what is paid in.
    pub(crate) amount: Money,
    /// The invoice that bills it, if any.
    pub(crate) invoice_id: Option<InvoiceId>,
}

/// The tags of an account, in the order of their positions.
pub(crate) async fn of_account(reader: &impl Read, account: &AccountId) -> Result<Vec<Tag>, StoreError> {
    let rows = tag::Entity::find()
        .filter(tag::Column::AccountId.eq(TextColumn(account.clone())))
        .order_by_asc(tag::Column::Position)
        .all(reader)
        .await?;
    Ok(rows.into_iter().map(Tag::from).collect())
}

/// A tag, if it is this account's.
pub(crate) async fn find(
    reader: &impl Read,
    account: &AccountId,
    id: &TagId,
) -> Result<Option<Tag>, StoreError> {
    let found = tag::Entity::find_by_id(TextColumn(id.clone()))
        .filter(tag::Column::AccountId.eq(TextColumn(account.clone())))
        .one(reader)
        .await?;
    Ok(found.map(Tag::from))
}

/// A page of a tag's movements between two days of Mexico City, both inclusive, newest first.
pub(crate) async fn movements(
    reader: &Reader,
    tag: &TagId,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    request: PageRequest,
) -> Result<Page<Movement>, StoreError> {
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
    let page = keyset::page(reader, list, newest_first, request, place, |rows| rows.all(reader)).await?;
    Ok(page.map(Movement::from))
}

impl From<tag::Model> for Tag {
    fn from(row: tag::Model) -> Self {
        let tag::Model { id, account_id, number, alias, plan, status, position } = row;
        Self { id: id.0, account_id: account_id.0, number, alias, plan: plan.0, status: status.0, position }
    }
}

impl From<Tag> for tag::Model {
    fn from(tag: Tag) -> Self {
        let Tag { id, account_id, number, alias, plan, status, position } = tag;
        Self {
            id: TextColumn(id),
            account_id: TextColumn(account_id),
            number,
            alias,
            plan: EnumColumn(plan),
            status: EnumColumn(status),
            position,
        }
    }
}

impl From<movement::Model> for Movement {
    fn from(row: movement::Model) -> Self {
        Self {
            id: row.id.0,
            tag_id: row.tag_id.0,
            kind: row.kind.0,
            occurred_at: row.occurred_at.0,
            day: row.day.0,
            concept: row.concept,
            plaza: row.plaza,
            lane: row.lane,
            amount: row.amount.0,
            invoice_id: row.invoice_id.map(|id| id.0),
        }
    }
}

impl From<Movement> for movement::Model {
    fn from(movement: Movement) -> Self {
        Self {
            id: TextColumn(movement.id),
            tag_id: TextColumn(movement.tag_id),
            kind: EnumColumn(movement.kind),
            occurred_at: Instant(movement.occurred_at),
            day: TextColumn(movement.day),
            concept: movement.concept,
            plaza: movement.plaza,
            lane: movement.lane,
            amount: Centavos(movement.amount),
            invoice_id: movement.invoice_id.map(TextColumn),
        }
    }
}
