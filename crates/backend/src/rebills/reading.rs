//! Trámites as they are sent, with both their invoices, and the receipts of their cancellations.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use pase_contract::invoices::Party;
use pase_contract::rebills::{Acceptance, Rebill, RebillStatus, RebilledInvoice, SatStatus, Step};
use pase_contract::{AccountId, InvoiceId, List, RebillId};

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::list_query::{ListQuery, listed};
use crate::store::documents as stored;
use crate::store::entities::{invoice, rebill, rebill_step, receipt};
use crate::store::keyset::Page;
use crate::store::rebills as store;
use crate::{documents, invoices};

/// The list's one order.
const NEWEST_FIRST: &str = "-registered_at";

/// A page of an account's trámites, the newest first.
pub(crate) async fn list(app: &App, account: &AccountId, mut query: ListQuery) -> Outcome<List<Rebill>> {
    let page = query.page(NEWEST_FIRST.to_owned(), true);
    query.check()?;
    let Page { rows, total, offset, next, previous } = store::page(app.store.reader(), account, page).await?;
    let rows = shown(app, rows).await?;
    Ok(listed(Page { rows, total, offset, next, previous }, |rebill| rebill))
}

/// A trámite as it stands.
pub(crate) async fn get(app: &App, account: &AccountId, id: &RebillId) -> Outcome<Rebill> {
    let rebill = store::of_account(app.store.reader(), account, id).await?.ok_or(Failure::NOT_FOUND)?;
    shown(app, vec![rebill]).await?.pop().ok_or(Failure::NOT_FOUND)
}

/// The receipt of a trámite's cancellation, with the invoice that was cancelled.
///
/// # Errors
/// `not_found` when the trámite is not this account's, or has no receipt yet.
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

const NO_INVOICE: Failure = Failure::Broken("a trámite has no invoice");

async fn shown(app: &App, rows: Vec<rebill::Model>) -> Outcome<Vec<Rebill>> {
    let reader = app.store.reader();
    let invoices = store::invoices(reader, &rows).await?;
    let urls = documents::verification_urls(app, &invoices).await?;
    let mut steps: HashMap<RebillId, Vec<rebill_step::Model>> = HashMap::new();
    for step in store::steps(reader, &rows).await? {
        steps.entry(step.rebill_id.0.clone()).or_default().push(step);
    }
    let now = app.clock.now();
    let shown = rows.into_iter().map(|row| {
        let steps = steps.remove(&row.id.0).unwrap_or_default();
        let original = invoices.iter().find(|invoice| invoice.id == row.invoice_id).ok_or(NO_INVOICE)?;
        let its = |invoice: &&invoice::Model| invoice.origin_rebill_id.as_ref() == Some(&row.id);
        let corrected = invoices.iter().find(its).map(|invoice| rebilled(invoice, &urls)).transpose()?;
        Ok(rebill(row, rebilled(original, &urls)?, corrected, steps, now))
    });
    shown.collect()
}

/// One of a trámite's invoices as it is sent.
pub(super) fn rebilled(
    invoice: &invoice::Model,
    urls: &HashMap<InvoiceId, String>,
) -> Outcome<RebilledInvoice> {
    let verification_url = urls.get(&invoice.id.0).ok_or(Failure::Broken("an invoice has no document"))?;
    Ok(RebilledInvoice {
        id: invoice.id.0.clone(),
        tag_id: invoice.tag_id.0.clone(),
        folio: invoices::folio(&invoice.series, invoice.folio),
        uuid: invoice.uuid.0,
        issued_at: invoice.issued_at.0,
        total: invoice.total.0,
        verification_url: verification_url.clone(),
    })
}

/// A trámite as it is sent.
pub(super) fn rebill(
    row: rebill::Model,
    original: RebilledInvoice,
    corrected: Option<RebilledInvoice>,
    steps: Vec<rebill_step::Model>,
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
        original,
        status,
        overdue: status == RebillStatus::AwaitingAcceptance && due_at.is_some_and(|due| now > due),
        acceptance: due_at.map(|due_at| Acceptance { rfc: row.from_rfc.0.clone(), due_at }),
        from: Party { rfc: row.from_rfc.0, name: row.from_name },
        to: Party { rfc: row.to_rfc.0, name: row.to_name.0.to_string() },
        registered_at: row.registered_at.0,
        available_by: row.available_by.map(|by| by.0),
        corrected,
        has_receipt: row.receipt_received_at.is_some(),
        sat: row
            .sat_status
            .zip(row.sat_asked_at)
            .map(|(status, at)| SatStatus { status: status.0, asked_at: at.0 }),
        fiscal_profile_id: row.fiscal_profile_id.map(|id| id.0),
        corrections,
        steps: steps.into_iter().map(|step| Step { step: step.step.0, at: step.at.0 }).collect(),
        as_of: now,
    }
}
