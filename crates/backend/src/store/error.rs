//! Why the database did not do what it was asked.

use sea_orm::DbErr;
use thiserror::Error;

/// Why the database did not do what it was asked. The messages are logged. They name tables and
/// columns, and contain no values of them.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum StoreError {
    /// No connection became free in time, or the database is closed. Later there may be one.
    #[error("{0}")]
    NoConnection(String),
    /// A statement failed, or a row holds what cannot be read.
    #[error("{0}")]
    Failed(String),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let message = error.to_string();
        match error {
            DbErr::ConnectionAcquire(_) => Self::NoConnection(message),
            _ => Self::Failed(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnAcquireErr;

    use super::*;

    #[test]
    fn only_a_missing_connection_may_be_there_later() {
        let missing = StoreError::from(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        assert!(matches!(missing, StoreError::NoConnection(_)), "{missing}");
        let failed = StoreError::from(DbErr::RecordNotFound("no row".to_owned()));
        assert!(matches!(failed, StoreError::Failed(_)), "{failed}");
    }
}
