//! Trámites as the API sends them, with both their invoices, and the receipts of their
//! cancellations.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mx_fiscal::CancellationPolicy;
use pase_contract::invoices::{Party, TramiteState};
use pase_contract::rebills::{
    Acceptance, CancellationBlocker, Rebill, RebillStatus, RebilledInvoice, SatCfdiStatus, SatStatus, Step,
};
use pase_contract::{AccountId, InvoiceId, List, RebillId};

use crate::app::App;
use crate::domain::folio;
use crate::kernel::mexico_city;
use crate::store::documents as stored;
use crate::store::entities::{invoice, rebill, rebill_step, receipt};
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
pub(crate) async fn receipt(
    app: &App,
    account: &AccountId,
    id: &RebillId,
) -> Outcome<(invoice::Model, receipt::Model)> {
    let reader = app.store.reader();
    let rebill = store::of_account(reader, account, id).await?.ok_or(Failure::NOT_FOUND)?;
    let receipt = stored::receipt(reader, &rebill).await?.ok_or(Failure::NOT_FOUND)?;
    let original = store::original(reader, &rebill).await?.ok_or(NO_INVOICE)?;
    Ok((original, receipt))
}

const NO_INVOICE: Failure = Failure::Internal("a trámite has no invoice");

async fn to_contract(app: &App, rows: Vec<rebill::Model>) -> Outcome<Vec<Rebill>> {
    let reader = app.store.reader();
    let invoices = store::invoices(reader, &rows).await?;
    let urls = documents::verification_urls(app, &invoices).await?;
    let mut steps: HashMap<RebillId, Vec<rebill_step::Model>> = HashMap::new();
    for step in store::steps(reader, &rows).await? {
        steps.entry(step.rebill_id.0.clone()).or_default().push(step);
    }
    let now = app.clock.now();
    let rebills = rows.into_iter().map(|row| {
        let steps = steps.remove(&row.id.0).unwrap_or_default();
        let original = invoices.iter().find(|invoice| invoice.id == row.invoice_id).ok_or(NO_INVOICE)?;
        let its = |invoice: &&invoice::Model| invoice.origin_rebill_id.as_ref() == Some(&row.id);
        let corrected = invoices.iter().find(its).map(|invoice| rebilled(invoice, &urls)).transpose()?;
        Ok(rebill(row, rebilled(original, &urls)?, corrected, steps, &app.policy, now))
    });
    rebills.collect()
}

/// One of a trámite's invoices as the API sends it.
pub(super) fn rebilled(
    invoice: &invoice::Model,
    urls: &HashMap<InvoiceId, String>,
) -> Outcome<RebilledInvoice> {
    let verification_url = urls.get(&invoice.id.0).ok_or(Failure::Internal("an invoice has no document"))?;
    Ok(RebilledInvoice {
        id: invoice.id.0.clone(),
        tag_id: invoice.tag_id.0.clone(),
        folio: folio::displayed(&invoice.series, invoice.folio),
        uuid: invoice.uuid.0,
        issued_at: invoice.issued_at.0,
        total: invoice.total.0,
        verification_url: verification_url.clone(),
    })
}

/// The state of a trámite, for the row of its original invoice.
pub(super) fn state(row: &rebill::Model, now: DateTime<Utc>) -> TramiteState {
    TramiteState { status: row.status.0, overdue: overdue(row, now), acceptance: acceptance(row), as_of: now }
}

fn acceptance(row: &rebill::Model) -> Option<Acceptance> {
    let due_at = row.acceptance_due_at?.0;
    Some(Acceptance { rfc: row.from_rfc.0.clone(), due_at })
}

fn overdue(row: &rebill::Model, now: DateTime<Utc>) -> bool {
    row.status.0 == RebillStatus::AwaitingAcceptance && row.acceptance_due_at.is_some_and(|due| now > due.0)
}

/// When a trámite that waits for nobody is promised to be finished: one issuance window after its
/// registration, after the customer corrected the razón social, or after the cancellation. `None`
/// in every other status.
fn promised_by(
    row: &rebill::Model,
    steps: &[rebill_step::Model],
    policy: &CancellationPolicy,
) -> Option<DateTime<Utc>> {
    match row.status.0 {
        RebillStatus::Issuing => row.available_by.map(|by| by.0),
        RebillStatus::Registered | RebillStatus::Validating | RebillStatus::Cancelling => {
            let after_correction = steps
                .iter()
                .rev()
                .take_while(|step| step.step.0 != RebillStatus::NeedsCorrection)
                .last()
                .map_or(row.registered_at.0, |step| step.at.0);
            Some(policy.available_by(after_correction, &mexico_city::ZONE))
        }
        _ => None,
    }
}

/// What the SAT says that keeps it from cancelling the original, if anything.
fn hold(row: &rebill::Model) -> Option<CancellationBlocker> {
    match (row.status.0, row.sat_status?.0) {
        (RebillStatus::Cancelling, SatCfdiStatus::NotCancellable) => {
            Some(CancellationBlocker::NotCancellable)
        }
        (RebillStatus::Cancelling, SatCfdiStatus::NotFound) => Some(CancellationBlocker::NotFiled),
        _ => None,
    }
}

/// A trámite as the API sends it.
pub(super) fn rebill(
    row: rebill::Model,
    original: RebilledInvoice,
    corrected: Option<RebilledInvoice>,
    steps: Vec<rebill_step::Model>,
    policy: &CancellationPolicy,
    now: DateTime<Utc>,
) -> Rebill {
    let status = row.status.0;
    let (overdue, acceptance) = (overdue(&row, now), acceptance(&row));
    let (promised_by, hold) = (promised_by(&row, &steps, policy), hold(&row));
    let corrections = match status {
        RebillStatus::NeedsCorrection => row.corrections.0,
        _ => Vec::new(),
    };
    Rebill {
        id: row.id.0,
        original,
        status,
        overdue,
        acceptance,
        from: Party { rfc: row.from_rfc.0, name: row.from_name },
        to: Party { rfc: row.to_rfc.0, name: row.to_name.0.to_string() },
        registered_at: row.registered_at.0,
        available_by: row.available_by.map(|by| by.0),
        promised_by,
        corrected,
        has_receipt: row.receipt_received_at.is_some(),
        sat: row
            .sat_status
            .zip(row.sat_asked_at)
            .map(|(status, at)| SatStatus { status: status.0, asked_at: at.0 }),
        hold,
        fiscal_profile_id: row.fiscal_profile_id.map(|id| id.0),
        corrections,
        steps: steps.into_iter().map(|step| Step { step: step.step.0, at: step.at.0 }).collect(),
        as_of: now,
    }
}
