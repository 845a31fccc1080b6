//! The trámite: the re-billing of one invoice to another razón social.

use chrono::{DateTime, Utc};
use mx_fiscal::{CfdiDateTime, Money, Rfc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::endpoint::with_query;
use crate::fiscal_profiles::ReceiverRefusal;
use crate::invoices::Party;
use crate::{Endpoint, FiscalProfileId, InvoiceId, List, Method, Nothing, ProblemCode, RebillId, TagId};

/// A trámite, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rebill {
    /// The trámite.
    pub id: RebillId,
    /// The original invoice.
    pub original: RebilledInvoice,
    /// Where it stands.
    pub status: RebillStatus,
    /// Whether the cancellation should have been accepted by now. A reminder: nothing is undone by it.
    pub overdue: bool,
    /// Who the original is made out to.
    pub from: Party,
    /// Who the corrected document is made out to.
    pub to: Party,
    /// When it was registered.
    pub registered_at: DateTime<Utc>,
    /// Where the cancellation must be accepted, and until when; `None` where nobody must.
    pub acceptance: Option<Acceptance>,
    /// Until when the corrected document is available, at the latest; `None` before the cancellation.
    pub available_by: Option<DateTime<Utc>>,
    /// The corrected document, once there is one.
    pub corrected: Option<RebilledInvoice>,
    /// Whether the SAT's receipt of the cancellation can be downloaded ([`Receipt`]).
    pub has_receipt: bool,
    /// What the SAT said of the original when it was last asked; `None` before it was.
    pub sat: Option<SatStatus>,
    /// The razón social that the new receiver was taken from; `None` if it was removed after the trámite's end.
    pub fiscal_profile_id: Option<FiscalProfileId>,
    /// With `needs_correction`: everything that must be mended in the razón social. Saving it lets the trámite go on.
    pub corrections: Vec<ReceiverRefusal>,
    /// What has happened, oldest first.
    pub steps: Vec<Step>,
    /// The server's own time of this answer; deadlines are counted from it, not from the device's clock.
    pub as_of: DateTime<Utc>,
}

/// One of a trámite's two invoices, as far as its page needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RebilledInvoice {
    /// The invoice.
    pub id: InvoiceId,
    /// The tag that it stands under.
    pub tag_id: TagId,
    /// Series and folio: `O-48120357`.
    pub folio: String,
    /// Folio fiscal.
    pub uuid: Uuid,
    /// Local date and time of issue, without an offset.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2020-05-27T11:01:00"))]
    pub issued_at: CfdiDateTime,
    /// Total with taxes.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "1093.40"))]
    pub total: Money,
    /// The SAT's own page about it: the address that its QR code holds (Anexo 20).
    pub verification_url: String,
}

/// What the SAT's consultation service said of a CFDI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SatStatus {
    /// What.
    pub status: SatCfdiStatus,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
}

/// The states in which the SAT reports a CFDI: its `Estado`, `EsCancelable` and `EstatusCancelacion` in one, since only these
/// combinations exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SatCfdiStatus {
    /// No encontrado: the SAT does not know it (yet).
    NotFound,
    /// Vigente, No cancelable.
    NotCancellable,
    /// Vigente, Cancelable sin aceptación; nothing asked.
    CancellableWithoutAcceptance,
    /// Vigente, Cancelable con aceptación; nothing asked.
    CancellableWithAcceptance,
    /// Vigente, Cancelable con aceptación, En proceso: the receiver has been asked.
    InProcess,
    /// Vigente, Cancelable con aceptación, Solicitud rechazada.
    Rejected,
    /// Cancelado sin aceptación.
    CancelledWithoutAcceptance,
    /// Cancelado con aceptación.
    CancelledWithAcceptance,
    /// Cancelado, Plazo vencido: silence accepted.
    CancelledBySilence,
    /// A state that this version does not know; never sent.
    #[serde(other)]
    Unknown,
}

/// Where a cancellation must be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Acceptance {
    /// Whose buzón tributario: the receiver of the original.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "ISD950921HE5"))]
    pub rfc: Rfc,
    /// Until when acceptance is asked for.
    pub due_at: DateTime<Utc>,
}

/// Something that has happened in a trámite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// The status that it then had.
    pub step: RebillStatus,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where a trámite stands. The way is `registered → validating → cancelling → (awaiting_acceptance) → issuing →
/// issued`; only the SAT's answer ends the cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RebillStatus {
    /// Registered; nothing has been asked of anyone yet.
    Registered,
    /// The new receiver's data are being checked, before anything is cancelled.
    Validating,
    /// The new receiver's data were refused; the customer mends them and the same trámite goes on.
    NeedsCorrection,
    /// The cancellation of the original is asked of the SAT.
    Cancelling,
    /// The receiver of the original must accept the cancellation in the buzón tributario.
    AwaitingAcceptance,
    /// The original is cancelled; the corrected document is being stamped.
    Issuing,
    /// The corrected document is available. The end.
    Issued,
    /// The cancellation was rejected: the original stays valid. The end.
    Rejected,
    /// A status that this version does not know; never sent.
    #[serde(other)]
    Unknown,
}

impl RebillStatus {
    /// Whether nothing more will happen.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Issued | Self::Rejected)
    }
}

/// What the modal sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RebillRequest {
    /// The razón social that the corrected document is made out to.
    pub fiscal_profile_id: FiscalProfileId,
    /// Another uso CFDI than the razón social's own: a key of `c_UsoCFDI`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cfdi_use: Option<String>,
    /// That the receiver stays the same is what the customer wants; needed exactly then.
    #[serde(default)]
    pub confirm_same_receiver: bool,
}

/// `POST /invoices/{id}/rebill`: register the trámite. Once per invoice, for ever, whoever asks.
#[derive(Clone, Debug)]
pub struct RebillInvoice {
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// Made once for each intent of the customer, and repeated with each repetition of the request.
    pub idempotency_key: String,
    /// To whom.
    pub request: RebillRequest,
}

impl Endpoint for RebillInvoice {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/invoices/{id}/rebill";
    const STATUS: u16 = 201;
    const PROBLEMS: &'static [ProblemCode] = &[
        ProblemCode::IdempotencyKeyMissing,
        ProblemCode::Unauthenticated,
        ProblemCode::NotFound,
        ProblemCode::AlreadyRebilled,
        ProblemCode::NotRebillable,
        ProblemCode::IdempotencyInProgress,
        ProblemCode::InvalidInput,
        ProblemCode::IdempotencyKeyReused,
        ProblemCode::SameReceiverUnconfirmed,
    ];
    type Body = RebillRequest;
    type Response = Rebill;

    fn path(&self) -> String {
        Self::PATH.replace("{id}", self.invoice_id.as_str())
    }

    fn body(&self) -> &RebillRequest {
        &self.request
    }

    fn idempotency_key(&self) -> Option<&str> {
        Some(&self.idempotency_key)
    }
}

/// `GET /rebills`: all trámites of the account, the newest first.
#[derive(Clone, Debug, Default)]
pub struct ListRebills {
    /// The page's cursor.
    pub cursor: Option<String>,
    /// Rows a page, at most 100.
    pub limit: Option<u16>,
}

impl Endpoint for ListRebills {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/rebills";
    const PROBLEMS: &'static [ProblemCode] = &[ProblemCode::Unauthenticated, ProblemCode::InvalidInput];
    type Body = Nothing;
    type Response = List<Rebill>;

    fn path(&self) -> String {
        let limit = self.limit.map(|limit| limit.to_string());
        with_query(Self::PATH.to_owned(), &[("cursor", self.cursor.as_deref()), ("limit", limit.as_deref())])
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}

/// The SAT's receipt of a cancellation (acuse), as a plain link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// As the SAT gave it.
    Xml,
    /// Printed.
    Pdf,
}

impl Receipt {
    /// `GET /rebills/{id}/acuse.xml`.
    pub const XML_PATH: &'static str = "/rebills/{id}/acuse.xml";
    /// `GET /rebills/{id}/acuse.pdf`.
    pub const PDF_PATH: &'static str = "/rebills/{id}/acuse.pdf";

    /// The path of a trámite's receipt.
    pub fn path(self, id: &RebillId) -> String {
        let path = match self {
            Self::Xml => Self::XML_PATH,
            Self::Pdf => Self::PDF_PATH,
        };
        path.replace("{id}", id.as_str())
    }
}

/// `GET /rebills/{id}`: where a trámite stands.
#[derive(Clone, Debug)]
pub struct GetRebill {
    /// The trámite.
    pub id: RebillId,
}

impl Endpoint for GetRebill {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/rebills/{id}";
    const PROBLEMS: &'static [ProblemCode] = &[ProblemCode::Unauthenticated, ProblemCode::NotFound];
    type Body = Nothing;
    type Response = Rebill;

    fn path(&self) -> String {
        Self::PATH.replace("{id}", self.id.as_str())
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_status_is_read_and_does_not_end_a_tramite() {
        let status: RebillStatus = serde_json::from_str("\"escalated\"").unwrap();
        assert_eq!(status, RebillStatus::Unknown);
        assert!(!status.is_final());
    }
}
