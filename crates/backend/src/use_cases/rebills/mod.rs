//! Re-billing: whether an invoice can be re-billed, registering its one trámite, and how the
//! trámite continues.

mod correct;
pub(crate) mod idempotency;
mod mails;
pub(crate) mod progress;
mod reading;
mod register;
mod transition;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use mx_fiscal::{CancellationPolicy, Receiver, ReceiverDraft};
use pase_contract::RebillId;
use pase_contract::invoices::{Acceptor, InvoiceStatus, PeriodChange, Rebillability, RefusalReason};
use pase_contract::rebills::RebillStatus;

use crate::kernel::mexico_city;
use crate::store::invoices::InvoiceRow;
use crate::store::rebills::Rebill;
use crate::use_cases::failure::{Failure, Outcome};

pub(crate) use self::correct::{Correction, correct, would_keep_receiver};
pub(crate) use self::idempotency::IdempotencyKey;
pub(crate) use self::reading::{get, list, receipt};
pub(crate) use self::register::{Request, register};

/// Whether an invoice can be re-billed now. Nothing else decides this: the list, the single invoice
/// and the registration of a trámite all ask here.
pub(crate) fn rebillability(
    (invoice, rebill): &InvoiceRow,
    policy: &CancellationPolicy,
    now: DateTime<Utc>,
) -> Rebillability {
    let today = mexico_city::day(now);
    let refused = |reason, rebill_id: Option<&RebillId>| Rebillability::Refused {
        reason,
        rebill_id: rebill_id.cloned(),
        tramite: rebill.as_ref().map(|rebill| reading::state(rebill, now)),
    };
    if let Some(rebill) = rebill {
        let reason = match rebill.status {
            RebillStatus::Issued => RefusalReason::AlreadyRebilled,
            RebillStatus::Rejected => RefusalReason::Rejected,
            _ => RefusalReason::InProgress,
        };
        return refused(reason, Some(&rebill.id));
    }
    if let Some(origin) = &invoice.origin_rebill_id {
        return refused(RefusalReason::Substitute, Some(origin));
    }
    if invoice.status != InvoiceStatus::Valid {
        return refused(RefusalReason::Cancelled, None);
    }
    if policy.is_past_last_date(invoice.issued_at.date(), today) {
        return refused(RefusalReason::PastLastDate, None);
    }
    let acceptor =
        policy.needs_acceptance(invoice.total).then(|| Acceptor { rfc: invoice.receiver_rfc.clone() });
    // The promised date decides, not today's: an invoice that is re-billed on the last day of a
    // month gets its corrected document in the next month.
    let cancelled_at = match acceptor {
        Some(_) => policy.acceptance_due_at(now, &mexico_city::ZONE),
        None => now,
    };
    let available_by = mexico_city::day(policy.available_by(cancelled_at, &mexico_city::ZONE));
    Rebillability::Allowed {
        acceptance: acceptor,
        period_change: period_change(invoice.issued_at.date(), available_by),
    }
}

/// How the period of a corrected document with this date would differ from the invoice's period.
/// The documents' own dates count, as they do for the SAT, not the month that the invoice bills.
fn period_change(issued_on: NaiveDate, corrected_on: NaiveDate) -> Option<PeriodChange> {
    if issued_on.year() != corrected_on.year() {
        Some(PeriodChange::Year)
    } else if issued_on.month() != corrected_on.month() {
        Some(PeriodChange::Month)
    } else {
        None
    }
}

/// The receiver of a trámite's corrected document.
fn receiver(rebill: &Rebill) -> Outcome<Receiver> {
    let draft = ReceiverDraft {
        rfc: rebill.to_rfc.to_string(),
        name: rebill.to_name.to_string(),
        postal_code: rebill.to_postal_code.to_string(),
        fiscal_regime: rebill.to_regime.to_string(),
        cfdi_use: rebill.to_use.to_string(),
    };
    Receiver::try_from(&draft).map_err(|_| Failure::Internal("the receiver of a trámite does not hold"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_changes_with_the_month_and_with_the_year_whatever_the_month() {
        let change =
            |issued_on: &str, on: &str| period_change(issued_on.parse().unwrap(), on.parse().unwrap());
        assert_eq!(change("2020-06-02", "2020-06-30"), None);
        assert_eq!(change("2020-05-31", "2020-06-01"), Some(PeriodChange::Month));
        assert_eq!(change("2019-12-31", "2020-01-01"), Some(PeriodChange::Year));
        assert_eq!(change("2019-06-02", "2020-06-02"), Some(PeriodChange::Year));
    }
}
