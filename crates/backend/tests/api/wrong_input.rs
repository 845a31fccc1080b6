//! Invalid input: every endpoint that takes input returns 422. The response says what is wrong with
//! each field, or has a code of its own if the request as a whole is wrong.

use std::collections::{BTreeMap, HashSet};

use pase_contract::openapi;
use serde_json::{Value, json};

use crate::support::{Answer, Backend, draft, text};

/// The field codes that docs/API.md lists, from which clients choose their messages.
fn listed_codes() -> HashSet<String> {
    let page = include_str!("../../../../docs/API.md");
    let (_, list) = page.split_once("Codes of fields: ").unwrap();
    let (list, _) = list.split_once(".\n").unwrap();
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_endpoint_that_takes_input_names_the_fields_that_are_wrong() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let tag = customer.first_tag();
    let invoice = text(&customer.invoice_of("743.00")["id"]);
    let profile = customer.profile("SAT050528XN0");
    let (long, empty) = ("x".repeat(2000), draft(["", "", "", "", ""]));
    let post = |path: &str, body: &Value| customer.post(path, body);
    let save = |body: &Value| {
        let version = format!("\"{}\"", profile["version"]);
        let path = format!("/fiscal-profiles/{}", text(&profile["id"]));
        customer.try_change("PUT", &path, Some(&version), Some(body)).unwrap()
    };
    let five = ["rfc", "name", "postal_code", "fiscal_regime", "cfdi_use"];
    let use_of_nobody = json!({ "fiscal_profile_id": profile["id"], "cfdi_use": "D10" });

    // For each endpoint: the responses, and the fields that each must name.
    let mut asked: BTreeMap<&str, Vec<(Answer, Vec<&str>)>> = BTreeMap::new();
    asked.insert(
        "POST /session",
        vec![
            (post("/session", &json!({ "identifier": " ", "password": "" })), vec!["identifier", "password"]),
            (post("/session", &json!({ "identifier": "a@b.mx", "password": long })), vec!["password"]),
        ],
    );
    for (endpoint, list) in [
        ("GET /tags/{id}/invoices", format!("/tags/{tag}/invoices")),
        ("GET /tags/{id}/movements", format!("/tags/{tag}/movements")),
    ] {
        let get = |query: &str| customer.get(&format!("{list}?{query}"));
        asked.insert(
            endpoint,
            vec![
                (get("from=2020-06-02&to=2020-06-01"), vec!["to"]),
                (get("from=2020-02-30&to=hoy"), vec!["from", "to"]),
                (get("from=&to=2020-13-01"), vec!["to"]),
                (get("from=02%2F06%2F2020"), vec!["from"]),
                (get("limit=0&cursor=x"), vec!["limit", "cursor"]),
            ],
        );
    }
    let table = asked.get_mut("GET /tags/{id}/invoices").unwrap();
    let too_long = customer.get(&format!("/tags/{tag}/invoices?q={}&sort=rfc", "x".repeat(301)));
    table.push((too_long, vec!["q", "sort"]));
    asked.insert(
        "GET /rebills",
        vec![
            (customer.get("/rebills?limit=101"), vec!["limit"]),
            (customer.get("/rebills?needs_action=si&cursor=x"), vec!["needs_action", "cursor"]),
        ],
    );
    asked.insert(
        "POST /fiscal-profiles",
        vec![
            (post("/fiscal-profiles", &empty), five.to_vec()),
            (post("/fiscal-profiles", &draft([&long, &long, &long, &long, &long])), five.to_vec()),
        ],
    );
    asked.insert("PUT /fiscal-profiles/{id}", vec![(save(&empty), five.to_vec())]);
    asked.insert(
        "POST /invoices/{id}/rebill",
        vec![(customer.rebill(&invoice, "k1", &use_of_nobody), vec!["cfdi_use"])],
    );

    let listed = listed_codes();
    for (endpoint, answers) in &asked {
        for (answer, fields) in answers {
            assert_eq!(answer.problem(), (422, "invalid_input".to_owned()), "{endpoint}");
            let errors = answer.field_errors();
            let named: HashSet<_> = errors.iter().map(|(field, _)| field.as_str()).collect();
            assert_eq!(named, fields.iter().copied().collect(), "{endpoint}: {}", answer.body);
            for (field, code) in &errors {
                assert!(listed.contains(code), "{endpoint}: docs/API.md does not list {code} of {field}");
            }
        }
    }

    // No endpoint of the contract that may refuse input is missing above.
    let document = openapi::document();
    let mut refusing = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if operation["responses"]["422"].to_string().contains("\"invalid_input\"") {
                refusing.push(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    refusing.sort();
    assert_eq!(asked.keys().copied().collect::<Vec<_>>(), refusing);
}

#[test]
fn what_is_wrong_with_no_single_field_has_a_code_of_its_own() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let (free, other) = (customer.invoice_of("743.00"), customer.invoice_of("1093.40"));
    let id = text(&free["id"]);
    let same = json!({ "fiscal_profile_id": customer.profile("ISD950921HE5")["id"] });
    let unconfirmed = customer.rebill(&id, "k1", &same);
    assert_eq!(unconfirmed.problem(), (422, "same_receiver_unconfirmed".to_owned()));
    let body = json!({ "fiscal_profile_id": customer.another_profile(&free) });
    assert_eq!(customer.rebill(&id, "k1", &body).status, 201);
    let reused = customer.rebill(&text(&other["id"]), "k1", &body);
    assert_eq!(reused.problem(), (422, "idempotency_key_reused".to_owned()));
    for refused in [unconfirmed, reused] {
        assert!(refused.json().get("errors").is_none(), "{}", refused.body);
    }
}
