//! Lists return every row once and in order, over all pages.

use std::collections::HashSet;

use serde_json::Value;

use crate::support::{Backend, Client, text};

/// Follows a list's cursors in one direction to its end. Returns all rows and the cursor of the
/// last page.
fn walk(
    customer: &Client,
    path: &str,
    direction: &str,
    from: Option<String>,
) -> (Vec<Value>, Option<String>) {
    let (mut rows, mut cursor, mut last) = (Vec::new(), from, None);
    loop {
        let page = match &cursor {
            Some(cursor) => customer.get(&format!("{path}&cursor={cursor}")),
            None => customer.get(path),
        };
        assert_eq!(page.status, 200, "{}", page.body);
        let page = page.json();
        if direction == "next_cursor" {
            assert_eq!(page["offset"], rows.len(), "{path}");
            rows.extend(page["items"].as_array().unwrap().clone());
        } else {
            rows.splice(0..0, page["items"].as_array().unwrap().clone());
        }
        match page[direction].as_str() {
            Some(next) => {
                last.clone_from(&cursor);
                cursor = Some(next.to_owned());
            }
            None => return (rows, cursor.or(last)),
        }
    }
}

#[test]
fn in_every_order_each_of_three_thousand_invoices_comes_once_there_and_back() {
    let backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let tag = customer.first_tag();
    for (sort, key) in [
        ("issued_at", "issued_at"),
        ("-issued_at", "issued_at"),
        ("total", "total"),
        ("-total", "total"),
        ("folio", "folio"),
        ("-folio", "folio"),
    ] {
        let path = format!("/tags/{tag}/invoices?limit=100&sort={sort}");
        let (rows, last) = walk(&customer, &path, "next_cursor", None);
        let ids: Vec<_> = rows.iter().map(|row| text(&row["id"])).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 3000, "{sort}");
        assert_eq!(rows.len(), 3000);
        let rank = |row: &Value| {
            let value = text(&row[key]);
            // Amounts and folios are compared as numbers.
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            if key == "issued_at" { value } else { format!("{digits:0>20}") }
        };
        for pair in rows.windows(2) {
            let (earlier, later) = (rank(&pair[0]), rank(&pair[1]));
            let right = if sort.starts_with('-') { earlier >= later } else { earlier <= later };
            assert!(right, "{sort}: {earlier} before {later}");
        }
        let (back, _) = walk(&customer, &path, "previous_cursor", last);
        assert_eq!(back.iter().map(|row| text(&row["id"])).collect::<Vec<_>>(), ids, "{sort} backwards");
    }
}

#[test]
fn the_filter_finds_by_rfc_name_folio_and_period_without_case_or_accents() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let tag = customer.first_tag();
    let folio = text(&customer.invoice_of("743.00")["folio"]);
    let found = |q: &str| {
        let q = pase_contract::encode_query_value(q);
        customer.get(&format!("/tags/{tag}/invoices?q={q}")).json()["total"].as_u64().unwrap()
    };
    for (q, total) in [
        ("isd950921he5", 2),
        ("servicios electronicos", 2),
        ("ELECTRÓNICOS pase", 2),
        ("mayo 2020", 1),
        ("2020-06", 1),
        ("junio", 1),
        (&folio, 1),
        ("pase junio", 1),
        ("pase julio", 0),
        ("%", 0),
        ("_", 0),
        ("'; DROP TABLE invoice; --", 0),
    ] {
        assert_eq!(found(q), total, "{q}");
    }
}

#[test]
fn the_dates_are_inclusive_local_days() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let tag = customer.first_tag();
    let found = |query: &str| {
        customer.get(&format!("/tags/{tag}/invoices?{query}")).json()["total"].as_u64().unwrap()
    };
    assert_eq!(found("from=2020-05-27&to=2020-06-02"), 2);
    assert_eq!(found("from=2020-05-28"), 1);
    assert_eq!(found("to=2020-06-01"), 1);
    assert_eq!(found("from=2020-06-02&to=2020-06-02"), 1);
}

#[test]
fn what_cannot_be_asked_is_told_field_by_field() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let tag = customer.first_tag();
    let wrong = |query: &str| {
        let answer = customer.get(&format!("/tags/{tag}/invoices?{query}"));
        assert_eq!(answer.problem(), (422, "invalid_input".to_owned()), "{query}");
        answer.field_errors().into_iter().map(|(field, _)| field).collect::<Vec<_>>()
    };
    assert_eq!(wrong("limit=0"), ["limit"]);
    assert_eq!(wrong("limit=101"), ["limit"]);
    assert_eq!(wrong("limit=veinte"), ["limit"]);
    assert_eq!(wrong("cursor=%00"), ["cursor"]);
    assert_eq!(wrong("from=2020-06-02&to=2020-06-01"), ["to"]);
    let first_page = customer.get(&format!("/tags/{tag}/invoices?limit=1&sort=total")).json();
    let cursor = text(&first_page["next_cursor"]);
    assert_eq!(wrong(&format!("sort=-total&cursor={cursor}")), ["cursor"], "a cursor of another order");
    assert_eq!(wrong(&format!("sort=folio&cursor={cursor}")), ["cursor"]);
    assert_eq!(wrong("sort=rfc&from=ayer&to=2020-02-30").len(), 3);
}
