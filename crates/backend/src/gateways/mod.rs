//! The world outside: the PAC, which checks, stamps and takes requests for cancellation to the SAT, and the SAT itself,
//! whose consultation service says how a CFDI stands. Every question may be put again after a crash or a lost answer; what
//! each must then guarantee stands with it, and `docs/decisions/0020-plugging-in-a-pac.md` says how one is connected.

mod receiver_check;
mod sandbox;
mod sat_answer;
mod unconnected;

use std::time::Duration;

use async_trait::async_trait;
use cfdi::{CancellationReceipt, FolioFiscal, SealedCfdi, StampedCfdi};
use mx_fiscal::{Money, Receiver, Rfc};
use thiserror::Error;

pub(crate) use self::receiver_check::{MatrixCode, ReceiverCheck, Refusal};
pub(crate) use self::sandbox::{
    Clocked, DecisionError, Fault, Operation, Outcome, SandboxPac, SandboxTaxAuthority, padron,
};
pub(crate) use self::sat_answer::{SatAnswer, UnknownWords};
pub(crate) use self::unconnected::Unconnected;

/// A *proveedor autorizado de certificación*.
#[async_trait]
pub(crate) trait Pac: Send + Sync {
    /// Checks a receiver's data against the SAT's padrón, as a stamp would, without stamping: everything that it refuses,
    /// at once.
    async fn validate_receiver(&self, receiver: &Receiver) -> Result<ReceiverCheck, GatewayError>;

    /// Stamps a document under a reference of ours. One reference is stamped once: asked again, also while it is still being
    /// stamped, no second stamp is made, and the answer is [`Stamping::KnownReference`].
    async fn stamp(&self, reference: &str, document: &SealedCfdi) -> Result<Stamping, GatewayError>;

    /// The document that was stamped under a reference, byte for byte as it was certified; `None` where none was.
    async fn find(&self, reference: &str) -> Result<Option<StampedCfdi>, GatewayError>;

    /// Takes a request for cancellation to the SAT, with motivo 02. While a request for the document is open, and after its
    /// cancellation, no second one is opened. That the SAT has the request cancels nothing yet: see [`TaxAuthority`].
    async fn cancel(&self, request: &CfdiExpression) -> Result<CancellationAnswer, GatewayError>;

    /// The SAT's receipt of a document's cancellation (*acuse*); `None` while there is none.
    async fn receipt(&self, folio_fiscal: FolioFiscal) -> Result<Option<CancellationReceipt>, GatewayError>;
}

/// The SAT's consultation service (*ConsultaCFDIService*).
#[async_trait]
pub(crate) trait TaxAuthority: Send + Sync {
    /// How a document stands, in the SAT's words. It may lag behind what was asked for.
    async fn status(&self, document: &CfdiExpression) -> Result<SatAnswer, GatewayError>;
}

/// What names a CFDI to the SAT: its *expresión impresa* without the seal's ending, which the service does without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CfdiExpression {
    pub(crate) folio_fiscal: FolioFiscal,
    pub(crate) issuer: Rfc,
    /// Whose buzón a request for acceptance goes to.
    pub(crate) receiver: Rfc,
    /// Total with taxes.
    pub(crate) total: Money,
}

/// What a PAC says to a request for a stamp. A refusal is a [`GatewayError::Refused`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stamping {
    /// The document with its stamp.
    Stamped(Box<StampedCfdi>),
    /// This reference was stamped before (a PAC's code 307): [`Pac::find`] has it.
    KnownReference,
}

/// What a PAC says to a request for cancellation. A refusal is a [`GatewayError::Refused`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CancellationAnswer {
    /// The SAT has taken the request (code 201).
    Received,
    /// The SAT had a request before this one (code 202).
    AlreadyRequested,
}

/// No answer, or one that does not help. Asking again later is right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum GatewayError {
    /// It was not reached: nothing was done.
    #[error("not reached: {0}")]
    Unreachable(String),
    /// It was asked, and nobody knows what came of it.
    #[error("no answer: {0}")]
    NoAnswer(String),
    /// It refuses, by a code of its own or the SAT's: somebody has to look.
    #[error("refused with {code}")]
    Refused {
        /// The code as it came.
        code: String,
    },
    /// It answers what this program cannot read. Nothing of a document stands in it.
    #[error("unreadable: {0}")]
    Unreadable(String),
}

impl From<UnknownWords> for GatewayError {
    fn from(words: UnknownWords) -> Self {
        Self::Unreadable(words.to_string())
    }
}

/// An answer, if it comes in time.
///
/// # Errors
/// [`GatewayError::NoAnswer`] when it does not; besides, the answer's own.
pub(crate) async fn within<T>(
    limit: Duration,
    answer: impl Future<Output = Result<T, GatewayError>>,
) -> Result<T, GatewayError> {
    match tokio::time::timeout(limit, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(GatewayError::NoAnswer(format!("nothing within {} s", limit.as_secs()))),
    }
}
