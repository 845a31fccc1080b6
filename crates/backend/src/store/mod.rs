//! The database: SQLite in WAL mode, with one connection that writes and a few that read. Nothing
//! outside this folder knows tables, SQL, SeaORM or SQLite.
//!
//! Each resource has a file or a folder with its queries and its records. A record is a row in the
//! domain's own types; how it is stored is the matter of `entities` and `columns`. Who may read and
//! who may write is the matter of `access`.
//!
//! SQLite has one writer at a time, whatever the pool's size. With one writing connection, the
//! writers queue in this process, and no transaction fails because another one came first
//! ([`WriteTx`]).

mod access;
pub(crate) mod accounts;
pub(crate) mod audit;
mod columns;
pub(crate) mod documents;
mod entities;
mod error;
pub(crate) mod fiscal_profiles;
pub(crate) mod idempotency;
pub(crate) mod invoices;
pub(crate) mod keyset;
pub(crate) mod mails;
mod migrations;
pub(crate) mod rebills;
pub(crate) mod sandbox;
pub(crate) mod sessions;
pub(crate) mod tags;
mod transaction;

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

pub(crate) use self::access::{Read, Reader, Write, Writer};
pub(crate) use self::error::StoreError;
pub(crate) use self::transaction::WriteTx;

const READERS: u32 = 4;
/// How long a request waits for a connection. After that, the answer is 503.
const BUSY_TIMEOUT: Duration = Duration::from_secs(20);

/// The connections to the database, for writing and for reading.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    writer: Writer,
    reader: Reader,
}

impl Store {
    /// Opens the database at a URL (`sqlite:///var/lib/pase/pase.sqlite`), creates it if it is
    /// missing, and migrates it.
    ///
    /// # Errors
    /// If it cannot be opened or migrated.
    pub(crate) async fn open(url: &str) -> Result<Self, StoreError> {
        let writer = connect(url, 1, false).await?;
        // The file must exist, in WAL mode, before a connection that may not write opens it.
        writer.ping().await?;
        let store = Self { reader: Reader(connect(url, READERS, true).await?), writer: Writer(writer) };
        migrations::apply(&store.writer).await?;
        Ok(store)
    }

    /// For reading outside a transaction.
    pub(crate) fn reader(&self) -> &Reader {
        &self.reader
    }

    /// For a single statement that writes. Never use it inside a transaction of
    /// [`begin`](Self::begin): the statement would wait for its own transaction.
    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// [`StoreError::NoConnection`] if no connection becomes free in time.
    pub(crate) async fn begin(&self) -> Result<WriteTx, StoreError> {
        WriteTx::begin(&self.writer).await
    }

    /// Checks that the database answers.
    ///
    /// # Errors
    /// If it does not.
    pub(crate) async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.reader.0.ping().await?)
    }

    /// Closes all connections. After that, the database is one file, without a write-ahead log.
    pub(crate) async fn close(self) -> Result<(), StoreError> {
        self.reader.0.close().await?;
        Ok(self.writer.0.close().await?)
    }

    /// Runs any SQL, for tests of what the database itself forbids.
    #[cfg(test)]
    pub(crate) async fn execute(&self, sql: &str) -> Result<(), StoreError> {
        use sea_orm::ConnectionTrait;
        Ok(self.writer.execute_unprepared(sql).await.map(drop)?)
    }
}

async fn connect(url: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(BUSY_TIMEOUT)
        // Logged statements would contain personal data as their values.
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .create_if_missing(!read_only)
                .busy_timeout(BUSY_TIMEOUT)
                .foreign_keys(true)
                .pragma("trusted_schema", "OFF");
            if read_only {
                sqlite.pragma("query_only", "ON")
            } else {
                sqlite.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
            }
        });
    Database::connect(options).await
}
