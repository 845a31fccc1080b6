//! Re-billing: whether an invoice can be re-billed, registering its one trámite, and how the trámite goes on.

mod correct;
mod idempotency;
pub(crate) mod progress;
mod register;

use chrono::{DateTime, NaiveDate, Utc};
use mx_fiscal::{CancellationPolicy, Receiver, ReceiverDraft};
use pase_contract::invoices::{Acceptor, InvoiceStatus, Party, Rebillability, RefusalReason};
use pase_contract::rebills::{Acceptance, Rebill, RebillStatus, Step};
use pase_contract::{AccountId, InvoiceId, RebillId};

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::store::entities::{rebill, rebill_step};
use crate::store::invoices::InvoiceRow;
use crate::store::rebills as store;

pub(crate) use self::correct::{Correction, correct, would_keep_receiver};
pub(crate) use self::idempotency::{InFlight, Key};
pub(crate) use self::register::{Request, register};

/// Whether an invoice can be re-billed on this day of Mexico City's. The only place where this is decided: the list, the
/// row and the act ask it.
pub(crate) fn rebillability(
    (invoice, rebill): &InvoiceRow,
    policy: &CancellationPolicy,
    today: NaiveDate,
) -> Rebillability {
    let refused = |reason, rebill_id: Option<&RebillId>| Rebillability::Refused {
        reason,
        rebill_id: rebill_id.cloned(),
    };
    if let Some(rebill) = rebill {
        let reason = match rebill.status.0 {
            RebillStatus::Issued => RefusalReason::AlreadyRebilled,
            RebillStatus::Rejected => RefusalReason::Rejected,
            _ => RefusalReason::InProgress,
        };
        return refused(reason, Some(&rebill.id.0));
    }
    if let Some(origin) = &invoice.origin_rebill_id {
        return refused(RefusalReason::Substitute, Some(&origin.0));
    }
    if invoice.status.0 != InvoiceStatus::Valid {
        return refused(RefusalReason::Cancelled, None);
    }
    if policy.is_past_last_date(invoice.issued_at.0.date(), today) {
        return refused(RefusalReason::PastLastDate, None);
    }
    let acceptor = Acceptor { rfc: invoice.receiver_rfc.0.clone() };
    Rebillability::Allowed { acceptance: policy.needs_acceptance(invoice.total.0).then_some(acceptor) }
}

/// A trámite as it stands.
pub(crate) async fn get(app: &App, account: &AccountId, id: &RebillId) -> Outcome<Rebill> {
    let reader = app.store.reader();
    let rebill = store::of_account(reader, account, id).await?.ok_or(Failure::NOT_FOUND)?;
    let steps = store::steps(reader, id).await?;
    let corrected = match rebill.status.0 {
        RebillStatus::Issued => store::corrected(reader, id).await?,
        _ => None,
    };
    Ok(shown(rebill, steps, corrected, app.clock.now()))
}

/// A trámite as it is sent.
fn shown(
    row: rebill::Model,
    steps: Vec<rebill_step::Model>,
    corrected_invoice_id: Option<InvoiceId>,
    now: DateTime<Utc>,
) -> Rebill {
    let status = row.status.0;
    let due_at = row.acceptance_due_at.map(|due| due.0);
    let corrections = match status {
        RebillStatus::NeedsCorrection => row.corrections.0,
        _ => Vec::new(),
    };
    Rebill {
        id: row.id.0,
        invoice_id: row.invoice_id.0,
        status,
        overdue: status == RebillStatus::AwaitingAcceptance && due_at.is_some_and(|due| now > due),
        acceptance: due_at.map(|due_at| Acceptance { rfc: row.from_rfc.0.clone(), due_at }),
        from: Party { rfc: row.from_rfc.0, name: row.from_name },
        to: Party { rfc: row.to_rfc.0, name: row.to_name.0.to_string() },
        registered_at: row.registered_at.0,
        available_by: row.available_by.map(|by| by.0),
        corrected_invoice_id,
        fiscal_profile_id: row.fiscal_profile_id.map(|id| id.0),
        corrections,
        steps: steps.into_iter().map(|step| Step { step: step.step.0, at: step.at.0 }).collect(),
        as_of: now,
    }
}

/// Whom a trámite's corrected document is made out to.
fn receiver(rebill: &rebill::Model) -> Outcome<Receiver> {
    let draft = ReceiverDraft {
        rfc: rebill.to_rfc.0.to_string(),
        name: rebill.to_name.0.to_string(),
        postal_code: rebill.to_postal_code.0.to_string(),
        fiscal_regime: rebill.to_regime.0.to_string(),
        cfdi_use: rebill.to_use.0.to_string(),
    };
    Receiver::try_from(&draft).map_err(|_| Failure::Broken("the receiver of a trámite does not hold"))
}
