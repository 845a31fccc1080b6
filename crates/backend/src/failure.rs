//! Why a use case did not do what was asked. What a customer's client is told of it is made in `http::problem`.

use std::time::Duration;

use pase_contract::fiscal_profiles::FiscalProfile;
use pase_contract::{FieldProblem, ProblemCode, RebillId};
use sea_orm::DbErr;
use thiserror::Error;

use crate::documents::DocumentError;

/// The outcome of a use case.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// Why a use case did nothing.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// A refusal that its code says in full.
    #[error("refused: {}", .0.as_str())]
    Refused(ProblemCode),
    /// Fields are wrong: all of them.
    #[error("{} fields are wrong", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// The invoice has its one trámite already.
    #[error("the invoice has a trámite")]
    AlreadyRebilled(RebillId),
    /// A running trámite uses the razón social.
    #[error("a running trámite uses the razón social")]
    FiscalProfileInUse(RebillId),
    /// The razón social has changed since it was read: how it now is.
    #[error("the razón social has changed since it was read")]
    Stale(Box<FiscalProfile>),
    /// Too many logins have failed.
    #[error("login is blocked for {} s", .0.as_secs())]
    TooManyAttempts(Duration),
    /// The database did not answer, or said what it should not.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// A document cannot be made.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Something of this program that must hold does not.
    #[error("{0}")]
    Broken(&'static str),
}

impl Failure {
    /// Nothing here, or nothing of this account's: the two are never told apart.
    pub(crate) const NOT_FOUND: Self = Self::Refused(ProblemCode::NotFound);

    /// One wrong field.
    pub(crate) fn field(field: &str, code: &str, detail: impl ToString) -> Self {
        Self::Invalid(vec![field_problem(field, code, detail)])
    }
}

/// What is wrong with one field.
pub(crate) fn field_problem(field: &str, code: &str, detail: impl ToString) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: code.to_owned(), detail: detail.to_string() }
}
