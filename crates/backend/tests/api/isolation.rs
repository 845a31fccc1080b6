//! A customer's data never cross accounts: another customer's id is treated as unknown.

use serde_json::json;

use crate::support::{Backend, text};

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
