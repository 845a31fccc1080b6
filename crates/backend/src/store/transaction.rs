//! Transactions that write.

use sea_orm::{DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait};

use super::access::{Read, Write, Writer, runs_statements};
use super::error::StoreError;

/// SQLite takes the lock for writing at the beginning of the transaction, not at its first write.
const IMMEDIATE: TransactionOptions = TransactionOptions {
    isolation_level: None,
    access_mode: None,
    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
};

/// A transaction that writes.
///
/// Transactions that write are serializable: they have the effect of running one after the other.
/// On SQLite they do run so. There is one writing connection, and each transaction begins
/// IMMEDIATE, so what was read in it cannot change before it is committed. The use cases rely on
/// this: they read, decide and write without locking a row.
///
/// If it is dropped without [`commit`](Self::commit), it leaves nothing. It sees what it has
/// written itself. Nobody else does before the commit.
///
/// On PostgreSQL the same needs isolation level SERIALIZABLE, whose transactions may fail with
/// SQLSTATE 40001 (`serialization_failure`) at any statement and at the commit. The whole use case
/// must then be repeated from its beginning, because what it has read no longer counts. READ
/// COMMITTED would not do: two registrations could both find an invoice without a trámite.
#[derive(Debug)]
pub(crate) struct WriteTx(DatabaseTransaction);

impl WriteTx {
    /// Begins when no other transaction that writes is open.
    ///
    /// # Errors
    /// [`StoreError::NoConnection`] if the others take too long.
    pub(super) async fn begin(writer: &Writer) -> Result<Self, StoreError> {
        Ok(Self(writer.0.begin_with_options(IMMEDIATE).await?))
    }

    /// Makes everything that was written in it last, all at once.
    ///
    /// # Errors
    /// If the database cannot do it. It then leaves nothing.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit().await?)
    }
}

impl Read for WriteTx {}

impl Write for WriteTx {}

runs_statements!(WriteTx);

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::DateTime;
    use tempfile::TempDir;

    use super::*;
    use crate::store::Store;
    use crate::store::sessions::{LoginAttempts, attempts, put_attempts};

    async fn store(folder: &TempDir) -> Store {
        Store::open(&format!("sqlite://{}", folder.path().join("portal.sqlite").display())).await.unwrap()
    }

    async fn count(reader: &impl Read) -> Option<i64> {
        attempts(reader, "x").await.unwrap().map(|found| found.attempts)
    }

    fn counted(attempts: i64) -> LoginAttempts {
        let at = DateTime::UNIX_EPOCH;
        LoginAttempts { subject: "x".to_owned(), attempts, last_attempt_at: at, blocked_until: at }
    }

    #[tokio::test]
    async fn what_is_dropped_leaves_nothing_and_what_is_committed_lasts() {
        let folder = TempDir::new().unwrap();
        let store = store(&folder).await;
        let dropped = store.begin().await.unwrap();
        put_attempts(&dropped, counted(1)).await.unwrap();
        assert_eq!(count(&dropped).await, Some(1), "it sees what it has written itself");
        assert_eq!(count(store.reader()).await, None, "nobody else does");
        drop(dropped);

        let committed = store.begin().await.unwrap();
        assert_eq!(count(&committed).await, None);
        put_attempts(&committed, counted(2)).await.unwrap();
        committed.commit().await.unwrap();
        assert_eq!(count(store.reader()).await, Some(2));
    }

    #[tokio::test]
    async fn nobody_else_writes_while_one_is_open() {
        let folder = TempDir::new().unwrap();
        let store = store(&folder).await;
        let first = store.begin().await.unwrap();
        let soon = Duration::from_millis(50);
        assert!(tokio::time::timeout(soon, store.begin()).await.is_err(), "the second one waits");
        let write = put_attempts(store.writer(), counted(1));
        assert!(tokio::time::timeout(soon, write).await.is_err(), "a single statement waits, too");
        first.commit().await.unwrap();
        put_attempts(store.writer(), counted(2)).await.unwrap();
        assert_eq!(count(store.reader()).await, Some(2));
    }
}
