//! Empties a sandbox's database.

use sea_orm::{ConnectionTrait, DbErr, Statement};

use crate::store::{StoreError, WriteTx};

/// Empties every table. A trigger forbids this for the audit, so the trigger is dropped and
/// restored within this transaction.
pub(crate) async fn clear(transaction: &WriteTx) -> Result<(), StoreError> {
    const GUARD: &str = "audit_is_never_removed";
    let backend = transaction.get_database_backend();
    let query = |sql: String| Statement::from_string(backend, sql);
    let guard = transaction
        .query_one_raw(query(format!("SELECT sql FROM sqlite_schema WHERE name = '{GUARD}'")))
        .await?;
    let guard: String =
        guard.ok_or_else(|| DbErr::Custom(format!("{GUARD} is missing")))?.try_get("", "sql")?;
    // The newest tables first: a row that nothing refers to any more is deleted without a search
    // for references.
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid DESC";
    let tables = transaction.query_all_raw(query(tables.to_owned())).await?;
    // Invoices and trámites refer to each other, so the references are checked only at the end.
    transaction.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
    transaction.execute_unprepared(&format!("DROP TRIGGER {GUARD}")).await?;
    for table in tables {
        let name: String = table.try_get("", "name")?;
        transaction.execute_unprepared(&format!("DELETE FROM \"{name}\"")).await?;
    }
    transaction.execute_unprepared(&guard).await?;
    Ok(())
}
