//! The facts that the mails about a trámite state.

use chrono::{DateTime, Utc};
use mx_fiscal::{Money, Period};
use pase_contract::invoices::Party;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The facts of a trámite that its mails state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TramiteFacts {
    /// The tag's number.
    pub(crate) tag: String,
    /// Series and folio of the original invoice.
    pub(crate) folio: String,
    /// The original's folio fiscal.
    pub(crate) uuid: Uuid,
    /// The month that the original bills.
    pub(crate) period: Period,
    /// The original's total.
    pub(crate) total: Money,
    /// The receiver of the original.
    pub(crate) from: Party,
    /// The receiver of the corrected document.
    pub(crate) to: Party,
    /// The deadline for accepting the cancellation; `None` if nobody must accept it.
    pub(crate) acceptance_due_at: Option<DateTime<Utc>>,
    /// The refused fields of the new receiver.
    pub(crate) refused: Vec<RefusedField>,
    /// Series and folio of the corrected document, once it has them.
    pub(crate) corrected_folio: Option<String>,
}

/// A refused field of the new receiver, with the value that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefusedField {
    /// The field's name, as in a razón social.
    pub(crate) field: String,
    /// The code that it was refused with: of the SAT's matrix of errors, or of the PAC's own.
    pub(crate) code: String,
    /// The value that was refused.
    pub(crate) value: String,
}
