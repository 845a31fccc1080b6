//! The database's schema, version by version. A migration that was once released is never edited: the next one follows.

use sea_orm::{ConnectionTrait, DbErr, Statement, TransactionTrait};

use super::{IMMEDIATE, Store};

/// In order; the database's `user_version` says how many of them it has.
const MIGRATIONS: &[&str] =
    &[include_str!("migrations/0001_first.sql"), include_str!("migrations/0002_sandbox.sql")];

/// The database is of a later version of this program, whose schema this one does not know.
const FROM_THE_FUTURE: &str = "the database was made by a later version of this program";

/// Brings the database to this program's schema.
///
/// # Errors
/// When a statement fails (nothing of its migration stays) or the database is of a later version.
pub(super) async fn apply(store: &Store) -> Result<(), DbErr> {
    loop {
        let transaction = store.writer().begin_with_options(IMMEDIATE).await?;
        let version = Statement::from_string(transaction.get_database_backend(), "PRAGMA user_version");
        let row = transaction.query_one_raw(version).await?;
        let applied = row.map(|row| row.try_get_by_index::<i32>(0)).transpose()?.unwrap_or_default();
        let applied = usize::try_from(applied).unwrap_or_default();
        if applied > MIGRATIONS.len() {
            return Err(DbErr::Migration(FROM_THE_FUTURE.to_owned()));
        }
        let Some(migration) = MIGRATIONS.get(applied) else {
            return Ok(());
        };
        transaction.execute_unprepared(migration).await?;
        transaction.execute_unprepared(&format!("PRAGMA user_version = {}", applied + 1)).await?;
        transaction.commit().await?;
        tracing::info!(version = applied + 1, "the database was migrated");
    }
}
