//! The facts that a mail states. They are copied when the mail is written, so that a mail that is
//! sent late, or again, says the same.

use chrono::{DateTime, Utc};
use mx_fiscal::{Money, Period};
use pase_contract::invoices::Party;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The facts of a trámite that its mails state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailFacts {
    /// The e-mail address that the mail goes to.
    pub email: String,
    /// The customer's name.
    pub name: String,
    /// The tag's number.
    pub tag: String,
    /// Series and folio of the original invoice.
    pub folio: String,
    /// The original's folio fiscal.
    pub uuid: Uuid,
    /// The month that the original bills.
    pub period: Period,
    /// The original's total.
    pub total: Money,
    /// The receiver of the original.
    pub from: Party,
    /// The receiver of the corrected document.
    pub to: Party,
    /// The deadline for accepting the cancellation; `None` if nobody must accept it.
    pub acceptance_due_at: Option<DateTime<Utc>>,
    /// The refused fields of the new receiver.
    pub refused: Vec<Refused>,
    /// Series and folio of the corrected document, once it has them.
    pub corrected_folio: Option<String>,
}

/// A refused field of the new receiver, with the value that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The field's name, as in a razón social.
    pub field: String,
    /// The code that it was refused with: of the SAT's matrix of errors, or of the PAC's own.
    pub code: String,
    /// The value that was refused.
    pub value: String,
}
