//! A customer's data never cross accounts: another customer's id is treated as unknown.

use std::collections::BTreeMap;

use pase_contract::openapi;
use serde_json::json;

use crate::support::{Answer, Backend, Client, path_of, text};

#[test]
fn nothing_of_another_customer_is_found() {
    let backend = Backend::sandbox();
    let owner = backend.customer("demo");
    let invoice = owner.invoice_of("743.00");
    let (tag, id) = (owner.first_tag(), text(&invoice["id"]));
    let profile = owner.another_profile(&invoice);
    let rebill = owner.rebill(&id, "k1", &json!({ "fiscal_profile_id": profile })).json();
    let rebill = text(&rebill["id"]);
    let unspent = text(&owner.invoice_of("1093.40")["id"]);

    let stranger = backend.customer("kemper");
    let not_found = (404, "not_found".to_owned());
    for path in [
        format!("/tags/{tag}/movements"),
        format!("/tags/{tag}/invoices"),
        format!("/invoices/{id}"),
        format!("/rebills/{rebill}"),
    ] {
        assert_eq!(owner.get(&path).status, 200, "{path}");
        assert_eq!(stranger.get(&path).problem(), not_found, "{path}");
        let nobody = backend.visitor().get(&path).problem();
        assert_eq!(nobody, (401, "unauthenticated".to_owned()), "{path}");
    }
    for document in ["document.xml", "document.pdf"] {
        let path = format!("/invoices/{id}/{document}");
        assert_eq!(owner.get(&path).status, 200);
        for (client, status) in [(&stranger, 404), (&backend.visitor(), 401)] {
            let page = client.follow(&path);
            assert_eq!(page.status, status);
            assert!(page.header("content-type").starts_with("text/html"), "a page, never a broken file");
            assert!(!page.body.contains("ISD950921HE5"));
        }
    }

    // Neither an invoice of theirs with my razón social, nor an invoice of mine with theirs.
    let own = stranger.rebillable(1)[0].clone();
    let own_profile = stranger.another_profile(&own);
    let theirs = stranger.rebill(&unspent, "k2", &json!({ "fiscal_profile_id": own_profile }));
    assert_eq!(theirs.problem(), not_found);
    let mine = stranger.rebill(&text(&own["id"]), "k3", &json!({ "fiscal_profile_id": profile }));
    assert_eq!(mine.problem(), not_found);
    assert!(owner.get(&format!("/invoices/{unspent}")).json()["rebill"].get("allowed").is_some());
    let profiles = stranger.get("/fiscal-profiles").body;
    assert!(!profiles.contains(&profile));
}

#[test]
fn a_document_is_saved_under_a_telling_name() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let id = text(&customer.invoice_of("743.00")["id"]);
    let xml = customer.get(&format!("/invoices/{id}/document.xml"));
    assert!(xml.header("content-disposition").starts_with("attachment; filename=\"ISD950921HE5_O-"));
    assert!(xml.body.contains("Total=\"743.00\"") && xml.body.contains("Rfc=\"ISD950921HE5\""));
    let pdf = customer.get(&format!("/invoices/{id}/document.pdf?disposition=inline"));
    assert!(pdf.header("content-disposition").starts_with("inline; filename=\"ISD950921HE5_O-"));
    assert!(pdf.body.starts_with("%PDF-"));
}

#[test]
fn every_endpoint_with_an_id_refuses_the_id_of_another_customer() {
    let backend = Backend::sandbox();
    let owner = backend.customer("demo");
    let (tag, id) = (owner.first_tag(), text(&owner.invoice_of("743.00")["id"]));
    let profile = owner.profile("SAT050528XN0");
    let own_profile = text(&backend.customer("kemper").profiles()[0]["id"]);
    let rebilled = json!({ "fiscal_profile_id": profile["id"] });
    let rebill = text(&owner.rebill(&id, "k1", &rebilled).json()["id"]);
    let unspent = text(&owner.invoice_of("1093.40")["id"]);

    type Ask<'a> = Box<dyn Fn(&Client) -> Answer + 'a>;
    let get = |path: String| -> Ask<'_> { Box::new(move |client| client.get(&path)) };
    let mut asked: BTreeMap<&str, Ask<'_>> = BTreeMap::new();
    asked.insert("GET /tags/{id}/movements", get(format!("/tags/{tag}/movements")));
    asked.insert("GET /tags/{id}/invoices", get(format!("/tags/{tag}/invoices")));
    asked.insert("GET /invoices/{id}", get(format!("/invoices/{id}")));
    asked.insert("GET /invoices/{id}/document.xml", get(format!("/invoices/{id}/document.xml")));
    asked.insert("GET /invoices/{id}/document.pdf", get(format!("/invoices/{id}/document.pdf")));
    asked.insert("GET /rebills/{id}", get(format!("/rebills/{rebill}")));
    asked.insert("GET /rebills/{id}/acuse.xml", get(format!("/rebills/{rebill}/acuse.xml")));
    asked.insert("GET /rebills/{id}/acuse.pdf", get(format!("/rebills/{rebill}/acuse.pdf")));
    let body = json!({ "fiscal_profile_id": own_profile });
    asked.insert("POST /invoices/{id}/rebill", Box::new(move |client| client.rebill(&unspent, "k2", &body)));
    asked.insert(
        "PUT /fiscal-profiles/{id}",
        Box::new(|client| {
            client.save(&profile, ["XIA190128J61", "XENON INDUSTRIAL ARTICLES", "76343", "601", "G03"])
        }),
    );
    asked.insert("DELETE /fiscal-profiles/{id}", Box::new(|client| client.remove(&profile)));

    let (stranger, nobody) = (backend.customer("kemper"), backend.visitor());
    for (endpoint, ask) in &asked {
        assert_eq!(ask(&stranger).problem(), (404, "not_found".to_owned()), "{endpoint}");
        assert_eq!(ask(&nobody).problem(), (401, "unauthenticated".to_owned()), "{endpoint}");
    }
    assert_eq!(owner.profile("SAT050528XN0"), profile, "{} is as it was", path_of(&profile));

    // No endpoint of the contract that takes an id is missing above.
    let document = openapi::document();
    let paths = document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.contains("{id}"));
    let mut with_id: Vec<_> = paths
        .flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    with_id.sort();
    assert_eq!(asked.keys().copied().collect::<Vec<_>>(), with_id);
}
