//! Documents and receipts, byte for byte as they were received. A stored row never changes: nothing
//! here changes one, and the database forbids it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use pase_contract::{InvoiceId, RebillId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::columns::{Instant, TextColumn};
use super::entities::{document, rebill, receipt};
use super::{Read, StoreError, Write, WriteTx};

/// An invoice's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) invoice_id: InvoiceId,
    /// The XML as it was certified.
    pub(crate) xml: Vec<u8>,
    /// The address of the SAT's page that verifies the document.
    pub(crate) verification_url: String,
    /// On the product's clock.
    pub(crate) stored_at: DateTime<Utc>,
}

/// The SAT's receipt of a trámite's cancellation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) rebill_id: RebillId,
    /// The XML as it was received.
    pub(crate) xml: Vec<u8>,
    /// On the product's clock.
    pub(crate) received_at: DateTime<Utc>,
}

/// The document of an invoice, if it has one.
pub(crate) async fn of_invoice(
    reader: &impl Read,
    invoice: &InvoiceId,
) -> Result<Option<Document>, StoreError> {
    let found = document::Entity::find_by_id(TextColumn(invoice.clone())).one(reader).await?;
    Ok(found.map(|row| Document {
        invoice_id: row.invoice_id.0,
        xml: row.xml,
        verification_url: row.verification_url,
        stored_at: row.stored_at.0,
    }))
}

/// The verification addresses of these invoices, for those that have a document.
pub(crate) async fn verification_urls(
    reader: &impl Read,
    invoices: impl IntoIterator<Item = InvoiceId>,
) -> Result<HashMap<InvoiceId, String>, StoreError> {
    use document::Column;
    let found = document::Entity::find()
        .select_only()
        .columns([Column::InvoiceId, Column::VerificationUrl])
        .filter(Column::InvoiceId.is_in(invoices.into_iter().map(TextColumn)));
    let rows = found.into_tuple::<(TextColumn<InvoiceId>, String)>().all(reader).await?;
    Ok(rows.into_iter().map(|(id, url)| (id.0, url)).collect())
}

/// Stores an invoice's document. If the invoice already has one, that one stays.
pub(crate) async fn insert(writer: &impl Write, document: Document) -> Result<(), StoreError> {
    let Document { invoice_id, xml, verification_url, stored_at } = document;
    let row = document::ActiveModel {
        invoice_id: Set(TextColumn(invoice_id)),
        xml: Set(xml),
        verification_url: Set(verification_url),
        stored_at: Set(Instant(stored_at)),
    };
    let first = OnConflict::column(document::Column::InvoiceId).do_nothing().to_owned();
    document::Entity::insert(row).on_conflict(first).exec_without_returning(writer).await?;
    Ok(())
}

/// The receipt of a trámite's cancellation, if it is stored.
pub(crate) async fn receipt(reader: &impl Read, rebill: &RebillId) -> Result<Option<Receipt>, StoreError> {
    let found = receipt::Entity::find_by_id(TextColumn(rebill.clone())).one(reader).await?;
    Ok(found.map(|row| Receipt { rebill_id: row.rebill_id.0, xml: row.xml, received_at: row.received_at.0 }))
}

/// Stores a trámite's receipt and the time at which it was received. If the trámite already has a
/// receipt, that one stays.
pub(crate) async fn insert_receipt(transaction: &WriteTx, receipt: Receipt) -> Result<(), StoreError> {
    let Receipt { rebill_id, xml, received_at } = receipt;
    let (rebill_id, received_at) = (TextColumn(rebill_id), Instant(received_at));
    rebill::Entity::update_many()
        .col_expr(rebill::Column::ReceiptReceivedAt, Expr::value(received_at))
        .filter(rebill::Column::Id.eq(rebill_id.clone()))
        .filter(rebill::Column::ReceiptReceivedAt.is_null())
        .exec(transaction)
        .await?;
    let row =
        receipt::ActiveModel { rebill_id: Set(rebill_id), xml: Set(xml), received_at: Set(received_at) };
    let first = OnConflict::column(receipt::Column::RebillId).do_nothing().to_owned();
    receipt::Entity::insert(row).on_conflict(first).exec_without_returning(transaction).await?;
    Ok(())
}
