//! The world outside: the PAC that checks and stamps, and the tax authority that cancels. Both are asked again after a crash
//! or a lost answer, so both must know a question that they have answered before: a stamp by its reference, a
//! cancellation by the document's UUID.

mod receiver_check;
mod sandbox;
mod unconnected;

use async_trait::async_trait;
use cfdi::{Cfdi, Stamp};
use chrono::{DateTime, Utc};
use mx_fiscal::{Money, Receiver, Rfc};
use thiserror::Error;
use uuid::Uuid;

pub(crate) use self::receiver_check::{MatrixCode, ReceiverCheck, Refusal};
pub(crate) use self::sandbox::{DecisionError, Outcome, SandboxPac, SandboxTaxAuthority, padron};
pub(crate) use self::unconnected::Unconnected;

/// A *proveedor autorizado de certificación*.
#[async_trait]
pub(crate) trait Pac: Send + Sync {
    /// Checks a receiver's data against the SAT's padrón, as a stamp would, without stamping: everything that it refuses,
    /// at once.
    async fn validate_receiver(&self, receiver: &Receiver) -> Result<ReceiverCheck, GatewayError>;

    /// Stamps a document. The same reference gives the same stamp, however often it is asked for.
    async fn stamp(&self, reference: &str, document: &Cfdi) -> Result<Stamp, GatewayError>;
}

/// The SAT's cancellation service.
#[async_trait]
pub(crate) trait TaxAuthority: Send + Sync {
    /// Asks for a cancellation (motivo 02). Asked again for the same document, it tells how the first request stands.
    async fn cancel(&self, request: &CancellationRequest) -> Result<Cancellation, GatewayError>;
}

/// What to cancel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CancellationRequest {
    /// The document's folio fiscal.
    pub(crate) uuid: Uuid,
    /// Whose buzón a request for acceptance goes to.
    pub(crate) receiver: Rfc,
    /// Total with taxes.
    pub(crate) total: Money,
}

/// How a request for cancellation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cancellation {
    /// Cancelled, at that instant.
    Cancelled(DateTime<Utc>),
    /// The receiver has been asked, at that instant, and has not answered.
    AwaitingAcceptance(DateTime<Utc>),
    /// The receiver has refused it: the document stays valid.
    Rejected(DateTime<Utc>),
}

/// No answer. Asking again later is right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub(crate) struct GatewayError(pub(crate) String);
