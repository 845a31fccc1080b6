//! Headers, writes from elsewhere, malformed requests, what is logged, how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use pase_contract::Method;
use serde_json::json;

use crate::support::{Backend, PASSWORD, text, until};

const SESSION: &str = "/up/api/v1/session";

#[test]
fn every_answer_carries_the_headers() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let id = text(&customer.invoice_of("743.00")["id"]);
    for path in [
        "/up/",
        "/up/ayuda",
        "/up/api/v1/tags",
        "/up/api/v1/nothing",
        &format!("/up/api/v1/invoices/{id}/document.xml"),
        "/sandbox/buzon",
        "/nothing",
        "/healthz",
    ] {
        let answer = customer.get_at(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'self'") && policy.contains("object-src 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("referrer-policy").is_empty(), "{path}");
    }
    assert_eq!(customer.get("/tags").header("cache-control"), "no-store");
    assert_eq!(customer.get("/nothing").header("cache-control"), "no-store");
    assert_eq!(customer.get_at("/up/").header("cache-control"), "no-cache");
}

#[test]
fn every_endpoint_of_the_contract_is_there() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    let headers = [("origin", backend.url.as_str()), ("content-type", "application/json")];
    let endpoints = pase_contract::openapi::endpoints();
    assert!(endpoints.len() > 10);
    for (method, path) in endpoints {
        let path = format!("/up/api/v1{}", path.replace("{id}", "x"));
        let body = matches!(method, Method::Post | Method::Put).then_some("{}");
        let answer = visitor.send(method.as_str(), &path, &headers, body).unwrap();
        assert!(![404, 405].contains(&answer.status), "{} {path}: {}", method.as_str(), answer.body);
    }
}

/// A client that asks before it sends its body is told to send it, and only then refused: nothing is left in the connection.
#[test]
fn a_write_is_read_whole_before_it_is_refused() {
    let backend = Backend::sandbox();
    let address = backend.url.strip_prefix("http://").unwrap();
    let mut connection = BufReader::new(TcpStream::connect(address).unwrap());
    let head = format!(
        "POST /up/api/v1/fiscal-profiles HTTP/1.1\r\nhost: {address}\r\norigin: {}\r\n\
         content-type: application/json\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n",
        backend.url
    );
    let line = |connection: &mut BufReader<TcpStream>| {
        let mut line = String::new();
        connection.read_line(&mut line).unwrap();
        line
    };
    connection.get_mut().write_all(head.as_bytes()).unwrap();
    assert_eq!(line(&mut connection), "HTTP/1.1 100 Continue\r\n");
    assert_eq!(line(&mut connection), "\r\n");
    let rest = format!("{{}}GET {SESSION} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    connection.get_mut().write_all(rest.as_bytes()).unwrap();
    let mut answers = String::new();
    connection.read_to_string(&mut answers).unwrap();
    assert!(answers.starts_with("HTTP/1.1 401 "), "{answers}");
    assert!(answers.contains("HTTP/1.1 200 "), "the same connection serves the next request: {answers}");
}

#[test]
fn every_address_of_the_portal_is_its_page_but_a_file_of_another_release_is_not() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    for page in ["/up/", "/up/tags/x/facturas", "/up/tramites/x", "/up/ayuda"] {
        let answer = visitor.get_at(page);
        assert!(answer.status == 200 && answer.header("content-type").starts_with("text/html"), "{page}");
    }
    assert_eq!(visitor.get_at("/up/assets/portal-0123456789abcdef.wasm").status, 404);
    for moved in ["/", "/up"] {
        let answer = visitor.get_at(moved);
        assert_eq!((answer.status, answer.header("location")), (307, "/up/"), "{moved}");
    }
}

#[test]
fn it_is_alive_and_ready() {
    let backend = Backend::sandbox();
    for path in ["/healthz", "/readyz"] {
        assert_eq!(backend.visitor().get_at(path).status, 200);
    }
}

#[test]
fn a_write_from_another_site_is_refused() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    let body = json!({ "identifier": "demo@pase.example", "password": PASSWORD }).to_string();
    let own = backend.url.as_str();
    let json = ("content-type", "application/json");
    for headers in [
        &[json][..],
        &[json, ("origin", "https://evil.example")],
        &[json, ("origin", "null")],
        &[json, ("sec-fetch-site", "cross-site"), ("origin", own)],
        &[json, ("sec-fetch-site", "same-site"), ("origin", own)],
    ] {
        let answer = visitor.send("POST", SESSION, headers, Some(&body)).unwrap();
        assert_eq!(answer.problem(), (403, "cross_site_request".to_owned()), "{headers:?}");
    }
    let customer = backend.customer("demo");
    let log_out = customer.send("DELETE", SESSION, &[("sec-fetch-site", "cross-site")], None).unwrap();
    assert_eq!(log_out.problem().0, 403);
    assert_eq!(customer.get("/tags").status, 200, "nobody else can log a customer out");
    let same =
        visitor.send("POST", SESSION, &[json, ("sec-fetch-site", "same-origin")], Some(&body)).unwrap();
    assert_eq!(same.status, 200);
}

#[test]
fn a_malformed_request_is_told_what_it_lacks() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    let own = ("origin", backend.url.as_str());
    let post = |kind: &str, body: &str| {
        visitor.send("POST", SESSION, &[own, ("content-type", kind)], Some(body)).unwrap().problem()
    };
    assert_eq!(post("text/plain", "{}"), (415, "unsupported_media_type".to_owned()));
    assert_eq!(post("application/json", "{"), (400, "malformed_request".to_owned()));
    assert_eq!(post("application/json", r#"{"identifier": 1, "password": "x"}"#).0, 400);
    let extra = r#"{"identifier": "a", "password": "b", "admin": true}"#;
    assert_eq!(post("application/json", extra).0, 400, "nothing unknown is taken silently");
    let long = format!(r#"{{"identifier": "a", "password": "{}"}}"#, "x".repeat(100_000));
    assert_eq!(post("application/json", &long), (413, "payload_too_large".to_owned()));
    let put = visitor.send("PUT", SESSION, &[own, ("content-type", "application/json")], Some("{}")).unwrap();
    assert_eq!(put.problem(), (405, "method_not_allowed".to_owned()));
    assert_eq!(visitor.get("/invoices/..%2F..%2Fetc").status, 401, "nothing is said to nobody");
    let customer = backend.customer("demo");
    assert_eq!(customer.get("/invoices/..%2F..%2Fetc").problem(), (404, "not_found".to_owned()));
}

#[test]
fn all_that_is_wrong_with_a_razon_social_is_told_at_once() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let refused = customer.post("/fiscal-profiles", &json!({ "rfc": "EKU900317", "fiscal_regime": "601" }));
    assert_eq!(refused.problem(), (422, "invalid_input".to_owned()));
    let wrong =
        [("rfc", "length"), ("name", "required"), ("postal_code", "required"), ("cfdi_use", "required")];
    assert_eq!(refused.field_errors(), wrong.map(|(field, code)| (field.to_owned(), code.to_owned())));

    let kemper = json!({
        "rfc": "eku-900317-3c9", "name": "Escuela Kemper Urgate", "postal_code": "42501",
        "fiscal_regime": "601", "cfdi_use": "G03",
    });
    let created = customer.post("/fiscal-profiles", &kemper);
    assert_eq!((created.status, text(&created.json()["rfc"])), (201, "EKU9003173C9".to_owned()));
    let twice = customer.post("/fiscal-profiles", &kemper);
    assert_eq!(twice.field_errors(), [("rfc".to_owned(), "duplicate".to_owned())]);
}

#[test]
fn nothing_personal_is_logged() {
    let backend = Backend::sandbox();
    let mut customer = backend.visitor();
    customer.log_in("demo@pase.example", "una-clave-mala");
    customer.log_in("(55) 5950-2560", PASSWORD);
    let tag = customer.first_tag();
    customer.get(&format!("/tags/{tag}/invoices?q=ISD950921HE5%20Pase"));
    customer.get(&format!("/tags/{tag}/invoices?from=SAT050528XN0"));
    let invoice = customer.invoice_of("743.00");
    let id = text(&invoice["id"]);
    let profile = customer.another_profile(&invoice);
    let rebill = customer.rebill(&id, "k1", &json!({ "fiscal_profile_id": profile })).json();
    customer.until(&text(&rebill["id"]), "issued");
    customer.get(&format!("/invoices/{id}/document.pdf"));
    customer.post("/fiscal-profiles", &json!({ "rfc": "EKU9003173C9", "name": "Escuela Kemper" }));
    let refused = customer.add_profile(["EKU9003173C8", "Escuela Kemper", "42501", "601", "G03"]);
    let rebill = customer.rebill(
        &text(&customer.invoice_of("1093.40")["id"]),
        "k2",
        &json!({ "fiscal_profile_id": refused["id"] }),
    );
    customer.until(&text(&rebill.json()["id"]), "needs_correction");
    let mended = customer.save(&refused, ["EKU9003173C9", "Escuela Kemper Urgate", "42501", "601", "G03"]);
    assert_eq!(mended.status, 200);

    let log = backend.logged();
    assert!(log.contains("/up/api/v1/tags/{id}/invoices"), "requests are logged by their route: {log}");
    assert!(log.contains("CFDI40143"), "a refusal is logged by its code");
    let token = customer.cookie.unwrap();
    let token = token.split_once('=').unwrap().1;
    for secret in [
        "ISD950921HE5",
        "SAT050528XN0",
        "EKU9003173C",
        "KEMPER",
        "demo@pase",
        "5950",
        "IMDM",
        "29999999",
        PASSWORD,
        "una-clave-mala",
        "Pase, Servicios",
        "AUTOPISTAS",
        "Kemper",
        token,
        "743.00",
    ] {
        assert!(!log.contains(secret), "{secret} stands in the log");
    }
}

#[test]
fn it_ends_in_good_order_when_asked_to() {
    let mut backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let invoice = customer.invoice_of("743.00");
    let body = json!({ "fiscal_profile_id": customer.another_profile(&invoice) });
    let rebill = text(&customer.rebill(&text(&invoice["id"]), "k1", &body).json()["id"]);
    backend.ask_to_end();
    assert!(backend.ended_well());
    backend.kill_and_restart();
    customer.until(&rebill, "issued");
}

#[test]
fn what_was_begun_is_answered_before_it_ends() {
    let mut backend = Backend::sandbox();
    let address = backend.url.strip_prefix("http://").unwrap().to_owned();
    let body = json!({ "identifier": "demo@pase.example", "password": PASSWORD }).to_string();
    let head = format!(
        "POST {SESSION} HTTP/1.1\r\nhost: {address}\r\norigin: {}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n",
        backend.url,
        body.len()
    );
    let mut request = TcpStream::connect(&address).unwrap();
    request.write_all(head.as_bytes()).unwrap();
    // It asks for the body once a handler waits for it: from here on the request is being answered.
    let mut asked_for = [0; 25];
    request.read_exact(&mut asked_for).unwrap();
    assert_eq!(&asked_for, b"HTTP/1.1 100 Continue\r\n\r\n");

    backend.ask_to_end();
    until("nobody new is let in", || TcpStream::connect(&address).is_err().then_some(()));
    request.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    request.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(backend.ended_well());
}

#[test]
fn no_refusal_is_kept_by_anyone() {
    let backend = Backend::sandbox();
    let (visitor, customer) = (backend.visitor(), backend.customer("demo"));
    let own = [("origin", backend.url.as_str()), ("content-type", "application/json")];
    let id = text(&customer.invoice_of("743.00")["id"]);
    let list = format!("/tags/{}/invoices?limit=0", customer.first_tag());
    let wrong_password = json!({ "identifier": "demo@pase.example", "password": "otra" });
    for (status, answer) in [
        (400, visitor.send("POST", SESSION, &own, Some("{")).unwrap()),
        (401, visitor.get("/tags")),
        (401, visitor.post("/session", &wrong_password)),
        (401, visitor.get(&format!("/invoices/{id}/document.pdf"))),
        (403, visitor.send("POST", SESSION, &[], Some("{}")).unwrap()),
        (404, customer.get("/invoices/nothing")),
        (405, visitor.send("PUT", SESSION, &own, Some("{}")).unwrap()),
        (415, visitor.send("POST", SESSION, &own[..1], Some("{}")).unwrap()),
        (422, customer.get(&list)),
    ] {
        assert_eq!((answer.status, answer.header("cache-control")), (status, "no-store"), "{}", answer.body);
        assert_eq!(answer.header("trace-id").len(), 32, "{status}");
    }
}
