//! Trámites as the API sends them, with both their invoices, and the receipts of their
//! cancellations.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mx_fiscal::CancellationPolicy;
use pase_contract::invoices::{Party, TramiteState};
use pase_contract::rebills::{
    Acceptance, CancellationBlocker, Rebill, RebillStatus, RebilledInvoice, SatCfdiStatus, Step,
};
use pase_contract::{AccountId, InvoiceId, List, RebillId};

use crate::app::App;
use crate::domain::folio;
use crate::kernel::mexico_city;
use crate::store::documents::{self as stored, Receipt};
use crate::store::invoices::{self, Invoice};
use crate::store::keyset::Page;
use crate::store::rebills as store;
use crate::use_cases::documents;
use crate::use_cases::failure::{Failure, Outcome};
use crate::use_cases::list_query::{ListQuery, to_list};

/// The order of all trámites.
const NEWEST_FIRST: &str = "-registered_at";
/// The order of those that wait for the customer.
const SOONEST_FIRST: &str = "due_at";

/// A page of an account's trámites, newest first. With `needs_action` it contains only those that
/// wait for the customer, soonest deadline first.
pub(crate) async fn list(app: &App, account: &AccountId, mut query: ListQuery) -> Outcome<List<Rebill>> {
    let needs_action = query.value::<bool>("needs_action").unwrap_or_default();
    let order = if needs_action { SOONEST_FIRST } else { NEWEST_FIRST };
    let page = query.page(order.to_owned(), true);
    query.check()?;
    let reader = app.store.reader();
    let page = if needs_action {
        store::page_of_action(reader, account, page).await?
    } else {
        store::page(reader, account, page).await?
    };
    let Page { rows, total, offset, next, previous } = page;
    let rows = to_contract(app, rows).await?;
    Ok(to_list(Page { rows, total, offset, next, previous }, |rebill| rebill))
}

/// A trámite of the account, in its present state.
pub(crate) async fn get(app: &App, account: &AccountId, id: &RebillId) -> Outcome<Rebill> {
    let rebill = store::of_account(app.store.reader(), account, id).await?.ok_or(Failure::NOT_FOUND)?;
    to_contract(app, vec![rebill]).await?.pop().ok_or(Failure::NOT_FOUND)
}

/// The receipt of a trámite's cancellation, with the invoice that was cancelled.
///
/// # Errors
/// `not_found` if the trámite is not this account's, or has no receipt yet.
pub(crate) async fn receipt(app: &App, account: &AccountId, id: &RebillId) -> Outcome<(Invoice, Receipt)> {
    let reader = app.store.reader();
    let rebill = store::of_account(reader, account, id).await?.ok_or(Failure::NOT_FOUND)?;
    let receipt = stored::receipt(reader, &rebill.id).await?.ok_or(Failure::NOT_FOUND)?;
    let original = invoices::original_of(reader, &rebill).await?.ok_or(NO_INVOICE)?;
    Ok((original, receipt))
}

const NO_INVOICE: Failure = Failure::Internal("a trámite has no invoice");

async fn to_contract(app: &App, stored: Vec<store::Rebill>) -> Outcome<Vec<Rebill>> {
    let reader = app.store.reader();
    let invoices = invoices::of_rebills(reader, &stored).await?;
    let urls = documents::verification_urls(app, &invoices).await?;
    let mut steps = store::steps(reader, &stored).await?;
    let now = app.clock.now();
    let rebills = stored.into_iter().map(|stored| {
        let steps = steps.remove(&stored.id).unwrap_or_default();
        let original = invoices.iter().find(|invoice| invoice.id == stored.invoice_id).ok_or(NO_INVOICE)?;
        let its = |invoice: &&Invoice| invoice.origin_rebill_id.as_ref() == Some(&stored.id);
        let corrected = invoices.iter().find(its).map(|invoice| rebilled(invoice, &urls)).transpose()?;
        Ok(rebill(stored, rebilled(original, &urls)?, corrected, steps, &app.policy, now))
    });
    rebills.collect()
}

/// One of a trámite's invoices as the API sends it.
pub(super) fn rebilled(invoice: &Invoice, urls: &HashMap<InvoiceId, String>) -> Outcome<RebilledInvoice> {
    let verification_url = urls.get(&invoice.id).ok_or(Failure::Internal("an invoice has no document"))?;
    Ok(RebilledInvoice {
        id: invoice.id.clone(),
        tag_id: invoice.tag_id.clone(),
        folio: folio::displayed(&invoice.series, invoice.folio),
        uuid: invoice.uuid,
        issued_at: invoice.issued_at,
        total: invoice.total,
        verification_url: verification_url.clone(),
    })
}

/// The state of a trámite, for the row of its original invoice.
pub(super) fn state(stored: &store::Rebill, now: DateTime<Utc>) -> TramiteState {
    TramiteState {
        status: stored.status,
        overdue: overdue(stored, now),
        acceptance: acceptance(stored),
        as_of: now,
    }
}

fn acceptance(stored: &store::Rebill) -> Option<Acceptance> {
    let due_at = stored.acceptance_due_at?;
    Some(Acceptance { rfc: stored.from_rfc.clone(), due_at })
}

fn overdue(stored: &store::Rebill, now: DateTime<Utc>) -> bool {
    stored.status == RebillStatus::AwaitingAcceptance && stored.acceptance_due_at.is_some_and(|due| now > due)
}

/// When a trámite that waits for nobody is promised to be finished: one issuance window after its
/// registration, after the customer corrected the razón social, or after the cancellation. `None`
/// in every other status.
fn promised_by(stored: &store::Rebill, steps: &[Step], policy: &CancellationPolicy) -> Option<DateTime<Utc>> {
    match stored.status {
        RebillStatus::Issuing => stored.available_by,
        RebillStatus::Registered | RebillStatus::Validating | RebillStatus::Cancelling => {
            let after_correction = steps
                .iter()
                .rev()
                .take_while(|step| step.step != RebillStatus::NeedsCorrection)
                .last()
                .map_or(stored.registered_at, |step| step.at);
            Some(policy.available_by(after_correction, &mexico_city::ZONE))
        }
        _ => None,
    }
}

/// What the SAT says that keeps it from cancelling the original, if anything.
fn cancellation_blocker(stored: &store::Rebill) -> Option<CancellationBlocker> {
    match (stored.status, stored.sat?.status) {
        (RebillStatus::Cancelling, SatCfdiStatus::NotCancellable) => {
            Some(CancellationBlocker::NotCancellable)
        }
        (RebillStatus::Cancelling, SatCfdiStatus::NotFound) => Some(CancellationBlocker::NotFiled),
        _ => None,
    }
}

/// A trámite as the API sends it.
pub(super) fn rebill(
    stored: store::Rebill,
    original: RebilledInvoice,
    corrected: Option<RebilledInvoice>,
    steps: Vec<Step>,
    policy: &CancellationPolicy,
    now: DateTime<Utc>,
) -> Rebill {
    let (overdue, acceptance) = (overdue(&stored, now), acceptance(&stored));
    let (promised_by, hold) = (promised_by(&stored, &steps, policy), cancellation_blocker(&stored));
    let corrections = match stored.status {
        RebillStatus::NeedsCorrection => stored.corrections,
        _ => Vec::new(),
    };
    Rebill {
        id: stored.id,
        original,
        status: stored.status,
        overdue,
        acceptance,
        from: Party { rfc: stored.from_rfc, name: stored.from_name },
        to: Party { rfc: stored.to_rfc, name: stored.to_name.to_string() },
        registered_at: stored.registered_at,
        available_by: stored.available_by,
        promised_by,
        corrected,
        has_receipt: stored.receipt_received_at.is_some(),
        sat: stored.sat,
        hold,
        fiscal_profile_id: stored.fiscal_profile_id,
        corrections,
        steps,
        as_of: now,
    }
}
