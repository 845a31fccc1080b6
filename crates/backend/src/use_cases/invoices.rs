//! Invoices: pages of the table, and single invoices. `search` reads the filter's text.

use chrono::{DateTime, Utc};
use mx_fiscal::CancellationPolicy;
use pase_contract::invoices::{Invoice, InvoiceConcept, InvoiceSort, InvoiceSortKey, Party};
use pase_contract::{AccountId, InvoiceId, List, TagId};

use crate::app::App;
use crate::domain::{folio, invoice_search};
use crate::store::invoices::{self as store, InvoiceFilter, InvoiceRow};
use crate::use_cases::failure::{Failure, Outcome};
use crate::use_cases::list_query::{ListQuery, to_list};
use crate::use_cases::rebills;
use crate::use_cases::tags;

/// The longest filter text, in characters. No RFC, name, folio or month is longer.
const MAX_FILTER_CHARACTERS: usize = 300;

/// A page of a tag's invoices.
pub(crate) async fn list(
    app: &App,
    account: &AccountId,
    tag: &TagId,
    mut query: ListQuery,
) -> Outcome<List<Invoice>> {
    let (from, to) = query.days();
    let sort = query.value::<InvoiceSort>("sort").unwrap_or_default();
    let text = query.text("q").unwrap_or_default();
    let terms = invoice_search::terms(text);
    if text.chars().count() > MAX_FILTER_CHARACTERS {
        query.refuse("q", "too_long", "a filter has at most 300 characters");
    }
    let page = query.page(sort.to_string(), sort.key == InvoiceSortKey::Total);
    query.check()?;
    tags::check_owner(app, account, tag).await?;
    let filter = InvoiceFilter { terms, from, to, sort };
    let page = store::page(app.store.reader(), tag, &filter, page).await?;
    let now = app.clock.now();
    Ok(to_list(page, |row| invoice(row, &app.policy, now)))
}

/// An invoice of the account.
pub(crate) async fn get(app: &App, account: &AccountId, id: &InvoiceId) -> Outcome<Invoice> {
    let row = store::find(app.store.reader(), account, id).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(invoice(row, &app.policy, app.clock.now()))
}

fn invoice(row: InvoiceRow, policy: &CancellationPolicy, now: DateTime<Utc>) -> Invoice {
    let rebill = rebills::rebillability(&row, policy, now);
    let (stored, its_rebill) = row;
    Invoice {
        folio: folio::displayed(&stored.series, stored.folio),
        id: stored.id,
        tag_id: stored.tag_id,
        concept: InvoiceConcept::Invoice,
        uuid: stored.uuid,
        receiver: Party { rfc: stored.receiver_rfc, name: stored.receiver_name },
        issued_at: stored.issued_at,
        period: stored.period,
        total: stored.total,
        status: stored.status,
        rebill,
        rebill_id: stored.origin_rebill_id.or(its_rebill.map(|rebill| rebill.id)),
    }
}
