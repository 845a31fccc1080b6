//! The trámite: the re-billing of one invoice to another razón social.

use chrono::{DateTime, Utc};
use mx_fiscal::{CfdiDateTime, Money, Rfc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::endpoint::with_query;
use crate::fiscal_profiles::ReceiverRefusal;
use crate::invoices::Party;
use crate::{Endpoint, FiscalProfileId, InvoiceId, List, Method, Nothing, ProblemCode, RebillId, TagId};

/// The current state of a trámite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rebill {
    /// Identifier of the trámite.
    pub id: RebillId,
    /// The original invoice.
    pub original: RebilledInvoice,
    /// The trámite's status.
    pub status: RebillStatus,
    /// Whether the deadline for accepting the cancellation has passed. This is only a reminder: it
    /// undoes nothing.
    pub overdue: bool,
    /// The receiver of the original.
    pub from: Party,
    /// The receiver of the corrected document.
    pub to: Party,
    /// When the trámite was registered.
    pub registered_at: DateTime<Utc>,
    /// Where the cancellation must be accepted, and by when; `None` if nobody must accept it.
    pub acceptance: Option<Acceptance>,
    /// The latest time by which the corrected document will be available; `None` before the
    /// cancellation.
    pub available_by: Option<DateTime<Utc>>,
    /// The time by which the customer was promised that the trámite would be finished; `None` while
    /// the customer or the receiver must act, and after its end. If this time has passed, the
    /// server is late.
    #[serde(default)]
    pub promised_by: Option<DateTime<Utc>>,
    /// The corrected document, once it exists.
    pub corrected: Option<RebilledInvoice>,
    /// Whether the SAT's receipt of the cancellation can be downloaded ([`Receipt`]).
    pub has_receipt: bool,
    /// The SAT's most recent answer about the original; `None` if it has not been asked yet.
    pub sat: Option<SatStatus>,
    /// What keeps the SAT from cancelling the original, while `cancelling`; `None` if nothing does.
    #[serde(default)]
    pub hold: Option<CancellationBlocker>,
    /// The razón social that the new receiver's data come from; `None` if it was removed after the
    /// trámite's end.
    pub fiscal_profile_id: Option<FiscalProfileId>,
    /// With `needs_correction`: everything that must be corrected in the razón social. The trámite
    /// continues when the customer saves it.
    pub corrections: Vec<ReceiverRefusal>,
    /// What has happened, oldest first.
    pub steps: Vec<Step>,
    /// The server's time of this response. Remaining times are counted from it, not from the
    /// device's clock.
    pub as_of: DateTime<Utc>,
}

/// One of a trámite's two invoices, with the data that the trámite's page needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RebilledInvoice {
    /// Identifier of the invoice.
    pub id: InvoiceId,
    /// The tag whose list contains the invoice.
    pub tag_id: TagId,
    /// Series and folio: `O-48120357`.
    pub folio: String,
    /// Folio fiscal.
    pub uuid: Uuid,
    /// Local date and time of issue, without an offset.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2020-05-27T11:01:00"))]
    pub issued_at: CfdiDateTime,
    /// Total including taxes, in MXN.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "1093.40"))]
    pub total: Money,
    /// The SAT's page about this invoice: the address in its QR code (Anexo 20).
    pub verification_url: String,
}

/// What the SAT's consultation service said about a CFDI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SatStatus {
    /// The reported status.
    pub status: SatCfdiStatus,
    /// When the SAT was asked.
    pub asked_at: DateTime<Utc>,
}

/// What keeps the SAT from cancelling a CFDI for now. None of these ends the trámite: the SAT is
/// asked again, and the trámite continues by itself when the answer changes. The customer can do
/// nothing about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CancellationBlocker {
    /// *No cancelable*: usually because another valid CFDI names it as related (a credit note, a
    /// payment complement), which its issuer must cancel first (RMF 2.7.1.34; CFF 29-A).
    NotCancellable,
    /// *No encontrado*: the SAT has not filed it yet.
    NotFiled,
    /// A reason that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// The status of a CFDI as the SAT reports it. It combines the SAT's `Estado`, `EsCancelable` and
/// `EstatusCancelacion`, because only these combinations exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SatCfdiStatus {
    /// No encontrado: the SAT does not know it (yet).
    NotFound,
    /// Vigente, No cancelable.
    NotCancellable,
    /// Vigente, Cancelable sin aceptación; no cancellation requested.
    CancellableWithoutAcceptance,
    /// Vigente, Cancelable con aceptación; no cancellation requested.
    CancellableWithAcceptance,
    /// Vigente, Cancelable con aceptación, En proceso: the receiver has been asked.
    InProcess,
    /// Vigente, Cancelable con aceptación, Solicitud rechazada.
    Rejected,
    /// Cancelado sin aceptación.
    CancelledWithoutAcceptance,
    /// Cancelado con aceptación.
    CancelledWithAcceptance,
    /// Cancelado, Plazo vencido: accepted because the receiver did not answer in time.
    CancelledBySilence,
    /// A status that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// Where a cancellation must be accepted, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Acceptance {
    /// The RFC whose buzón tributario has the request: the receiver of the original.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "ISD950921HE5"))]
    pub rfc: Rfc,
    /// The deadline for the acceptance.
    pub due_at: DateTime<Utc>,
}

/// A step that a trámite has taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// The status that the trámite reached.
    pub step: RebillStatus,
    /// When it reached it.
    pub at: DateTime<Utc>,
}

/// A trámite's status. The usual sequence is
/// `registered → validating → cancelling → (awaiting_acceptance) → issuing → issued`. Only the
/// SAT's answer ends the cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RebillStatus {
    /// Registered. No outside service has been asked anything yet.
    Registered,
    /// The new receiver's data are being checked, before anything is cancelled.
    Validating,
    /// The new receiver's data were refused. When the customer has corrected them, the same trámite
    /// continues.
    NeedsCorrection,
    /// The cancellation of the original is being requested from the SAT.
    Cancelling,
    /// The receiver of the original must accept the cancellation in the buzón tributario.
    AwaitingAcceptance,
    /// The original is cancelled, and the corrected document is being stamped.
    Issuing,
    /// The corrected document is available. Final.
    Issued,
    /// The cancellation was rejected, and the original stays valid. Final.
    Rejected,
    /// A status that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

impl RebillStatus {
    /// The statuses in which the trámite waits for the customer.
    pub const NEEDS_ACTION: [Self; 2] = [Self::AwaitingAcceptance, Self::NeedsCorrection];

    /// Whether the trámite has ended.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Issued | Self::Rejected)
    }

    /// Whether the trámite waits for the customer.
    pub fn needs_action(self) -> bool {
        Self::NEEDS_ACTION.contains(&self)
    }
}

/// The body of a re-billing request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RebillRequest {
    /// The razón social that the corrected document is made out to.
    pub fiscal_profile_id: FiscalProfileId,
    /// A uso CFDI other than the razón social's own: a key of `c_UsoCFDI`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cfdi_use: Option<String>,
    /// Confirms that the customer wants to keep the same receiver. Required if the receiver stays
    /// the same.
    #[serde(default)]
    pub confirm_same_receiver: bool,
}

/// `POST /invoices/{id}/rebill`: registers the trámite. An invoice has one trámite, forever, no
/// matter which customer asks.
#[derive(Clone, Debug)]
pub struct RebillInvoice {
    /// The invoice.
    pub invoice_id: InvoiceId,
    /// Generated once for each intent of the customer, and sent again whenever the request is
    /// repeated.
    pub idempotency_key: String,
    /// The new receiver.
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

/// `GET /rebills`: all trámites of the account, newest first, or only those that wait for the
/// customer, soonest deadline first.
#[derive(Clone, Debug, Default)]
pub struct ListRebills {
    /// Whether to list only trámites that wait for the customer ([`RebillStatus::needs_action`]).
    /// Those without a deadline come last, oldest first.
    pub needs_action: bool,
    /// Which page: a cursor from an earlier response to the same query.
    pub cursor: Option<String>,
    /// Rows per page, at most 100.
    pub limit: Option<u16>,
}

impl Endpoint for ListRebills {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/rebills";
    const PROBLEMS: &'static [ProblemCode] = &[ProblemCode::Unauthenticated, ProblemCode::InvalidInput];
    type Body = Nothing;
    type Response = List<Rebill>;

    fn path(&self) -> String {
        let needs_action = self.needs_action.then_some("true");
        let limit = self.limit.map(|limit| limit.to_string());
        let parameters =
            [("needs_action", needs_action), ("cursor", self.cursor.as_deref()), ("limit", limit.as_deref())];
        with_query(Self::PATH.to_owned(), &parameters)
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}

/// The SAT's receipt of a cancellation (acuse). It is a file that a page can link to or fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// The XML as the SAT issued it.
    Xml,
    /// Its printed form.
    Pdf,
}

impl Receipt {
    /// `GET /rebills/{id}/acuse.xml`.
    pub const XML_PATH: &'static str = "/rebills/{id}/acuse.xml";
    /// `GET /rebills/{id}/acuse.pdf`.
    pub const PDF_PATH: &'static str = "/rebills/{id}/acuse.pdf";

    /// The path of a trámite's receipt under the API's base.
    pub fn path(self, id: &RebillId) -> String {
        let path = match self {
            Self::Xml => Self::XML_PATH,
            Self::Pdf => Self::PDF_PATH,
        };
        path.replace("{id}", id.as_str())
    }
}

/// `GET /rebills/{id}`: the current state of a trámite.
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
        assert!(!status.needs_action());
    }

    #[test]
    fn a_list_of_what_waits_for_the_customer_is_asked_for_by_name() {
        assert_eq!(ListRebills::default().path(), "/rebills");
        let waiting = ListRebills { needs_action: true, cursor: None, limit: Some(1) };
        assert_eq!(waiting.path(), "/rebills?needs_action=true&limit=1");
    }
}
