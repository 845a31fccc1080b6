//! A sandbox's database: which one it is, the demo data, and the reset.

use chrono::Utc;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, Statement};
use thiserror::Error;

use super::clock::{BEGINNING, put_offset};
use super::tables::sandbox_clock;
use super::{Sandbox, seed};
use crate::app::App;
use crate::store::entities::account;
use crate::use_cases::failure::{Failure, Outcome};

/// Why a database cannot be opened with, or without, `--sandbox`.
#[derive(Debug, Error)]
pub(crate) enum WrongDatabase {
    /// It contains customers, but not those of a sandbox.
    #[error("this database holds real customers: it cannot be opened with --sandbox")]
    Real,
    /// It contains the demo accounts, whose password everybody knows.
    #[error("this database is a sandbox's: it cannot be opened without --sandbox")]
    Sandbox,
    /// It cannot be read.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<DbErr> for WrongDatabase {
    fn from(error: DbErr) -> Self {
        Self::Failure(error.into())
    }
}

/// Checks that the database fits `--sandbox`. In a sandbox, it sets the clock and adds the demo
/// data the first time.
pub(crate) async fn open(app: &App, sandbox: Option<&Sandbox>) -> Result<(), WrongDatabase> {
    let clock = sandbox_clock::Entity::find().one(app.store.reader()).await?;
    match (clock, sandbox) {
        (Some(clock), Some(_)) => app.clock.set_offset(clock.offset_millis),
        (None, Some(sandbox)) => {
            if account::Entity::find().count(app.store.reader()).await? > 0 {
                return Err(WrongDatabase::Real);
            }
            reset(app, sandbox).await?;
        }
        (Some(_), None) => return Err(WrongDatabase::Sandbox),
        (None, None) => {}
    }
    Ok(())
}

/// Deletes everything, including sessions, throttling and mails, sets the clock back and adds the
/// demo data again.
pub(crate) async fn reset(app: &App, sandbox: &Sandbox) -> Outcome<()> {
    let password = seed::password_hash().await?;
    let world = seed::world(&password)?;
    let offset = (BEGINNING - Utc::now()).num_milliseconds();
    let _send_lock = app.mail.pause_sending().await;
    let transaction = app.store.begin().await?;
    clear(&transaction).await?;
    world.insert_all(&transaction).await?;
    put_offset(&transaction, offset).await?;
    transaction.commit().await?;
    app.clock.set_offset(offset);
    app.mail.empty_folder().await.map_err(|error| {
        tracing::error!(error = %error, "a file of the mails' folder stays");
        Failure::Internal("the folder of mails cannot be emptied")
    })?;
    sandbox.pac.refuse_receivers(None);
    Ok(())
}

/// Empties every table. A trigger forbids this for the audit, so the trigger is dropped and
/// restored within this transaction.
async fn clear(transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
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
    transaction.execute_unprepared(&guard).await.map(drop)
}
