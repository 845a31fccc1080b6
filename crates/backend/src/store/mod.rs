//! The database: SQLite in WAL mode, one connection that writes and some beside it that read.
//!
//! SQLite has one writer at a time whatever the pool; with one connection the writers queue in this process, and no
//! transaction fails for being second. Every transaction that writes begins IMMEDIATE ([`Store::begin`]), so that what it
//! has read cannot change before it writes.

pub(crate) mod acts;
pub(crate) mod columns;
pub(crate) mod documents;
pub(crate) mod entities;
pub(crate) mod fiscal_profiles;
pub(crate) mod invoices;
pub(crate) mod keyset;
mod migrations;
pub(crate) mod rebills;
pub(crate) mod sessions;
pub(crate) mod tags;

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

const READERS: u32 = 4;
/// How long a request waits for its turn; the answer is then 503.
const PATIENCE: Duration = Duration::from_secs(20);

const IMMEDIATE: TransactionOptions = TransactionOptions {
    isolation_level: None,
    access_mode: None,
    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
};

/// The two ways to the database.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

impl Store {
    /// Opens the database at a URL (`sqlite:///var/lib/pase/pase.sqlite`), made if it is missing, and migrates it.
    ///
    /// # Errors
    /// When it cannot be opened or migrated.
    pub(crate) async fn open(url: &str) -> Result<Self, DbErr> {
        let writer = connect(url, 1, false).await?;
        // The file must exist, in WAL mode, before a connection that may not write opens it.
        writer.ping().await?;
        let store = Self { reader: connect(url, READERS, true).await?, writer };
        migrations::apply(&store).await?;
        Ok(store)
    }

    /// For reading, outside of any transaction.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For a single statement that writes. Never inside a transaction of [`begin`](Self::begin): it would wait for itself.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a transaction that may write; dropped without a commit, it leaves nothing.
    ///
    /// # Errors
    /// When no turn comes in time.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.writer.begin_with_options(IMMEDIATE).await
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub(crate) async fn ping(&self) -> Result<(), DbErr> {
        self.reader.ping().await
    }

    /// Closes both pools, after which the file stands for itself, without a write-ahead log.
    pub(crate) async fn close(self) -> Result<(), DbErr> {
        self.reader.close().await?;
        self.writer.close().await
    }
}

async fn connect(url: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        // The statements' values would be personal data in the log.
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .create_if_missing(!read_only)
                .busy_timeout(PATIENCE)
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
