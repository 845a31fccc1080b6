//! What a trámite does, and what its customer sees, while the PAC or the SAT has problems.

use serde_json::{Value, json};

use crate::mail;
use crate::support::{Backend, Client, text, until};

fn register(customer: &Client, invoice: &Value) -> String {
    let id = text(&invoice["id"]);
    let body = json!({ "fiscal_profile_id": customer.another_profile(invoice) });
    text(&customer.rebill(&id, &id, &body).json()["id"])
}

fn set_faults(customer: &Client, whom: &str, what: &Value) {
    let answer = customer.post_at(&format!("/sandbox/{whom}"), what);
    assert_eq!(answer.status, 204, "{}", answer.body);
}

fn rebill(customer: &Client, id: &str) -> Value {
    customer.get(&format!("/rebills/{id}")).json()
}

/// Waits until the SAT has been asked and has given this answer.
fn until_the_sat_says(customer: &Client, id: &str, status: &str) -> Value {
    until(&format!("the SAT says {status}"), || {
        let rebill = rebill(customer, id);
        (rebill["sat"]["status"] == status).then_some(rebill)
    })
}

#[test]
fn each_of_the_sats_words_reaches_the_customer_and_only_cancelled_goes_on() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    set_faults(&customer, "sat", &json!({ "status": { "does": "say", "status": "not_found" } }));
    let id = register(&customer, &customer.invoice_of("743.00"));
    for status in
        ["not_found", "not_cancellable", "cancellable_without_acceptance", "cancellable_with_acceptance"]
    {
        set_faults(&customer, "sat", &json!({ "status": { "does": "say", "status": status } }));
        let waits = until_the_sat_says(&customer, &id, status);
        assert_eq!(waits["status"], "cancelling", "{status}");
        let hold = match status {
            "not_found" => json!("not_filed"),
            "not_cancellable" => json!("not_cancellable"),
            _ => Value::Null,
        };
        assert_eq!(waits["hold"], hold, "{status}");
        assert!(text(&waits["sat"]["asked_at"]).starts_with("2020-06-03T15:"), "on the product's clock");
    }
    set_faults(&customer, "sat", &json!({ "status": { "does": "say", "status": "who_knows" } }));
    set_faults(&customer, "sat", &json!({ "status": { "does": "say", "status": "in_process" } }));
    let asked = customer.until(&id, "awaiting_acceptance");
    assert_eq!(asked["acceptance"]["rfc"], "ISD950921HE5", "what the SAT asks overrules our threshold");
    set_faults(&customer, "sat", &json!({ "status": null }));
    let issued = customer.until(&id, "issued");
    assert_eq!(issued["hold"], Value::Null);
    assert_eq!(issued["sat"]["status"], "cancelled_without_acceptance");
    let asked = customer.get_at("/sandbox/sat").json()["cancellations"][0]["asked"].clone();
    assert_eq!(asked, 1, "the SAT had the request all along");
}

#[test]
fn words_that_nobody_knows_are_logged_and_asked_again() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    set_faults(&customer, "sat", &json!({ "status": { "does": "say", "status": "who_knows" } }));
    let id = register(&customer, &customer.invoice_of("743.00"));
    until("a line in the log", || backend.logged().contains("the SAT's words are not known").then_some(()));
    assert_eq!(rebill(&customer, &id)["sat"], Value::Null);
    set_faults(&customer, "sat", &json!({ "status": null }));
    customer.until(&id, "issued");
}

#[test]
fn a_cancellation_whose_answer_was_lost_is_asked_again_only_if_the_sat_shows_none() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    set_faults(&customer, "pac", &json!({ "cancel": { "does": "lose_answer", "times": 1 } }));
    // The SAT is asked twice: before the request and after it. Its second answer is out of date,
    // because it has the request but does not show it yet.
    let lags = json!({ "does": "say", "status": "cancellable_with_acceptance", "times": 2 });
    set_faults(&customer, "sat", &json!({ "status": lags }));
    let invoice = customer.invoice_of("1093.40");
    let id = register(&customer, &invoice);
    customer.until(&id, "awaiting_acceptance");
    let cancellations = customer.get_at("/sandbox/sat").json()["cancellations"].clone();
    assert_eq!(cancellations.as_array().unwrap().len(), 1);
    assert_eq!(cancellations[0]["asked"], 2, "asked twice, requested once");
}

#[test]
fn the_time_for_accepting_begins_when_the_sat_has_the_request() {
    let backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let from = |invoice: &Value| text(&invoice["total"]).parse::<f64>().unwrap() >= 1000.0;
    let invoices: Vec<_> = customer.rebillable(100).into_iter().filter(from).take(2).collect();
    set_faults(&customer, "pac", &json!({ "cancel": { "does": "down" } }));
    let late: Vec<_> = invoices.iter().map(|invoice| register(&customer, invoice)).collect();
    let tries = || backend.logged().matches("it was told to be down").count();
    until("a try for each", || (tries() >= 2).then_some(()));
    assert!(text(&rebill(&customer, &late[0])["acceptance"]["due_at"]).starts_with("2020-06-04T15:"));
    customer.post_at("/sandbox/clock", &json!({ "advance": "PT30H" }));
    // The PAC works again. One response arrives and the other is lost, but the SAT now has both
    // requests.
    set_faults(&customer, "pac", &json!({ "cancel": { "does": "lose_answer", "times": 1 } }));
    for id in &late {
        let asked = customer.until(id, "awaiting_acceptance");
        assert!(text(&asked["acceptance"]["due_at"]).starts_with("2020-06-05T21:"), "{asked}");
        assert_eq!(asked["overdue"], false);
        let mails = mail::sent(&customer, id, 2);
        assert!(text(&mails[1]["text"]).contains("5 de junio"), "{}", mails[1]["text"]);
        assert_eq!(mail::reminder(&customer, id), "scheduled", "it is still to come");
    }
}

#[test]
fn a_rejection_from_before_ends_no_tramite() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let says = |status: &str| {
        set_faults(&customer, "sat", &json!({ "status": { "does": "say", "status": status } }));
    };
    // The SAT shows a request that someone else made and the receiver rejected.
    says("rejected");
    let invoice = customer.invoice_of("1093.40");
    let id = register(&customer, &invoice);
    let requests = || customer.get_at("/sandbox/sat").json()["cancellations"].clone();
    until("our own request", || (requests()[0]["uuid"] == invoice["uuid"]).then_some(()));
    let before = until_the_sat_says(&customer, &id, "rejected");
    assert_eq!(before["status"], "cancelling");
    // Setting the SAT's answer wakes the worker, so the SAT is asked again. It still shows the old
    // request.
    let asked_at = text(&before["sat"]["asked_at"]);
    says("rejected");
    let lags = until("the next answer", || {
        let now = rebill(&customer, &id);
        (now["sat"]["asked_at"] != *asked_at).then_some(now)
    });
    assert_eq!(lags["status"], "cancelling", "the SAT lags behind");
    set_faults(&customer, "sat", &json!({ "status": null }));
    customer.until(&id, "awaiting_acceptance");
    assert_eq!(requests()[0]["asked"], 1);
    let path = format!("/sandbox/buzon/{}", text(&invoice["uuid"]));
    assert_eq!(customer.post_at(&path, &json!({ "decision": "reject" })).status, 204);
    customer.until(&id, "rejected");
}

#[test]
fn a_pac_that_refuses_to_cancel_ends_nothing() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    set_faults(&customer, "pac", &json!({ "cancel": { "does": "error", "code": "205" } }));
    let invoice = customer.invoice_of("743.00");
    let id = register(&customer, &invoice);
    until("a line in the log", || backend.logged().contains("refused with 205").then_some(()));
    assert_eq!(rebill(&customer, &id)["status"], "cancelling");
    assert_eq!(customer.get_at("/sandbox/sat").json()["cancellations"], json!([]), "nothing was asked");
    let original = customer.get(&format!("/invoices/{}", text(&invoice["id"]))).json();
    assert_eq!(original["status"], "valid");
    set_faults(&customer, "pac", &json!({ "cancel": null }));
    customer.until(&id, "issued");
}

#[test]
fn one_slow_answer_holds_up_nobody_elses_tramite() {
    // Longer than this test waits for anything, so the slow request does not time out.
    let backend = Backend::start_with(&["--sandbox", "--answer-limit", "PT5M"]);
    let customer = backend.customer("kemper");
    let below = |invoice: &Value| text(&invoice["total"]).parse::<f64>().unwrap() < 1000.0;
    let invoices: Vec<_> = customer.rebillable(100).into_iter().filter(below).take(6).collect();
    set_faults(&customer, "pac", &json!({ "validate": { "does": "slow", "for": "P1D", "times": 1 } }));
    let slow = register(&customer, &invoices[0]);
    customer.until(&slow, "validating");
    let others: Vec<_> = invoices[1..].iter().map(|invoice| register(&customer, invoice)).collect();
    for other in &others {
        customer.until(other, "issued");
    }
    assert_eq!(rebill(&customer, &slow)["status"], "validating");
    // The delay is in the sandbox's time.
    customer.post_at("/sandbox/clock", &json!({ "advance": "P1D" }));
    customer.until(&slow, "issued");
}

#[test]
fn a_receipt_that_is_late_holds_up_no_document() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    set_faults(&customer, "pac", &json!({ "receipt": { "does": "down" } }));
    let id = register(&customer, &customer.invoice_of("743.00"));
    let issued = customer.until(&id, "issued");
    assert_eq!(issued["has_receipt"], false);
    let page = customer.follow(&format!("/rebills/{id}/acuse.xml"));
    assert_eq!(page.status, 404);
    assert!(page.header("content-type").starts_with("text/html"), "a page, never a broken file");
    assert!(page.body.contains("No encontramos este acuse"));
    set_faults(&customer, "pac", &json!({ "receipt": null }));
    until("the receipt", || (rebill(&customer, &id)["has_receipt"] == true).then_some(()));
    assert_eq!(customer.get(&format!("/rebills/{id}/acuse.xml")).status, 200);
}

#[test]
fn what_the_sandbox_is_told_survives_a_crash_and_not_a_reset() {
    let mut backend = Backend::sandbox();
    let customer = backend.customer("demo");
    set_faults(&customer, "pac", &json!({ "validate": { "does": "down" } }));
    backend.kill_and_restart();
    let id = register(&customer, &customer.invoice_of("743.00"));
    until("a line in the log", || backend.logged().contains("it was told to be down").then_some(()));
    assert_eq!(rebill(&customer, &id)["status"], "validating");
    assert_eq!(customer.post_at("/sandbox/reset", &json!({})).status, 204);
    let customer = backend.customer("demo");
    let id = register(&customer, &customer.invoice_of("743.00"));
    customer.until(&id, "issued");
}

#[test]
fn a_refusal_that_was_told_stays_while_something_else_is_told() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    set_faults(&customer, "pac", &json!({ "refuse_receiver": { "field": "name", "code": "CFDI40145" } }));
    set_faults(&customer, "pac", &json!({ "stamp": { "does": "down", "times": 1 } }));
    let id = register(&customer, &customer.invoice_of("743.00"));
    customer.until(&id, "needs_correction");
}

#[test]
fn what_the_sandbox_cannot_do_is_told_by_field() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    for (body, field) in [
        (json!({ "stamp": { "does": "slow" } }), "for"),
        (json!({ "stamp": { "does": "slow", "for": "5" } }), "for"),
        (json!({ "stamp": { "does": "down", "for": "PT5S" } }), "for"),
        (json!({ "stamp": { "does": "error" } }), "code"),
        (json!({ "stamp": { "does": "down", "code": "501" } }), "code"),
        (json!({ "stamp": { "does": "down", "times": 0 } }), "times"),
        (json!({ "stamp": { "does": "say", "status": "rejected" } }), "does"),
    ] {
        let errors = visitor.post_at("/sandbox/pac", &body).field_errors();
        assert_eq!(errors[0].0, field, "{body}");
    }
    assert_eq!(visitor.post_at("/sandbox/pac", &json!({ "status": null })).status, 400, "the SAT's");
    assert_eq!(visitor.post_at("/sandbox/sat", &json!({ "status": { "does": "explode" } })).status, 400);
}
