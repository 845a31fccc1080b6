//! Adds many rows at once, for the demo data.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::store::accounts::Account;
use crate::store::entities::{account, fiscal_profile, folio, invoice, movement, tag};
use crate::store::fiscal_profiles::FiscalProfile;
use crate::store::invoices::Invoice;
use crate::store::tags::{Movement, Tag};
use crate::store::{StoreError, Write, WriteTx};

/// Rows per statement. SQLite takes 32,766 values in a statement, and no table here has more than
/// 30 columns.
const ROWS_AT_ONCE: usize = 1_000;

type Model<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Model;

/// Adds accounts.
pub(crate) async fn insert_accounts(transaction: &WriteTx, accounts: Vec<Account>) -> Result<(), StoreError> {
    insert::<account::ActiveModel, _>(transaction, accounts).await
}

/// Adds tags of accounts that are there.
pub(crate) async fn insert_tags(transaction: &WriteTx, tags: Vec<Tag>) -> Result<(), StoreError> {
    insert::<tag::ActiveModel, _>(transaction, tags).await
}

/// Adds razones sociales of accounts that are there.
pub(crate) async fn insert_profiles(
    transaction: &WriteTx,
    profiles: Vec<FiscalProfile>,
) -> Result<(), StoreError> {
    insert::<fiscal_profile::ActiveModel, _>(transaction, profiles).await
}

/// Adds invoices of tags that are there.
pub(crate) async fn insert_invoices(transaction: &WriteTx, invoices: Vec<Invoice>) -> Result<(), StoreError> {
    insert::<invoice::ActiveModel, _>(transaction, invoices).await
}

/// Adds movements of tags and invoices that are there.
pub(crate) async fn insert_movements(
    transaction: &WriteTx,
    movements: Vec<Movement>,
) -> Result<(), StoreError> {
    insert::<movement::ActiveModel, _>(transaction, movements).await
}

/// Begins a series, whose next document gets the folio after `last`.
pub(crate) async fn insert_series(writer: &impl Write, series: &str, last: i64) -> Result<(), StoreError> {
    let row = folio::ActiveModel { series: Set(series.to_owned()), last: Set(last) };
    folio::Entity::insert(row).exec_without_returning(writer).await?;
    Ok(())
}

async fn insert<A, R>(transaction: &WriteTx, records: Vec<R>) -> Result<(), StoreError>
where
    A: ActiveModelTrait + From<Model<A>> + Send,
    Model<A>: From<R>,
{
    let mut rows = records.into_iter().map(|record| A::from(Model::<A>::from(record))).peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(ROWS_AT_ONCE).collect();
        A::Entity::insert_many(some).exec_without_returning(transaction).await?;
    }
    Ok(())
}
