//! Who may do what with the database. A query takes `&impl Read`, a single statement that writes
//! takes `&impl Write`, and what writes more than one takes a `&WriteTx`. So nothing that writes
//! can be called with a [`Reader`], and nothing that needs a transaction can be called without one.

use sea_orm::{ConnectionTrait, DatabaseConnection};

/// What can read: a [`Reader`], or a [`WriteTx`](super::WriteTx), which also sees what it has
/// written itself. Only the store implements it.
pub(crate) trait Read: ConnectionTrait {}

/// What can write: a [`Writer`], for one statement alone, or a [`WriteTx`](super::WriteTx). Only
/// the store implements it.
pub(crate) trait Write: ConnectionTrait {}

/// Reads outside a transaction: each query sees what was committed before it. SQLite itself refuses
/// to write on these connections (`query_only`).
#[derive(Clone, Debug)]
pub(crate) struct Reader(pub(super) DatabaseConnection);

/// Writes a single statement, which is a transaction by itself. It must not be used inside a
/// [`WriteTx`](super::WriteTx): the statement would wait for its own transaction.
#[derive(Clone, Debug)]
pub(crate) struct Writer(pub(super) DatabaseConnection);

impl Read for Reader {}

impl Write for Writer {}

/// Lets SeaORM run its statements on what a type wraps.
macro_rules! runs_statements {
    ($type:ty) => {
        #[async_trait::async_trait]
        impl sea_orm::ConnectionTrait for $type {
            fn get_database_backend(&self) -> sea_orm::DbBackend {
                self.0.get_database_backend()
            }

            async fn execute_raw(
                &self,
                statement: sea_orm::Statement,
            ) -> Result<sea_orm::ExecResult, sea_orm::DbErr> {
                self.0.execute_raw(statement).await
            }

            async fn execute_unprepared(&self, sql: &str) -> Result<sea_orm::ExecResult, sea_orm::DbErr> {
                self.0.execute_unprepared(sql).await
            }

            async fn query_one_raw(
                &self,
                statement: sea_orm::Statement,
            ) -> Result<Option<sea_orm::QueryResult>, sea_orm::DbErr> {
                self.0.query_one_raw(statement).await
            }

            async fn query_all_raw(
                &self,
                statement: sea_orm::Statement,
            ) -> Result<Vec<sea_orm::QueryResult>, sea_orm::DbErr> {
                self.0.query_all_raw(statement).await
            }
        }
    };
}
pub(super) use runs_statements;

runs_statements!(Reader);
runs_statements!(Writer);
