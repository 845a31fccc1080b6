//! The sandbox's clock, its buzón tributario and its reset. None of them exists without
//! `--sandbox`.

use serde_json::{Value, json};

use crate::support::{Backend, Client, text};

/// Re-bills the invoice of $1,093.40 and waits until the trámite waits for the buzón.
fn awaiting(customer: &Client) -> (Value, Value) {
    let invoice = customer.invoice_of("1093.40");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let rebill = customer.rebill(&text(&invoice["id"]), "k1", &body).json();
    let rebill = customer.until(&text(&rebill["id"]), "awaiting_acceptance");
    (invoice, rebill)
}

fn decide(customer: &Client, invoice: &Value, decision: &str) -> u16 {
    let path = format!("/sandbox/buzon/{}", text(&invoice["uuid"]));
    customer.post_at(&path, &json!({ "decision": decision })).status
}

#[test]
fn without_the_flag_none_of_it_exists() {
    let backend = Backend::start(false);
    let visitor = backend.visitor();
    for path in ["/sandbox/clock", "/sandbox/buzon", "/sandbox/buzon.css", "/sandbox/pac"] {
        assert_eq!(visitor.get_at(path).problem(), (404, "not_found".to_owned()), "{path}");
    }
    for path in [
        "/sandbox/clock",
        "/sandbox/reset",
        "/sandbox/pac",
        "/sandbox/buzon/5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60",
    ] {
        assert_eq!(visitor.post_at(path, &json!({})).problem(), (404, "not_found".to_owned()), "{path}");
    }
    let mut visitor = visitor;
    let nobody = visitor.log_in("demo@pase.example", crate::support::PASSWORD);
    assert_eq!(nobody.status, 401, "and there are no demo customers");
    assert!(!nobody.header("strict-transport-security").is_empty());
}

#[test]
fn the_clock_starts_in_june_2020_moves_on_and_never_goes_back() {
    let mut backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let now = |client: &Client| text(&client.get_at("/sandbox/clock").json()["now"]);
    assert!(now(&customer).starts_with("2020-06-03T15:0"), "{}", now(&customer));
    let moved = customer.post_at("/sandbox/clock", &json!({ "advance": "PT25H" }));
    assert_eq!(moved.status, 200);
    let before = now(&customer);
    assert!(before.starts_with("2020-06-04T16:0"), "{before}");
    backend.kill_and_restart();
    assert!(now(&customer) >= before);
    let wrong = customer.post_at("/sandbox/clock", &json!({ "advance": "-PT1H" }));
    assert_eq!(wrong.status, 422, "it cannot be turned back");
}

#[test]
fn who_accepts_late_still_gets_the_corrected_document() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (invoice, rebill) = awaiting(&customer);
    assert_eq!(rebill["acceptance"]["rfc"], "ISD950921HE5", "the present receiver accepts, not the new one");
    assert!(text(&rebill["acceptance"]["due_at"]).starts_with("2020-06-04T15:0"));
    assert_eq!((&rebill["overdue"], &rebill["available_by"]), (&json!(false), &Value::Null));
    customer.post_at("/sandbox/clock", &json!({ "advance": "PT24H1M" }));
    let late = customer.get(&format!("/rebills/{}", text(&rebill["id"]))).json();
    assert_eq!((&late["status"], &late["overdue"]), (&json!("awaiting_acceptance"), &json!(true)));
    assert_eq!(decide(&customer, &invoice, "accept"), 204);
    let issued = customer.until(&text(&rebill["id"]), "issued");
    assert!(issued["available_by"].is_string());
    assert_eq!(decide(&customer, &invoice, "reject"), 409, "what is decided is decided");
}

#[test]
fn a_rejection_ends_the_tramite_and_leaves_the_invoice_valid() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (invoice, rebill) = awaiting(&customer);
    assert_eq!(decide(&customer, &invoice, "reject"), 204);
    customer.until(&text(&rebill["id"]), "rejected");
    let shown = customer.get(&format!("/invoices/{}", text(&invoice["id"]))).json();
    assert_eq!(shown["status"], "valid");
    assert_eq!(shown["rebill"]["refused"]["reason"], "rejected");
}

#[test]
fn three_business_days_of_silence_accept() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (_, rebill) = awaiting(&customer);
    // Today is Wednesday; the three business days are Thursday, Friday and Monday.
    customer.post_at("/sandbox/clock", &json!({ "advance": "P7D" }));
    customer.until(&text(&rebill["id"]), "issued");
}

#[test]
fn a_receiver_whom_the_pac_refuses_is_told_before_anything_is_cancelled() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let refusal = json!({ "refuse_receiver": { "field": "name", "code": "CFDI40145" } });
    assert_eq!(customer.post_at("/sandbox/pac", &refusal).status, 204);
    let invoice = customer.invoice_of("743.00");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let rebill = customer.rebill(&text(&invoice["id"]), "k1", &body).json();
    let rebill = customer.until(&text(&rebill["id"]), "needs_correction");
    assert_eq!(rebill["corrections"], json!([{ "field": "name", "code": "CFDI40145" }]));
    let shown = customer.get(&format!("/invoices/{}", text(&invoice["id"]))).json();
    assert_eq!(shown["status"], "valid");
}

#[test]
fn only_a_field_of_a_receiver_can_be_refused() {
    let backend = Backend::sandbox();
    let refusal = json!({ "refuse_receiver": { "field": "address", "code": "CFDI40145" } });
    let answer = backend.visitor().post_at("/sandbox/pac", &refusal);
    assert_eq!(answer.field_errors(), [("refuse_receiver.field".to_owned(), "unknown".to_owned())]);
}

#[test]
fn a_reset_brings_the_first_day_back() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    awaiting(&customer);
    customer.post_at("/sandbox/clock", &json!({ "advance": "P1D" }));
    assert_eq!(customer.post_at("/sandbox/reset", &json!({})).status, 204);
    assert_eq!(customer.get("/tags").status, 401, "sessions are gone, too");
    let customer = backend.customer("demo");
    assert!(customer.invoice_of("1093.40")["rebill"].get("allowed").is_some());
    let now = text(&customer.get_at("/sandbox/clock").json()["now"]);
    assert!(now.starts_with("2020-06-03T15:0"), "{now}");
    assert!(!customer.get_at("/sandbox/buzon").body.contains("1,093.40"), "and the buzón is empty");
}

#[test]
fn the_buzons_page_accepts_by_a_plain_form() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (invoice, rebill) = awaiting(&customer);
    let uuid = text(&invoice["uuid"]);
    let page = customer.get_at("/sandbox/buzon").body;
    assert!(page.contains(&format!("action=\"/sandbox/buzon/{uuid}\"")), "{page}");
    let headers = [("origin", backend.url.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let path = format!("/sandbox/buzon/{uuid}");
    let answer = customer.send("POST", &path, &headers, Some("decision=accept")).unwrap();
    assert_eq!((answer.status, answer.header("location")), (303, "/sandbox/buzon"));
    customer.until(&text(&rebill["id"]), "issued");
}
