//! The facts that a trámite's mails state, read from its rows.

use pase_contract::invoices::Party;

use super::entities::{account, invoice, rebill, tag};
use crate::domain::folio;
use crate::mail::facts::{MailFacts, Refused};

/// The account, the tag and the invoice that a mail is about.
#[derive(Debug)]
pub(super) struct FactRows {
    pub(super) account: account::Model,
    pub(super) tag: tag::Model,
    pub(super) original: invoice::Model,
}

/// The facts of a trámite in its present state.
pub(super) fn facts(rebill: &rebill::Model, rows: FactRows) -> MailFacts {
    let FactRows { account, tag, original } = rows;
    let refused = rebill.corrections.0.iter().map(|refusal| Refused {
        field: refusal.field.clone(),
        code: refusal.code.clone(),
        value: value(rebill, &refusal.field),
    });
    MailFacts {
        email: account.email,
        name: account.name,
        tag: tag.number,
        folio: folio::displayed(&original.series, original.folio),
        uuid: original.uuid.0,
        period: original.period.0,
        total: original.total.0,
        from: Party { rfc: rebill.from_rfc.0.clone(), name: rebill.from_name.clone() },
        to: Party { rfc: rebill.to_rfc.0.clone(), name: rebill.to_name.0.to_string() },
        acceptance_due_at: rebill.acceptance_due_at.map(|due| due.0),
        refused: refused.collect(),
        corrected_folio: rebill.corrected_folio.map(|folio| folio::displayed(&original.series, folio)),
    }
}

/// A field of the new receiver as it is shown; empty for an unknown field.
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
