//! What every step has in common: its result, its errors, and how it asks.

use thiserror::Error;

use crate::app::App;
use crate::gateways::{GatewayError, within};
use crate::store::StoreError;
use crate::store::invoices::{self, Invoice};
use crate::store::rebills::Rebill;
use crate::use_cases::documents::DocumentError;
use crate::use_cases::failure::Failure;

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// The trámite went on; there may be more to do at once.
    Made,
    /// The trámite waits for somebody.
    Waiting(Awaited),
    /// The worker has nothing more to do.
    AtRest,
}

/// What a trámite waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Awaited {
    /// The SAT has the cancellation request and has yet to show it.
    SatToShowRequest,
    /// The receiver has yet to answer.
    Answer,
    /// The SAT has yet to issue the receipt.
    Receipt,
}

/// Why a step could not be taken now. It is taken again later.
#[derive(Debug, Error)]
pub(crate) enum StepError {
    /// The database failed, or something in this program.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// The PAC or the tax authority gave no usable answer.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
}

impl From<DocumentError> for StepError {
    fn from(error: DocumentError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<StoreError> for StepError {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// An answer of the PAC or the SAT, within the time limit.
pub(super) async fn with_answer_limit<T>(
    app: &App,
    answer: impl Future<Output = Result<T, GatewayError>>,
) -> Result<T, GatewayError> {
    within(app.answer_limit, answer).await
}

pub(super) async fn load_original(app: &App, rebill: &Rebill) -> Result<Invoice, StepError> {
    let original = invoices::original_of(app.store.reader(), rebill).await?;
    Ok(original.ok_or(Failure::Internal("a trámite has no invoice"))?)
}
