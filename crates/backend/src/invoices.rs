//! Invoices: the table and its rows.

use chrono::{DateTime, Utc};
use mx_fiscal::{CancellationPolicy, Period};
use pase_contract::invoices::{Invoice, InvoiceConcept, InvoiceSort, InvoiceSortKey, Party};
use pase_contract::{AccountId, InvoiceId, List, TagId};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::list_query::{ListQuery, listed};
use crate::store::invoices::{self as store, InvoiceFilter, InvoiceRow};
use crate::{rebills, tags};

/// No RFC, name, folio or month is longer.
const LONGEST_FILTER: usize = 300;

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
    let words = normalised(text).split_whitespace().map(str::to_owned).collect();
    if text.chars().count() > LONGEST_FILTER {
        query.refuse("q", "too_long", "a filter has at most 300 characters");
    }
    let page = query.page(sort.to_string(), sort.key == InvoiceSortKey::Total);
    query.check()?;
    tags::check_owner(app, account, tag).await?;
    let filter = InvoiceFilter { words, from, to, sort };
    let page = store::page(app.store.reader(), tag, &filter, page).await?;
    let now = app.clock.now();
    Ok(listed(page, |row| invoice(row, &app.policy, now)))
}

/// One invoice.
pub(crate) async fn get(app: &App, account: &AccountId, id: &InvoiceId) -> Outcome<Invoice> {
    let row = store::find(app.store.reader(), account, id).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(invoice(row, &app.policy, app.clock.now()))
}

fn invoice(row: InvoiceRow, policy: &CancellationPolicy, now: DateTime<Utc>) -> Invoice {
    let rebill = rebills::rebillability(&row, policy, now);
    let (row, its_rebill) = row;
    Invoice {
        folio: folio(&row.series, row.folio),
        id: row.id.0,
        tag_id: row.tag_id.0,
        concept: InvoiceConcept::Invoice,
        uuid: row.uuid.0,
        receiver: Party { rfc: row.receiver_rfc.0, name: row.receiver_name },
        issued_at: row.issued_at.0,
        period: row.period.0,
        total: row.total.0,
        status: row.status.0,
        rebill,
        rebill_id: row.origin_rebill_id.map(|id| id.0).or(its_rebill.map(|rebill| rebill.id.0)),
    }
}

/// Series and folio as customers read them.
pub(crate) fn folio(series: &str, folio: i64) -> String {
    format!("{series}-{folio}")
}

/// Series and folio as text whose order is theirs.
pub(crate) fn folio_sort(series: &str, folio: i64) -> String {
    format!("{series}-{folio:019}")
}

/// What an invoice is found by: RFC, name, folio and month, as a number and as people say it.
pub(crate) fn search_text(rfc: &str, name: &str, folio: &str, period: Period) -> String {
    normalised(&format!("{rfc} {name} {folio} {period} {} {}", period.month_name(), period.year()))
}

/// Text without case and accents, so that *MÉXICO*, *mexico* and *Mexico* are one word, and so are *Núñez* and *NUNEZ*.
fn normalised(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_has_neither_case_nor_accents() {
        assert_eq!(normalised("Electrónicos ÑANDÚ"), "electronicos nandu");
        let text = search_text("IAÑL750210963", "LUIS IAN ÑUZCO", "O-52375239", "2020-05".parse().unwrap());
        assert_eq!(text, "ianl750210963 luis ian nuzco o-52375239 2020-05 mayo 2020");
    }

    #[test]
    fn folios_sort_as_numbers() {
        assert!(folio_sort("O", 999) < folio_sort("O", 1000));
    }
}
