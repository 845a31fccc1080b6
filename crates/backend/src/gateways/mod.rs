//! The two parties outside the program. The PAC checks and stamps documents, and takes cancellation
//! requests to the SAT. The SAT's consultation service says what state a CFDI is in. Every call may
//! be repeated after a crash or a lost answer: each method states what an implementation must
//! guarantee for that, and `docs/decisions/0020-plugging-in-a-pac.md` says how to connect a PAC.

mod receiver_check;
mod sat_answer;
pub mod test_kit;
mod unconnected;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use cfdi::{CancellationReceipt, FolioFiscal, SealedCfdi, StampedCfdi};
use mx_fiscal::{CfdiDateTime, Money, Receiver, Rfc};
use thiserror::Error;

pub use self::receiver_check::{MatrixCode, ReceiverCheck, Refusal, RefusalCode, Refusals};
pub use self::sat_answer::{SatAnswer, UnknownSatAnswer};
pub use self::unconnected::Unconnected;

/// A *proveedor autorizado de certificación*: it checks and stamps CFDI on the SAT's behalf.
#[async_trait]
pub trait Pac: Send + Sync {
    /// Checks a receiver's data against the SAT's padrón as a stamp would, without stamping
    /// anything. It reports everything that it refuses at once.
    async fn validate_receiver(&self, receiver: &Receiver) -> Result<ReceiverCheck, GatewayError>;

    /// Stamps a document under a reference of ours. Each reference is stamped once: a repeated
    /// call, even while the first one is still in progress, makes no second stamp and answers
    /// [`Stamping::KnownReference`].
    async fn stamp(&self, reference: &str, document: &SealedCfdi) -> Result<Stamping, GatewayError>;

    /// The document that was stamped under a reference, byte for byte as it was certified; `None`
    /// if there is none.
    async fn find(&self, reference: &str) -> Result<Option<StampedCfdi>, GatewayError>;

    /// Takes a cancellation request to the SAT, with motivo 02. It opens no second request while
    /// one is open for the document, or after the document is cancelled. When the SAT has the
    /// request, nothing is cancelled yet: see [`TaxAuthority`].
    async fn cancel(&self, request: &CfdiExpression) -> Result<CancellationAnswer, GatewayError>;

    /// The SAT's receipt of a document's cancellation (*acuse*); `None` while there is none.
    async fn receipt(&self, folio_fiscal: FolioFiscal) -> Result<Option<CancellationReceipt>, GatewayError>;
}

/// The SAT's consultation service (*ConsultaCFDIService*).
#[async_trait]
pub trait TaxAuthority: Send + Sync {
    /// The state of a document, in the SAT's words. It may lag behind what was requested.
    async fn status(&self, document: &CfdiExpression) -> Result<SatAnswer, GatewayError>;
}

/// The data that identify a CFDI to the SAT: its *expresión impresa* without the end of the seal,
/// which the service does not need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CfdiExpression {
    /// The document's folio fiscal.
    pub folio_fiscal: FolioFiscal,
    /// The issuer's RFC.
    pub issuer: Rfc,
    /// A request for acceptance goes to this taxpayer's buzón tributario.
    pub receiver: Rfc,
    /// The total, taxes included.
    pub total: Money,
}

/// A PAC's answer to a request for a stamp. A refusal is a [`GatewayError::Refused`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stamping {
    /// The stamp was made now.
    Stamped(Box<StampedCfdi>),
    /// This reference was stamped before (a PAC's code 307). [`Pac::find`] returns the document.
    KnownReference,
}

/// A PAC's answer to a cancellation request. A refusal is a [`GatewayError::Refused`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancellationAnswer {
    /// The SAT has received the request (code 201).
    Received,
    /// The SAT already had a request for this document (code 202).
    AlreadyRequested,
}

/// Why a call brought no usable answer. The caller should ask again later.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GatewayError {
    /// The party was not reached, so nothing was done.
    #[error("not reached: {0}")]
    Unreachable(String),
    /// The party was asked, but whether it did anything is unknown.
    #[error("no answer: {0}")]
    NoAnswer(String),
    /// The party refuses, with a code of its own or of the SAT. Somebody has to look into it.
    #[error("refused with {code}")]
    Refused {
        /// The code as it was received.
        code: String,
    },
    /// This program cannot read the answer. The text contains nothing of a document.
    #[error("unreadable: {0}")]
    Unreadable(String),
}

impl From<UnknownSatAnswer> for GatewayError {
    fn from(error: UnknownSatAnswer) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// Waits for an answer, but no longer than `limit`.
///
/// # Errors
/// [`GatewayError::NoAnswer`] if the limit is reached; otherwise the answer's own error.
pub(crate) async fn within<T>(
    limit: Duration,
    answer: impl Future<Output = Result<T, GatewayError>>,
) -> Result<T, GatewayError> {
    match tokio::time::timeout(limit, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(GatewayError::NoAnswer(format!("nothing within {} s", limit.as_secs()))),
    }
}

/// Makes the document of an invoice that came without one. Only a program whose invoices are not
/// real has such a source.
pub(crate) trait DocumentSource: Send + Sync {
    /// Certifies a document with this folio fiscal and this time. The same arguments give the same
    /// bytes.
    fn certify(
        &self,
        document: SealedCfdi,
        folio_fiscal: FolioFiscal,
        stamped_at: CfdiDateTime,
    ) -> Result<StampedCfdi, GatewayError>;
}

/// What the program asks outside of itself.
#[derive(Clone)]
pub struct Gateways {
    pub(crate) pac: Arc<dyn Pac>,
    pub(crate) tax_authority: Arc<dyn TaxAuthority>,
    pub(crate) document_source: Option<Arc<dyn DocumentSource>>,
}

impl Gateways {
    /// The PAC and the tax authority of a program that works for real customers.
    pub fn new(pac: Arc<dyn Pac>, tax_authority: Arc<dyn TaxAuthority>) -> Self {
        Self { pac, tax_authority, document_source: None }
    }

    /// Nobody is connected: trámites are registered and wait.
    pub fn unconnected() -> Self {
        Self::new(Arc::new(Unconnected), Arc::new(Unconnected))
    }
}
