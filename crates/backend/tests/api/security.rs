//! Headers, writes from elsewhere, malformed requests, what is logged, how it ends.

use serde_json::json;

use crate::support::{Backend, PASSWORD, text};

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
        let body = (method == pase_contract::Method::Post).then_some("{}");
        let answer = visitor.send(method.as_str(), &path, &headers, body).unwrap();
        assert!(![404, 405].contains(&answer.status), "{} {path}: {}", method.as_str(), answer.body);
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

    let log = backend.logged();
    assert!(log.contains("/up/api/v1/tags/{id}/invoices"), "requests are logged by their route: {log}");
    let token = customer.cookie.unwrap();
    let token = token.split_once('=').unwrap().1;
    for secret in [
        "ISD950921HE5",
        "SAT050528XN0",
        "EKU9003173C9",
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
    assert!(backend.terminate());
    backend.kill_and_restart();
    customer.until(&rebill, "issued");
}
