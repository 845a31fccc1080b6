//! What waits for the customer, as shown in each row of the table and in a list of its own.

use serde_json::{Value, json};

use crate::support::{Backend, Client, Taxpayer, text};

fn register(customer: &Client, invoice: &Value) -> String {
    let id = text(&invoice["id"]);
    let body = json!({ "fiscal_profile_id": customer.another_profile(invoice) });
    text(&customer.rebill(&id, &id, &body).json()["id"])
}

/// A razón social with a name that differs from the padrón's, and the same one corrected.
const WRONG: Taxpayer = ["JES900109Q90", "JIMENEZ", "37161", "601", "G03"];
const RIGHT: Taxpayer = ["JES900109Q90", "JIMENEZ ESTRADA SALAS", "37161", "601", "G03"];

/// Registers a trámite to this razón social.
fn register_to(customer: &Client, invoice: &Value, profile: &Value) -> String {
    let id = text(&invoice["id"]);
    text(&customer.rebill(&id, &id, &json!({ "fiscal_profile_id": profile["id"] })).json()["id"])
}

fn row(customer: &Client, invoice: &Value) -> Value {
    let tag = text(&invoice["tag_id"]);
    let list = customer.get(&format!("/tags/{tag}/invoices?limit=100")).json();
    let mut rows = list["items"].as_array().unwrap().iter();
    rows.find(|row| row["id"] == invoice["id"]).unwrap().clone()
}

fn advance(customer: &Client, duration: &str) {
    assert_eq!(customer.post_at("/sandbox/clock", &json!({ "advance": duration })).status, 200);
}

#[test]
fn a_row_says_how_its_tramite_stands_until_when_and_by_which_clock() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("1093.40");
    let rebill = customer.until(&register(&customer, &invoice), "awaiting_acceptance");
    let tramite = row(&customer, &invoice)["rebill"]["refused"]["tramite"].clone();
    assert_eq!(tramite["status"], "awaiting_acceptance");
    assert_eq!(tramite["overdue"], false);
    assert_eq!(tramite["acceptance"], rebill["acceptance"]);
    assert!(text(&tramite["as_of"]).starts_with("2020-06-03T15:0"), "the server's clock: {tramite}");

    advance(&customer, "PT24H1M");
    let late = row(&customer, &invoice)["rebill"]["refused"]["tramite"].clone();
    assert_eq!((&late["status"], &late["overdue"]), (&json!("awaiting_acceptance"), &json!(true)));
    let path = format!("/sandbox/buzon/{}", text(&invoice["uuid"]));
    assert_eq!(customer.post_at(&path, &json!({ "decision": "reject" })).status, 204);
    customer.until(&text(&rebill["id"]), "rejected");
    let refused =
        customer.get(&format!("/invoices/{}", text(&invoice["id"]))).json()["rebill"]["refused"].clone();
    assert_eq!((&refused["reason"], &refused["tramite"]["status"]), (&json!("rejected"), &json!("rejected")));
    assert_eq!(refused["tramite"]["overdue"], false, "nobody is waited for");
}

#[test]
fn a_row_without_a_tramite_of_its_own_tells_of_none() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("743.00");
    let issued = customer.until(&register(&customer, &invoice), "issued");
    let corrected = customer.get(&format!("/invoices/{}", text(&issued["corrected"]["id"]))).json();
    let refused = &corrected["rebill"]["refused"];
    assert_eq!((&refused["reason"], &refused["tramite"]), (&json!("substitute"), &Value::Null));
}

#[test]
fn what_waits_for_the_customer_is_a_list_of_its_own_the_soonest_deadline_first() {
    let backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let of = |wanted: fn(f64) -> bool, count: usize| -> Vec<Value> {
        let all = customer.rebillable(100).into_iter();
        all.filter(|row| wanted(text(&row["total"]).parse().unwrap())).take(count).collect()
    };
    let (to_accept, free) = (of(|total| total >= 1000.0, 4), of(|total| total < 1000.0, 3));
    // One trámite that needs nobody to act, and one whose data are refused before any deadline
    // starts.
    let issued = register(&customer, &free[0]);
    let wrong = customer.add_profile(WRONG);
    let refused = register_to(&customer, &to_accept[0], &wrong);
    customer.until(&issued, "issued");
    customer.until(&refused, "needs_correction");
    let mut expected = Vec::new();
    for invoice in &to_accept[1..] {
        advance(&customer, "PT1H");
        let id = register(&customer, invoice);
        customer.until(&id, "awaiting_acceptance");
        expected.push(id);
    }
    advance(&customer, "PT1H");
    let refused_later = register_to(&customer, &free[1], &wrong);
    customer.until(&refused_later, "needs_correction");
    expected.extend([refused, refused_later]);

    let walk = |direction: &str, from: Option<String>| {
        let (mut ids, mut cursor, mut last) = (Vec::new(), from, None);
        loop {
            let given = cursor.clone().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            let page = customer.get(&format!("/rebills?needs_action=true&limit=2{given}")).json();
            assert_eq!(page["total"], 5);
            ids.push(
                page["items"].as_array().unwrap().iter().map(|row| text(&row["id"])).collect::<Vec<_>>(),
            );
            match page[direction].as_str() {
                Some(next) => {
                    last = Some(next.to_owned());
                    cursor.clone_from(&last);
                }
                None => return (ids, last),
            }
        }
    };
    let (pages, last) = walk("next_cursor", None);
    assert_eq!(pages.concat(), expected);
    let (mut back, _) = walk("previous_cursor", last);
    back.reverse();
    assert_eq!(back.concat(), expected, "and back");

    assert_eq!(customer.get("/rebills").json()["total"], 6);
    assert_eq!(customer.get("/rebills?needs_action=false").json()["total"], 6);
    assert_eq!(
        backend.customer("demo").get("/rebills?needs_action=true").json()["total"],
        0,
        "nobody else's"
    );
    let cursor = text(&customer.get("/rebills?limit=1").json()["next_cursor"]);
    for (query, field) in [
        ("needs_action=quiz%C3%A1".to_owned(), "needs_action"),
        (format!("needs_action=true&cursor={cursor}"), "cursor"),
    ] {
        let wrong = customer.get(&format!("/rebills?{query}"));
        assert_eq!(wrong.problem(), (422, "invalid_input".to_owned()));
        assert_eq!(wrong.field_errors(), [(field.to_owned(), "form".to_owned())]);
    }
}

#[test]
fn what_was_promised_is_told_by_the_settings_and_not_while_someone_must_act() {
    let backend = Backend::start_with(&["--sandbox", "--issuance-window", "PT2H"]);
    let customer = backend.customer("demo");
    customer.post_at("/sandbox/sat", &json!({ "status": { "does": "down" } }));
    let invoice = customer.invoice_of("1093.40");
    let rebill = register(&customer, &invoice);
    let waiting = customer.until(&rebill, "cancelling");
    let (registered, promised) = (text(&waiting["registered_at"]), text(&waiting["promised_by"]));
    assert!(
        registered.starts_with("2020-06-03T15:0") && promised.starts_with("2020-06-03T17:0"),
        "{promised}"
    );
    customer.post_at("/sandbox/sat", &json!({ "status": null }));
    assert_eq!(customer.until(&rebill, "awaiting_acceptance")["promised_by"], Value::Null);
    customer.post_at("/sandbox/pac", &json!({ "stamp": { "does": "down" } }));
    let path = format!("/sandbox/buzon/{}", text(&invoice["uuid"]));
    customer.post_at(&path, &json!({ "decision": "accept" }));
    let issuing = customer.until(&rebill, "issuing");
    assert_eq!(issuing["promised_by"], issuing["available_by"]);
    customer.post_at("/sandbox/pac", &json!({ "stamp": null }));
    assert_eq!(customer.until(&rebill, "issued")["promised_by"], Value::Null);
}

#[test]
fn after_a_correction_the_promise_begins_again() {
    let backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let invoice = &customer.rebillable(1)[0];
    let profile = customer.add_profile(WRONG);
    let rebill = register_to(&customer, invoice, &profile);
    assert_eq!(customer.until(&rebill, "needs_correction")["promised_by"], Value::Null);
    advance(&customer, "P2D");
    customer.post_at("/sandbox/sat", &json!({ "status": { "does": "down" } }));
    let saved = customer.save(&profile, RIGHT);
    assert_eq!(saved.status, 200, "{}", saved.body);
    let going_on = customer.until(&rebill, "cancelling");
    assert!(text(&going_on["promised_by"]).starts_with("2020-06-06T15:0"), "{going_on}");
}
