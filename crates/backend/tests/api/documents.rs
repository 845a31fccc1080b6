//! Documents and receipts: kept and served byte for byte.

use serde_json::json;

use crate::support::{Backend, Client, text};

/// The value of the first attribute of this name.
fn attribute<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!(" {name}=\"")).unwrap_or_else(|| panic!("no {name}: {xml}"));
    rest.split_once('"').unwrap().0
}

fn xml(customer: &Client, invoice: &str) -> String {
    let file = customer.get(&format!("/invoices/{invoice}/document.xml"));
    assert_eq!(file.status, 200, "{}", file.body);
    file.body
}

#[test]
fn a_document_is_sealed_and_stamped_and_never_changes() {
    let mut backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let original = customer.invoice_of("743.00");
    let id = text(&original["id"]);
    let before = xml(&customer, &id);
    for name in ["Sello", "Certificado", "NoCertificado", "SelloCFD", "SelloSAT", "NoCertificadoSAT"] {
        assert!(attribute(&before, name).len() >= 20, "{name}");
    }
    let body = json!({ "fiscal_profile_id": customer.another_profile(&original) });
    let rebill = text(&customer.rebill(&id, "k1", &body).json()["id"]);
    let issued = customer.until(&rebill, "issued");
    let corrected = text(&issued["corrected"]["id"]);
    let document = xml(&customer, &corrected);
    assert_eq!(attribute(&document, "TipoRelacion"), "04");
    assert!(document.contains(&text(&original["uuid"]).to_uppercase()), "it names what it replaces");
    let url = text(&issued["corrected"]["verification_url"]);
    let (_, ending) = url.split_once("&fe=").unwrap();
    assert_eq!(ending.len(), 8);
    assert!(attribute(&document, "Sello").ends_with(ending), "{url}");

    customer.post_at("/sandbox/clock", &json!({ "advance": "P40D" }));
    backend.kill_and_restart();
    let customer = backend.customer("demo");
    assert_eq!(xml(&customer, &id), before, "cancelled, and still what was issued");
    assert_eq!(xml(&customer, &corrected), document);
}

#[test]
fn many_who_need_a_document_first_get_the_same_bytes() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let id = text(&customer.invoice_of("1093.40")["id"]);
    let files: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..20).map(|_| scope.spawn(|| xml(&customer, &id))).collect();
        all.into_iter().map(|file| file.join().unwrap()).collect()
    });
    assert!(files.iter().all(|file| *file == files[0]));
}

#[test]
fn the_receipt_of_a_cancellation_is_saved_under_a_telling_name() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let original = customer.invoice_of("743.00");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&original) });
    let rebill = text(&customer.rebill(&text(&original["id"]), "k1", &body).json()["id"]);
    let issued = customer.until(&rebill, "issued");
    assert_eq!(issued["has_receipt"], true);
    let xml = customer.get(&format!("/rebills/{rebill}/acuse.xml"));
    let name = format!("acuse_ISD950921HE5_{}_2020-06-02", text(&original["folio"]));
    assert!(xml.header("content-disposition").starts_with(&format!("attachment; filename=\"{name}.xml\"")));
    assert_eq!(xml.header("content-type"), "application/xml");
    assert!(xml.body.contains("<EstatusUUID>201</EstatusUUID>"));
    assert!(xml.body.contains(&text(&original["uuid"]).to_uppercase()));
    let pdf = customer.get(&format!("/rebills/{rebill}/acuse.pdf?disposition=inline"));
    assert!(pdf.header("content-disposition").starts_with(&format!("inline; filename=\"{name}.pdf\"")));
    assert!(pdf.body.starts_with("%PDF-"));

    for ending in ["xml", "pdf"] {
        let path = format!("/rebills/{rebill}/acuse.{ending}");
        for (client, status) in [(&backend.customer("kemper"), 404), (&backend.visitor(), 401)] {
            let page = client.get(&path);
            assert_eq!(page.status, status);
            assert!(page.header("content-type").starts_with("text/html"), "a page, never a broken file");
            assert!(!page.body.contains("ISD950921HE5"));
        }
    }
}
