//! The sandbox: demo data, a clock that can be moved and a buzón tributario to answer in. It is compiled in and reachable
//! only with `--sandbox`; a database is a sandbox's from its first day or never.

pub(crate) mod csd;
mod seed;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, Statement};
use thiserror::Error;

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::gateways::{SandboxPac, SandboxTaxAuthority};
use crate::store::entities::{account, sandbox_clock};
use crate::worker;

/// When the sandbox's time begins: 3 June 2020 at 10:00 in Mexico City, so that the manual's invoices are fresh.
const BEGINNING: DateTime<Utc> = match DateTime::from_timestamp(1_591_196_400, 0) {
    Some(beginning) => beginning,
    None => DateTime::UNIX_EPOCH,
};

/// What only a sandbox has.
#[derive(Clone, Debug)]
pub(crate) struct Sandbox {
    pub(crate) pac: SandboxPac,
    pub(crate) tax_authority: SandboxTaxAuthority,
}

/// The database is of the other kind.
#[derive(Debug, Error)]
pub(crate) enum WrongDatabase {
    /// It holds customers that are no sandbox's.
    #[error("this database holds real customers: it cannot be opened with --sandbox")]
    Real,
    /// It holds the demo accounts, whose password everybody knows.
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

/// Makes sure that the database is of this kind; in a sandbox, sets the clock, and plants the demo data the first time.
pub(crate) async fn open(app: &App) -> Result<(), WrongDatabase> {
    let clock = sandbox_clock::Entity::find().one(app.store.reader()).await?;
    match (clock, &app.sandbox) {
        (Some(clock), Some(_)) => app.clock.set_offset(clock.offset_millis),
        (None, Some(_)) => {
            if account::Entity::find().count(app.store.reader()).await? > 0 {
                return Err(WrongDatabase::Real);
            }
            reset(app).await?;
        }
        (Some(_), None) => return Err(WrongDatabase::Sandbox),
        (None, None) => {}
    }
    Ok(())
}

/// Drops everything, sessions and throttling too, sets the clock back and plants the demo data again.
pub(crate) async fn reset(app: &App) -> Outcome<()> {
    let password = seed::password_hash().await?;
    let world = seed::world(&password)?;
    let offset = (BEGINNING - Utc::now()).num_milliseconds();
    let transaction = app.store.begin().await?;
    clear(&transaction).await?;
    world.plant(&transaction).await?;
    put_offset(&transaction, offset).await?;
    transaction.commit().await?;
    app.clock.set_offset(offset);
    if let Some(sandbox) = &app.sandbox {
        sandbox.pac.refuse_receivers(None);
    }
    Ok(())
}

/// Moves the clock on.
///
/// # Errors
/// An `advance` beyond the end of the calendar is refused.
pub(crate) async fn advance(app: &App, by: TimeDelta) -> Outcome<DateTime<Utc>> {
    let beyond = || Failure::field("advance", "range", "the calendar ends before");
    let now = app.clock.now().checked_add_signed(by).ok_or_else(beyond)?;
    if now > "9999-12-31T00:00:00Z".parse().unwrap_or(DateTime::<Utc>::MAX_UTC) {
        return Err(beyond());
    }
    let offset = (now - Utc::now()).num_milliseconds();
    put_offset(app.store.writer(), offset).await?;
    app.clock.set_offset(offset);
    worker::wake_all(app).await?;
    Ok(app.clock.now())
}

/// A stored offset, not a stored time: the clock runs on while the program does not, and never goes back.
async fn put_offset(connection: &impl ConnectionTrait, millis: i64) -> Result<(), DbErr> {
    use sandbox_clock::{ActiveModel, Column, Entity};
    let row = ActiveModel { id: Set(1), offset_millis: Set(millis) };
    let replace = OnConflict::column(Column::Id).update_column(Column::OffsetMillis).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(connection).await.map(drop)
}

/// Empties every table. The audit forbids it, so its guard steps aside within this transaction.
async fn clear(transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
    const GUARD: &str = "audit_is_never_removed";
    let backend = transaction.get_database_backend();
    let query = |sql: String| Statement::from_string(backend, sql);
    let guard = transaction
        .query_one_raw(query(format!("SELECT sql FROM sqlite_schema WHERE name = '{GUARD}'")))
        .await?;
    let guard: String =
        guard.ok_or_else(|| DbErr::Custom(format!("{GUARD} is missing")))?.try_get("", "sql")?;
    // The latest first: a row that nothing points at any more is deleted without a search for what does.
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid DESC";
    let tables = transaction.query_all_raw(query(tables.to_owned())).await?;
    // Invoices and trámites point at each other: what points at what counts only at the end.
    transaction.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
    transaction.execute_unprepared(&format!("DROP TRIGGER {GUARD}")).await?;
    for table in tables {
        let name: String = table.try_get("", "name")?;
        transaction.execute_unprepared(&format!("DELETE FROM \"{name}\"")).await?;
    }
    transaction.execute_unprepared(&guard).await.map(drop)
}
