//! Documents and receipts are stored and served byte for byte.

use serde_json::json;

use crate::support::{Answer, Backend, Client, text};

/// The value of the first attribute with this name.
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
            let page = client.follow(&path);
            assert_eq!(page.status, status);
            assert!(page.header("content-type").starts_with("text/html"), "a page, never a broken file");
            assert!(!page.body.contains("ISD950921HE5"));
            assert_eq!(client.get(&path).problem().0, status);
        }
    }
}

/// The paths of every document and receipt of a re-billed invoice.
fn files(customer: &Client) -> Vec<String> {
    let original = customer.invoice_of("743.00");
    let id = text(&original["id"]);
    let body = json!({ "fiscal_profile_id": customer.another_profile(&original) });
    let rebill = text(&customer.rebill(&id, "k1", &body).json()["id"]);
    customer.until(&rebill, "issued");
    ["xml", "pdf"]
        .iter()
        .flat_map(|ending| {
            [format!("/invoices/{id}/document.{ending}"), format!("/rebills/{rebill}/acuse.{ending}")]
        })
        .collect()
}

#[test]
fn a_failure_is_a_page_to_who_follows_a_link_and_a_problem_to_a_program_that_fetches() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let stranger = backend.customer("kemper");
    let mut former = backend.customer("demo");
    let ended = former.cookie.clone();
    let log_out = [("origin", &*backend.url)];
    assert_eq!(former.send("DELETE", "/up/api/v1/session", &log_out, None).unwrap().status, 204);
    former.cookie = ended;
    let files = files(&customer);
    assert_eq!(files.len(), 4);
    for path in &files {
        assert_eq!(customer.get(path).status, 200, "{path}");
        for (client, status, code, words) in [
            (&former, 401, "unauthenticated", "Tu sesión terminó"),
            (&backend.visitor(), 401, "unauthenticated", "Tu sesión terminó"),
            (&stranger, 404, "not_found", "No encontramos"),
        ] {
            let fetched = client.get(path);
            assert_eq!(fetched.problem(), (status, code.to_owned()), "{path}");
            assert_eq!(fetched.header("content-disposition"), "", "nothing to be saved");
            let page = client.follow(path);
            assert_eq!(page.status, status, "{path}");
            assert!(
                page.header("content-type").starts_with("text/html") && page.body.contains(words),
                "{path}"
            );
            for answer in [fetched, page] {
                assert!(answer.header_list("vary").contains("accept"), "{path}");
                assert_eq!(answer.header("cache-control"), "no-store");
            }
        }
    }
    for gone in ["/invoices/nobodys/document.pdf", "/rebills/no%20id/acuse.xml"] {
        assert_eq!(customer.get(gone).problem().0, 404, "{gone}");
        assert_eq!(customer.follow(gone).status, 404, "{gone}");
    }
}

#[test]
fn a_page_of_an_allowed_origin_fetches_a_file_and_reads_its_name() {
    const HOST: &str = "https://www.pase.example";
    let backend = Backend::start_with(&["--sandbox", "--allow-origin", HOST]);
    let customer = backend.customer("demo");
    for path in files(&customer) {
        let path = format!("/up/api/v1{path}");
        let file = customer.send("GET", &path, &[("origin", HOST), ("accept", "*/*")], None).unwrap();
        assert_eq!((file.status, file.header("access-control-allow-origin")), (200, HOST), "{path}");
        let exposed = file.header("access-control-expose-headers").to_owned();
        for header in ["content-disposition", "retry-after", "etag", "trace-id"] {
            assert!(exposed.contains(header), "{path}: {exposed}");
        }
        let name = file.header("content-disposition");
        assert!(name.starts_with("attachment; filename=\"") && name.contains("filename*=UTF-8''"), "{name}");
        let stranger = [("origin", "https://evil.example")];
        let refused = customer.send("GET", &path, &stranger, None).unwrap();
        assert_eq!(refused.header("access-control-allow-origin"), "");
    }
}

/// The text of each page of a PDF, and the file attached to it.
fn printed(file: &Answer) -> (Vec<String>, Vec<u8>) {
    assert_eq!(file.status, 200, "{}", file.body);
    let pdf = lopdf::Document::load_mem(&file.bytes).unwrap();
    let words =
        |page: &u32| pdf.extract_text(&[*page]).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let pages = pdf.get_pages().keys().map(words).collect();
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let mut attached = streams.filter(|stream| {
        stream.dict.get(b"Type").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"EmbeddedFile")
    });
    let attached = attached.next().unwrap();
    (pages, attached.decompressed_content().unwrap_or_else(|_| attached.content.clone()))
}

#[test]
fn the_pdf_of_a_cancelled_invoice_says_so_on_every_page_and_carries_the_xml_as_it_was() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let original = customer.invoice_of("743.00");
    let (id, body) =
        (text(&original["id"]), json!({ "fiscal_profile_id": customer.another_profile(&original) }));
    let (xml, pdf) = (format!("/invoices/{id}/document.xml"), format!("/invoices/{id}/document.pdf"));
    let certified = customer.get(&xml).bytes;
    let (pages, attached) = printed(&customer.get(&pdf));
    assert!(pages.iter().all(|page| !page.contains("CANCELADA")), "{pages:?}");
    assert!(attached == certified);

    let rebill = text(&customer.rebill(&id, "k1", &body).json()["id"]);
    let issued = customer.until(&rebill, "issued");
    let (pages, attached) = printed(&customer.get(&pdf));
    assert!(attached == certified && customer.get(&xml).bytes == certified, "byte for byte");
    let substitute = text(&issued["corrected"]["uuid"]).to_uppercase();
    for said in ["CANCELADA", "«Cancelado sin aceptación»", "3 de junio de 2020, 10:0", &substitute] {
        assert!(pages.iter().all(|page| page.contains(said)), "{said}: {pages:?}");
    }
    let corrected = format!("/invoices/{}/document.pdf", text(&issued["corrected"]["id"]));
    assert!(printed(&customer.get(&corrected)).0.iter().all(|page| !page.contains("CANCELADA")));

    // This invoice was cancelled without a trámite, so the time is unknown.
    let xochilt = backend.customer("xochilt");
    let cancelled = format!("/invoices/{}/document.pdf", text(&xochilt.invoice_of("411.25")["id"]));
    let (pages, _) = printed(&xochilt.get(&cancelled));
    assert!(
        pages.iter().all(|page| page.contains("CANCELADA") && page.contains("«Cancelado».")),
        "{pages:?}"
    );
}
