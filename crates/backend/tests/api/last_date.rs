//! The last date for a cancellation, if the backend is configured to enforce one.

use serde_json::json;

use crate::support::{Backend, text};

#[test]
fn an_invoice_of_2020_is_rebilled_until_the_31st_of_march_2021() {
    let backend = Backend::start_with(&["--sandbox", "--last-date", "moral"]);
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("1093.40");
    let path = format!("/invoices/{}", text(&invoice["id"]));
    // From 3 June 2020 to 31 March 2021.
    assert_eq!(customer.post_at("/sandbox/clock", &json!({ "advance": "P301D" })).status, 200);
    let last_day = customer.get(&path).json();
    assert!(last_day["rebill"].get("allowed").is_some(), "{}", last_day["rebill"]);

    customer.post_at("/sandbox/clock", &json!({ "advance": "P1D" }));
    let late = customer.get(&path).json();
    assert_eq!(late["rebill"]["refused"]["reason"], "past_last_date");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let refusal = customer.rebill(&text(&invoice["id"]), "k1", &body).problem();
    assert_eq!(refusal.1, "not_rebillable");
}

#[test]
fn without_the_setting_no_invoice_has_a_last_date() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    customer.post_at("/sandbox/clock", &json!({ "advance": "P3650D" }));
    assert!(customer.invoice_of("1093.40")["rebill"].get("allowed").is_some());
}
