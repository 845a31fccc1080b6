//! What a mail says, as it was when the mail was written: a copy, so that a mail that goes out late, or again, says the same.

use chrono::{DateTime, Utc};
use mx_fiscal::{Money, Period};
use pase_contract::invoices::Party;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::invoices;
use crate::store::entities::{account, invoice, rebill, tag};

/// The facts of a trámite that its mails speak of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailFacts {
    /// Whom the mail goes to.
    pub email: String,
    /// How that customer is called.
    pub name: String,
    /// The tag's number.
    pub tag: String,
    /// Series and folio of the original.
    pub folio: String,
    /// Its folio fiscal.
    pub uuid: Uuid,
    /// What it bills.
    pub period: Period,
    /// Its total.
    pub total: Money,
    /// Whom it is made out to.
    pub from: Party,
    /// Whom the corrected document is made out to.
    pub to: Party,
    /// Until when the cancellation is to be accepted, where it must be.
    pub acceptance_due_at: Option<DateTime<Utc>>,
    /// What was refused of the new receiver.
    pub refused: Vec<Refused>,
    /// Series and folio of the corrected document, once it has them.
    pub corrected_folio: Option<String>,
}

/// A refused field of the new receiver, with what stood in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The field, as in a razón social.
    pub field: String,
    /// The code of the SAT's matrix of errors.
    pub code: String,
    /// What stood there.
    pub value: String,
}

/// Whom and what a mail is about.
#[derive(Debug)]
pub(crate) struct Subjects {
    pub(crate) account: account::Model,
    pub(crate) tag: tag::Model,
    pub(crate) original: invoice::Model,
}

/// The facts of a trámite as it now stands.
pub(crate) fn facts(rebill: &rebill::Model, subjects: Subjects) -> MailFacts {
    let Subjects { account, tag, original } = subjects;
    let refused = rebill.corrections.0.iter().map(|refusal| Refused {
        field: refusal.field.clone(),
        code: refusal.code.clone(),
        value: value(rebill, &refusal.field),
    });
    MailFacts {
        email: account.email,
        name: account.name,
        tag: tag.number,
        folio: invoices::folio(&original.series, original.folio),
        uuid: original.uuid.0,
        period: original.period.0,
        total: original.total.0,
        from: Party { rfc: rebill.from_rfc.0.clone(), name: rebill.from_name.clone() },
        to: Party { rfc: rebill.to_rfc.0.clone(), name: rebill.to_name.0.to_string() },
        acceptance_due_at: rebill.acceptance_due_at.map(|due| due.0),
        refused: refused.collect(),
        corrected_folio: rebill.corrected_folio.map(|folio| invoices::folio(&original.series, folio)),
    }
}

/// A field of the new receiver as it is shown; of a field that is none of them, nothing.
fn value(rebill: &rebill::Model, field: &str) -> String {
    let keyed = |key: String, description: &str| format!("{key} {description}");
    match field {
        "rfc" => rebill.to_rfc.0.to_string(),
        "name" => rebill.to_name.0.to_string(),
        "postal_code" => rebill.to_postal_code.0.to_string(),
        "fiscal_regime" => keyed(rebill.to_regime.0.to_string(), rebill.to_regime.0.description()),
        "cfdi_use" => keyed(rebill.to_use.0.to_string(), rebill.to_use.0.description()),
        _ => String::new(),
    }
}
