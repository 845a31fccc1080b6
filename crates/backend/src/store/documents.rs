//! Documents and receipts, byte for byte as they were received. A stored row never changes: nothing
//! here changes one, and the database forbids it.

use std::collections::HashMap;

use pase_contract::InvoiceId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
};

use super::columns::TextColumn;
use super::entities::{document, rebill, receipt};

pub(crate) async fn of_invoice(
    connection: &impl ConnectionTrait,
    invoice: &InvoiceId,
) -> Result<Option<document::Model>, DbErr> {
    document::Entity::find_by_id(TextColumn(invoice.clone())).one(connection).await
}

/// The verification addresses of these invoices, for those that have a document.
pub(crate) async fn verification_urls(
    connection: &impl ConnectionTrait,
    invoices: impl IntoIterator<Item = InvoiceId>,
) -> Result<HashMap<InvoiceId, String>, DbErr> {
    use document::Column;
    let found = document::Entity::find()
        .select_only()
        .columns([Column::InvoiceId, Column::VerificationUrl])
        .filter(Column::InvoiceId.is_in(invoices.into_iter().map(TextColumn)));
    let rows = found.into_tuple::<(TextColumn<InvoiceId>, String)>().all(connection).await?;
    Ok(rows.into_iter().map(|(id, url)| (id.0, url)).collect())
}

/// Stores an invoice's document. If the invoice already has one, that one stays.
pub(crate) async fn insert(connection: &impl ConnectionTrait, row: document::Model) -> Result<(), DbErr> {
    let first = OnConflict::column(document::Column::InvoiceId).do_nothing().to_owned();
    let row = document::ActiveModel::from(row);
    document::Entity::insert(row).on_conflict(first).exec_without_returning(connection).await.map(drop)
}

pub(crate) async fn receipt(
    connection: &impl ConnectionTrait,
    rebill: &rebill::Model,
) -> Result<Option<receipt::Model>, DbErr> {
    receipt::Entity::find_by_id(rebill.id.clone()).one(connection).await
}

/// Stores a trámite's receipt and the time at which it was received. If the trámite already has a
/// receipt, that one stays.
pub(crate) async fn insert_receipt(
    transaction: &DatabaseTransaction,
    row: receipt::Model,
) -> Result<(), DbErr> {
    rebill::Entity::update_many()
        .col_expr(rebill::Column::ReceiptReceivedAt, Expr::value(row.received_at))
        .filter(rebill::Column::Id.eq(row.rebill_id.clone()))
        .filter(rebill::Column::ReceiptReceivedAt.is_null())
        .exec(transaction)
        .await?;
    let first = OnConflict::column(receipt::Column::RebillId).do_nothing().to_owned();
    let row = receipt::ActiveModel::from(row);
    receipt::Entity::insert(row).on_conflict(first).exec_without_returning(transaction).await.map(drop)
}
