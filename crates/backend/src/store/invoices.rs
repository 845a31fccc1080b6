//! Invoices, each with the trámite that it has gone into, if any.

use chrono::NaiveDate;
use mx_fiscal::CfdiDateTime;
use pase_contract::invoices::{InvoiceSort, InvoiceSortKey, InvoiceStatus};
use pase_contract::{AccountId, InvoiceId, TagId};
use sea_orm::sea_query::{Expr, JoinType, LikeExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QuerySelect,
    RelationDef, Select,
};

use super::columns::{Text, Word};
use super::entities::{invoice, rebill};
use super::keyset::{self, Key, Ordering, Page, PageRequest, Place};

/// An invoice and the trámite that it has gone into.
pub(crate) type InvoiceRow = (invoice::Model, Option<rebill::Model>);

/// Which invoices of a tag to list.
#[derive(Clone, Debug, Default)]
pub(crate) struct InvoiceFilter {
    /// Each must stand in the search text; normalised as that is.
    pub(crate) words: Vec<String>,
    /// First day, inclusive.
    pub(crate) from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub(crate) to: Option<NaiveDate>,
    pub(crate) sort: InvoiceSort,
}

/// A page of a tag's invoices.
pub(crate) async fn page(
    reader: &DatabaseConnection,
    tag: &TagId,
    filter: &InvoiceFilter,
    request: PageRequest,
) -> Result<Page<InvoiceRow>, DbErr> {
    let list = filtered(invoice::Entity::find().filter(invoice::Column::TagId.eq(Text(tag.clone()))), filter);
    let InvoiceSort { key, ascending } = filter.sort;
    let column = match key {
        InvoiceSortKey::IssuedAt => invoice::Column::IssuedAt,
        InvoiceSortKey::Total => invoice::Column::Total,
        InvoiceSortKey::Folio => invoice::Column::FolioSort,
    };
    let ordering = Ordering { key: column, id: invoice::Column::Id, ascending };
    let place = move |(row, _): &InvoiceRow| Place {
        key: match key {
            InvoiceSortKey::IssuedAt => Key::Text(row.issued_at.0.to_string()),
            InvoiceSortKey::Total => Key::Number(row.total.0.centavos()),
            InvoiceSortKey::Folio => Key::Text(row.folio_sort.clone()),
        },
        id: row.id.0.to_string(),
    };
    keyset::page(reader, list, ordering, request, place, |rows| with_rebill(rows).all(reader)).await
}

/// An invoice, if it is this account's.
pub(crate) async fn find(
    connection: &impl ConnectionTrait,
    account: &AccountId,
    id: &InvoiceId,
) -> Result<Option<InvoiceRow>, DbErr> {
    let invoice = invoice::Entity::find_by_id(Text(id.clone()))
        .filter(invoice::Column::AccountId.eq(Text(account.clone())));
    with_rebill(invoice).one(connection).await
}

/// Adds one.
pub(crate) async fn insert(connection: &impl ConnectionTrait, row: invoice::Model) -> Result<(), DbErr> {
    let row = invoice::ActiveModel::from(row);
    invoice::Entity::insert(row).exec_without_returning(connection).await.map(drop)
}

/// Notes that the SAT holds one as cancelled.
pub(crate) async fn cancel(connection: &impl ConnectionTrait, id: &InvoiceId) -> Result<(), DbErr> {
    invoice::Entity::update_many()
        .col_expr(invoice::Column::Status, Expr::value(Word(InvoiceStatus::Cancelled)))
        .filter(invoice::Column::Id.eq(Text(id.clone())))
        .exec(connection)
        .await
        .map(drop)
}

fn filtered(mut list: Select<invoice::Entity>, filter: &InvoiceFilter) -> Select<invoice::Entity> {
    for word in &filter.words {
        let escaped: String = word
            .chars()
            .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
            .collect();
        list = list.filter(invoice::Column::Search.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    }
    // A document's date is text whose order is the calendar's.
    if let Some(from) = filter.from {
        list = list.filter(invoice::Column::IssuedAt.gte(Text(start_of(from))));
    }
    if let Some(after) = filter.to.and_then(|to| to.succ_opt()) {
        list = list.filter(invoice::Column::IssuedAt.lt(Text(start_of(after))));
    }
    list
}

fn start_of(day: NaiveDate) -> CfdiDateTime {
    CfdiDateTime::new(day.and_time(chrono::NaiveTime::MIN))
}

fn with_rebill(invoices: Select<invoice::Entity>) -> sea_orm::SelectTwo<invoice::Entity, rebill::Entity> {
    let its_rebill: RelationDef = invoice::Entity::belongs_to(rebill::Entity)
        .from(invoice::Column::Id)
        .to(rebill::Column::InvoiceId)
        .into();
    invoices.join(JoinType::LeftJoin, its_rebill).select_also(rebill::Entity)
}
