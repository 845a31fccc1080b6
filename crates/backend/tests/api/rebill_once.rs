//! An invoice can be re-billed once, forever, no matter who asks or how many requests arrive in
//! parallel.

use serde_json::json;

use crate::support::{Backend, text};

#[test]
fn of_two_hundred_requests_at_once_one_registers_and_all_others_learn_of_it() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("743.00");
    let (id, profile) = (text(&invoice["id"]), customer.another_profile(&invoice));
    let cookie = customer.cookie.clone();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let requests: Vec<_> = (0..200)
            .map(|number| {
                let mut own = backend.visitor();
                own.cookie = cookie.clone();
                let (id, body) = (id.clone(), json!({ "fiscal_profile_id": profile }));
                scope.spawn(move || own.rebill(&id, &format!("intent-{number}"), &body))
            })
            .collect();
        requests.into_iter().map(|request| request.join().unwrap()).collect()
    });
    let registered: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(registered.len(), 1);
    let winner = text(&registered[0].json()["id"]);
    let losers = answers.iter().filter(|answer| answer.status != 201);
    for loser in losers {
        assert_eq!(loser.problem(), (409, "already_rebilled".to_owned()));
        assert_eq!(loser.json()["rebill_id"], winner);
    }
    assert_eq!(customer.invoice_of("743.00")["rebill_id"], winner);
    let rebill = customer.until(&winner, "issued");
    let corrected = text(&rebill["corrected"]["id"]);
    let list = customer.get(&format!("/tags/{}/invoices", customer.first_tag())).json();
    assert_eq!(list["total"], 3, "the manual's two invoices and one corrected document");
    assert!(list["items"].as_array().unwrap().iter().any(|invoice| invoice["id"] == corrected));
}

#[test]
fn a_repeated_request_gets_the_first_answer() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("743.00");
    let (id, profile) = (text(&invoice["id"]), customer.another_profile(&invoice));
    let body = json!({ "fiscal_profile_id": profile });
    let first = customer.rebill(&id, "k1", &body);
    assert_eq!(first.status, 201);
    customer.until(&text(&first.json()["id"]), "issued");
    let again = customer.rebill(&id, "k1", &body);
    assert_eq!((again.status, again.body), (201, first.body));

    let changed = json!({ "fiscal_profile_id": profile, "confirm_same_receiver": true });
    let reused = (422, "idempotency_key_reused".to_owned());
    assert_eq!(customer.rebill(&id, "k1", &changed).problem(), reused);
    let other = text(&customer.invoice_of("1093.40")["id"]);
    assert_eq!(customer.rebill(&other, "k1", &body).problem(), reused);
    assert_eq!(customer.rebill(&id, "k2", &body).problem(), (409, "already_rebilled".to_owned()));
}

#[test]
fn a_request_without_a_key_is_refused() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("743.00");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let path = format!("/invoices/{}/rebill", text(&invoice["id"]));
    let missing = (400, "idempotency_key_missing".to_owned());
    assert_eq!(customer.post(&path, &body).problem(), missing);
    assert_eq!(customer.rebill(&text(&invoice["id"]), "", &body).problem(), missing);
}

#[test]
fn an_unchanged_receiver_needs_an_express_confirmation() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let id = text(&customer.invoice_of("743.00")["id"]);
    let profiles = customer.get("/fiscal-profiles").json();
    let same = profiles["items"].as_array().unwrap().iter();
    let same = text(&same.clone().find(|profile| profile["rfc"] == "ISD950921HE5").unwrap()["id"]);
    let refused = customer.rebill(&id, "k1", &json!({ "fiscal_profile_id": same }));
    assert_eq!(refused.problem(), (422, "same_receiver_unconfirmed".to_owned()));
    let confirmed = json!({ "fiscal_profile_id": same, "confirm_same_receiver": true });
    assert_eq!(customer.rebill(&id, "k1", &confirmed).status, 201, "what was refused spent nothing");
}

#[test]
fn a_use_that_the_receivers_regime_does_not_open_is_refused_at_its_field() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("743.00");
    let profile = customer.another_profile(&invoice);
    let body = json!({ "fiscal_profile_id": profile, "cfdi_use": "D01" });
    let refused = customer.rebill(&text(&invoice["id"]), "k1", &body);
    assert_eq!(refused.problem(), (422, "invalid_input".to_owned()));
    assert_eq!(refused.field_errors(), [("cfdi_use".to_owned(), "not_for_regime".to_owned())]);
}

#[test]
fn a_corrected_document_cannot_be_rebilled_again() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("743.00");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let rebill = customer.rebill(&text(&invoice["id"]), "k1", &body).json();
    let rebill = customer.until(&text(&rebill["id"]), "issued");
    let corrected = text(&rebill["corrected"]["id"]);
    assert_eq!(customer.rebill(&corrected, "k2", &body).problem(), (409, "not_rebillable".to_owned()));
    let shown = customer.get(&format!("/invoices/{corrected}")).json();
    assert_eq!(shown["rebill"]["refused"]["reason"], "substitute");
}

#[test]
fn an_invoice_that_is_cancelled_cannot_be_rebilled() {
    let backend = Backend::sandbox();
    let customer = backend.customer("xochilt");
    let invoice = customer.invoice_of("411.25");
    assert_eq!(invoice["rebill"]["refused"]["reason"], "cancelled");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let refused = customer.rebill(&text(&invoice["id"]), "k1", &body);
    assert_eq!(refused.problem(), (409, "not_rebillable".to_owned()));
}

#[test]
fn two_customers_may_choose_the_same_key() {
    let backend = Backend::sandbox();
    let answers = ["demo", "kemper"].map(|name| {
        let customer = backend.customer(name);
        let invoice = customer.rebillable(1)[0].clone();
        let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
        let answer = customer.rebill(&text(&invoice["id"]), "k1", &body);
        assert_eq!((answer.status, &answer.json()["original"]["id"]), (201, &invoice["id"]));
        text(&answer.json()["id"])
    });
    assert_ne!(answers[0], answers[1]);
}
