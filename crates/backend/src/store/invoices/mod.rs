//! Queries for invoices, each with the trámite that re-bills it, if any.

mod record;

use chrono::NaiveDate;
use mx_fiscal::CfdiDateTime;
use pase_contract::invoices::{InvoiceSort, InvoiceSortKey, InvoiceStatus};
use pase_contract::{AccountId, InvoiceId, TagId};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, LikeExpr, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, RelationDef, Select, SelectTwo,
};
use uuid::Uuid;

pub(crate) use self::record::Invoice;
use super::columns::{EnumColumn, TextColumn};
use super::entities::{invoice, rebill};
use super::keyset::{self, Key, Ordering, Page, PageRequest, Place};
use super::rebills::Rebill;
use super::{Read, Reader, StoreError, Write};
use crate::domain::invoice_search::{Match, Term};

/// An invoice, and the trámite that re-bills it, if any.
pub(crate) type InvoiceRow = (Invoice, Option<Rebill>);

/// Which invoices of a tag to list, and in which order.
#[derive(Clone, Debug, Default)]
pub(crate) struct InvoiceFilter {
    /// The terms, all of which must match.
    pub(crate) terms: Vec<Term>,
    /// First day, inclusive.
    pub(crate) from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub(crate) to: Option<NaiveDate>,
    pub(crate) sort: InvoiceSort,
}

/// A page of a tag's invoices.
pub(crate) async fn page(
    reader: &Reader,
    tag: &TagId,
    filter: &InvoiceFilter,
    request: PageRequest,
) -> Result<Page<InvoiceRow>, StoreError> {
    let list =
        filtered(invoice::Entity::find().filter(invoice::Column::TagId.eq(TextColumn(tag.clone()))), filter);
    let InvoiceSort { key, ascending } = filter.sort;
    let column = match key {
        InvoiceSortKey::IssuedAt => invoice::Column::IssuedAt,
        InvoiceSortKey::Total => invoice::Column::Total,
        InvoiceSortKey::Folio => invoice::Column::FolioSort,
    };
    let ordering = Ordering { key: column.into_expr(), id: invoice::Column::Id, ascending };
    let place = move |(row, _): &Row| Place {
        key: match key {
            InvoiceSortKey::IssuedAt => Key::Text(row.issued_at.0.to_string()),
            InvoiceSortKey::Total => Key::Number(row.total.0.centavos()),
            InvoiceSortKey::Folio => Key::Text(row.folio_sort.clone()),
        },
        id: row.id.0.to_string(),
    };
    let page =
        keyset::page(reader, list, ordering, request, place, |rows| with_rebill(rows).all(reader)).await?;
    Ok(page.map(records))
}

/// An invoice, if it is this account's.
pub(crate) async fn find(
    reader: &impl Read,
    account: &AccountId,
    id: &InvoiceId,
) -> Result<Option<InvoiceRow>, StoreError> {
    let invoice = invoice::Entity::find_by_id(TextColumn(id.clone()))
        .filter(invoice::Column::AccountId.eq(TextColumn(account.clone())));
    Ok(with_rebill(invoice).one(reader).await?.map(records))
}

/// The invoice with this folio fiscal, of any account.
pub(crate) async fn with_uuid(reader: &impl Read, uuid: Uuid) -> Result<Option<Invoice>, StoreError> {
    let invoice = invoice::Entity::find().filter(invoice::Column::Uuid.eq(TextColumn(uuid)));
    Ok(invoice.one(reader).await?.map(Invoice::from))
}

/// The original invoice of a trámite.
pub(crate) async fn original_of(reader: &impl Read, rebill: &Rebill) -> Result<Option<Invoice>, StoreError> {
    let original = invoice::Entity::find_by_id(TextColumn(rebill.invoice_id.clone()));
    Ok(original.one(reader).await?.map(Invoice::from))
}

/// The invoices of these trámites: their originals and their corrected ones.
pub(crate) async fn of_rebills(reader: &impl Read, rebills: &[Rebill]) -> Result<Vec<Invoice>, StoreError> {
    use invoice::Column;
    let originals = rebills.iter().map(|rebill| TextColumn(rebill.invoice_id.clone()));
    let origins = rebills.iter().map(|rebill| TextColumn(rebill.id.clone()));
    let theirs = Column::Id.is_in(originals).or(Column::OriginRebillId.is_in(origins));
    let rows = invoice::Entity::find().filter(theirs).all(reader).await?;
    Ok(rows.into_iter().map(Invoice::from).collect())
}

/// Adds an invoice.
pub(crate) async fn insert(writer: &impl Write, invoice: Invoice) -> Result<(), StoreError> {
    let row = invoice::ActiveModel::from(invoice::Model::from(invoice));
    invoice::Entity::insert(row).exec_without_returning(writer).await?;
    Ok(())
}

/// Notes that the SAT has cancelled an invoice.
pub(crate) async fn cancel(writer: &impl Write, id: &InvoiceId) -> Result<(), StoreError> {
    invoice::Entity::update_many()
        .col_expr(invoice::Column::Status, Expr::value(EnumColumn(InvoiceStatus::Cancelled)))
        .filter(invoice::Column::Id.eq(TextColumn(id.clone())))
        .exec(writer)
        .await?;
    Ok(())
}

fn filtered(mut list: Select<invoice::Entity>, filter: &InvoiceFilter) -> Select<invoice::Entity> {
    for term in &filter.terms {
        list = list.filter(term.iter().fold(Condition::any(), |any, reading| any.add(matching(reading))));
    }
    // The text of a document's date sorts as the calendar does.
    if let Some(from) = filter.from {
        list = list.filter(invoice::Column::IssuedAt.gte(TextColumn(start_of(from))));
    }
    if let Some(after) = filter.to.and_then(|to| to.succ_opt()) {
        list = list.filter(invoice::Column::IssuedAt.lt(TextColumn(start_of(after))));
    }
    list
}

fn matching(reading: &Match) -> SimpleExpr {
    use invoice::Column;
    match reading {
        Match::Text(text) => Column::Search.like(containing(text)),
        Match::Name(text) => Column::ReceiverName.like(containing(text)),
        // Digits and hyphens have no special meaning to LIKE.
        Match::FolioFiscal(beginning) => Column::Uuid.like(format!("{beginning}%")),
        Match::Total(least, greatest) => Column::Total.between(*least, *greatest),
        Match::Month(month) => Column::Period.like(format!("%-{month:02}")),
        Match::Period(period) => Column::Period.eq(TextColumn(*period)),
        Match::Day(day) => {
            let begins = Column::IssuedAt.gte(TextColumn(start_of(*day)));
            let ends = day.succ_opt().map(|next| Column::IssuedAt.lt(TextColumn(start_of(next))));
            ends.into_iter().fold(begins, ExprTrait::and)
        }
    }
}

/// A LIKE pattern that looks for a text literally.
fn containing(text: &str) -> LikeExpr {
    let escaped: String = text
        .chars()
        .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
        .collect();
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

fn start_of(day: NaiveDate) -> CfdiDateTime {
    CfdiDateTime::new(day.and_time(chrono::NaiveTime::MIN))
}

/// The rows of an invoice and of the trámite that re-bills it.
type Row = (invoice::Model, Option<rebill::Model>);

fn records((invoice, rebill): Row) -> InvoiceRow {
    (invoice.into(), rebill.map(Rebill::from))
}

fn with_rebill(invoices: Select<invoice::Entity>) -> SelectTwo<invoice::Entity, rebill::Entity> {
    let its_rebill: RelationDef = invoice::Entity::belongs_to(rebill::Entity)
        .from(invoice::Column::Id)
        .to(rebill::Column::InvoiceId)
        .into();
    invoices.join(JoinType::LeftJoin, its_rebill).select_also(rebill::Entity)
}
