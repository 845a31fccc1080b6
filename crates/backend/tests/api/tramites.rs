//! The list of a customer's trámites, and each trámite with its two invoices.

use serde_json::{Value, json};

use crate::support::{Backend, Client, text};

fn register(customer: &Client, invoice: &Value) -> String {
    let id = text(&invoice["id"]);
    let body = json!({ "fiscal_profile_id": customer.another_profile(invoice) });
    text(&customer.rebill(&id, &id, &body).json()["id"])
}

#[test]
fn a_tramite_shows_both_its_invoices() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("743.00");
    let (id, body) =
        (text(&invoice["id"]), json!({ "fiscal_profile_id": customer.another_profile(&invoice) }));
    let registered = customer.rebill(&id, "k1", &body).json();
    for (rebill, corrected) in
        [(registered.clone(), false), (customer.until(&text(&registered["id"]), "issued"), true)]
    {
        let original = &rebill["original"];
        for key in ["id", "tag_id", "folio", "uuid", "issued_at", "total"] {
            assert_eq!(original[key], invoice[key], "{key}");
        }
        let url = text(&original["verification_url"]);
        let page = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?id=";
        let begins = format!(
            "{page}{}&re=ISD950921HE5&rr=ISD950921HE5&tt=743.0&fe=",
            text(&invoice["uuid"]).to_uppercase()
        );
        assert!(url.starts_with(&begins), "{url}");
        assert_eq!(rebill["corrected"].is_object(), corrected);
        assert_eq!(rebill["sat"].is_object(), corrected);
    }
    let issued = customer.until(&text(&registered["id"]), "issued");
    let corrected = customer.get(&format!("/invoices/{}", text(&issued["corrected"]["id"]))).json();
    assert_eq!(corrected["folio"], issued["corrected"]["folio"]);
    assert_eq!(corrected["rebill_id"], issued["id"]);
    assert_ne!(issued["corrected"]["verification_url"], issued["original"]["verification_url"]);
}

#[test]
fn the_list_has_every_tramite_once_the_newest_first() {
    let backend = Backend::sandbox();
    let customer = backend.customer("kemper");
    let mut registered: Vec<_> =
        customer.rebillable(25).iter().map(|invoice| register(&customer, invoice)).collect();
    registered.reverse();
    let (mut listed, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = customer.get(&format!("/rebills?limit=10&cursor={cursor}")).json();
        assert_eq!((&page["total"], &page["offset"]), (&json!(25), &json!(listed.len())));
        listed.extend(page["items"].as_array().unwrap().iter().map(|rebill| text(&rebill["id"])));
        match page["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    assert_eq!(listed, registered);
    let first = &customer.get("/rebills?limit=1").json()["items"][0];
    let itself = customer.get(&format!("/rebills/{}", registered[0])).json();
    assert_eq!(
        (&first["original"], &first["registered_at"]),
        (&itself["original"], &itself["registered_at"])
    );
    assert_eq!(first["to"], itself["to"]);

    assert_eq!(backend.customer("demo").get("/rebills").json()["items"], json!([]), "nobody else's");
    assert_eq!(backend.visitor().get("/rebills").problem(), (401, "unauthenticated".to_owned()));
    let wrong = customer.get("/rebills?limit=0&cursor=x");
    assert_eq!(wrong.problem(), (422, "invalid_input".to_owned()));
    assert_eq!(wrong.field_errors().len(), 2);
}

#[test]
fn a_corrected_document_of_another_month_or_year_is_told_before_it_is_asked_for() {
    let backend = Backend::sandbox();
    let demo = backend.customer("demo");
    let period_change = |customer: &Client, total: &str| {
        customer.invoice_of(total)["rebill"]["allowed"]["period_change"].clone()
    };
    assert_eq!(period_change(&demo, "743.00"), Value::Null, "of this month");
    assert_eq!(period_change(&demo, "1093.40"), "month");
    let xochilt = backend.customer("xochilt");
    assert_eq!(period_change(&xochilt, "640.80"), "month", "of January");
    // It is 29 June, 23:00 in Mexico City. The document comes within a day, when it is July in UTC
    // but still June in the documents' local time.
    demo.post_at("/sandbox/clock", &json!({ "advance": "P26DT13H" }));
    let demo = backend.customer("demo");
    assert_eq!(period_change(&demo, "743.00"), Value::Null);
    demo.post_at("/sandbox/clock", &json!({ "advance": "PT1H" }));
    assert_eq!(period_change(&demo, "743.00"), "month");
    demo.post_at("/sandbox/clock", &json!({ "advance": "P185D" }));
    assert_eq!(period_change(&demo, "743.00"), "year");
}
