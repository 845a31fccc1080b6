//! How a transaction that writes begins.

use sea_orm::{SqliteTransactionMode, TransactionOptions};

/// SQLite takes the lock for writing at the beginning, so nothing that the transaction has read can
/// change before it writes: transactions that write are serializable.
pub(super) const IMMEDIATE: TransactionOptions = TransactionOptions {
    isolation_level: None,
    access_mode: None,
    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
};
