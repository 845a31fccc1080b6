//! Why a use case failed. `http::problem` decides what the client is told about it.

use std::time::Duration;

use pase_contract::fiscal_profiles::FiscalProfile;
use pase_contract::{FieldProblem, ProblemCode, RebillId};
use thiserror::Error;

use crate::kernel::random::RandomError;
use crate::store::StoreError;
use crate::use_cases::documents::error::DocumentError;

/// The result of a use case.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// Why a use case did not do what was requested.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// A refusal that needs no details besides its code.
    #[error("refused: {}", .0.as_str())]
    Refused(ProblemCode),
    /// Some fields are wrong. All of them are listed.
    #[error("{} fields are wrong", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// The invoice already has its one trámite, which is this one.
    #[error("the invoice has a trámite")]
    AlreadyRebilled(RebillId),
    /// This running trámite uses the razón social.
    #[error("a running trámite uses the razón social")]
    FiscalProfileInUse(RebillId),
    /// The razón social has changed since it was read. This is its current state.
    #[error("the razón social has changed since it was read")]
    VersionConflict(Box<FiscalProfile>),
    /// Too many logins have failed. The next one is possible after this time.
    #[error("login is blocked for {} s", .0.as_secs())]
    TooManyAttempts(Duration),
    /// The database did not answer, or it returned something unexpected.
    #[error("database: {0}")]
    Database(#[from] StoreError),
    #[error(transparent)]
    Document(#[from] DocumentError),
    #[error(transparent)]
    Random(#[from] RandomError),
    /// Something that must always be true in this program is not.
    #[error("{0}")]
    Internal(&'static str),
}

impl Failure {
    /// The thing does not exist, or it belongs to another account. A client cannot tell these two
    /// cases apart.
    pub(crate) const NOT_FOUND: Self = Self::Refused(ProblemCode::NotFound);

    /// The failure for a single wrong field.
    pub(crate) fn field(field: &str, code: &str, detail: impl ToString) -> Self {
        Self::Invalid(vec![field_problem(field, code, detail)])
    }
}

pub(crate) fn field_problem(field: &str, code: &str, detail: impl ToString) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: code.to_owned(), detail: detail.to_string() }
}
