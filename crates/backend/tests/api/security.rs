//! Security: response headers, writes from other sites, malformed requests, the log, and the
//! shutdown.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use pase_contract::Method;
use serde_json::json;

use crate::support::{Answer, Backend, PASSWORD, text, until};

const SESSION: &str = "/up/api/v1/session";

/// Headers that every response must have.
const ALWAYS: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// The directives of a content security policy, each with its values.
fn directives(answer: &Answer) -> BTreeMap<String, String> {
    let policy = answer.header("content-security-policy");
    let parts = policy.split(';').map(str::trim).map(|part| part.split_once(' ').unwrap_or((part, "")));
    parts.map(|(name, values)| (name.to_owned(), values.to_owned())).collect()
}

#[test]
fn every_answer_carries_the_headers_of_its_kind() {
    let backend = Backend::sandbox();
    std::fs::create_dir(backend.files().join("assets")).unwrap();
    std::fs::write(backend.files().join("assets/portal-0123456789abcdef.js"), "export {};").unwrap();
    let customer = backend.customer("demo");
    let id = text(&customer.invoice_of("743.00")["id"]);
    let invoice = format!("/up/api/v1/invoices/{id}");
    let (visitor, nobody) = (&customer, &backend.visitor());
    let own = |sent: &[(&str, &str)]| visitor.send("POST", SESSION, sent, Some("{")).unwrap();
    let json = [("origin", backend.url.as_str()), ("content-type", "application/json")];
    let mut seen = BTreeSet::new();
    for (kind, status, answer) in [
        ("portal", 200, visitor.get_at("/up/")),
        ("portal", 200, visitor.get_at("/up/tags/x/facturas")),
        ("portal", 200, visitor.get_at("/up/assets/portal-0123456789abcdef.js")),
        ("portal", 404, visitor.get_at("/up/assets/portal-fedcba9876543210.js")),
        ("portal", 307, visitor.get_at("/up")),
        ("portal", 404, visitor.get_at("/nothing")),
        ("portal", 200, visitor.get_at("/healthz")),
        ("portal", 200, visitor.get_at("/sandbox/buzon")),
        ("portal", 200, visitor.get_at("/sandbox/buzon.css")),
        ("portal", 200, visitor.get_at("/sandbox/clock")),
        ("api", 200, visitor.get("/tags")),
        ("api", 200, visitor.get_at(SESSION)),
        ("api", 401, nobody.get("/tags")),
        ("api", 404, visitor.get("/nothing")),
        ("api", 405, visitor.send("PUT", SESSION, &json, Some("{}")).unwrap()),
        ("api", 400, own(&json)),
        ("api", 403, own(&[("sec-fetch-site", "cross-site")])),
        ("document", 200, visitor.get_at(&format!("{invoice}/document.xml"))),
        ("document", 200, visitor.get_at(&format!("{invoice}/document.pdf"))),
        ("document", 200, visitor.get_at(&format!("{invoice}/document.pdf?disposition=inline"))),
        ("api", 404, visitor.get("/invoices/x/document.pdf")),
        ("api", 404, visitor.follow("/invoices/x/document.pdf")),
        ("api", 401, nobody.get_at(&format!("{invoice}/document.xml"))),
        ("frames", 200, visitor.get_at("/sandbox/mail")),
    ] {
        let what = format!(
            "{kind} {status} {} {}",
            answer.header("content-type"),
            answer.body.get(..40).unwrap_or("")
        );
        assert_eq!(answer.status, status, "{what}");
        for (name, value) in ALWAYS {
            assert_eq!(answer.header(name), value, "{name}: {what}");
        }
        for feature in ["camera", "geolocation", "microphone", "payment", "usb"] {
            assert!(
                answer.header("permissions-policy").contains(&format!("{feature}=()")),
                "{feature}: {what}"
            );
        }
        assert!(!answer.header("cache-control").is_empty(), "{what}");
        assert_eq!(
            answer.header("strict-transport-security"),
            "",
            "the sandbox is served without TLS: {what}"
        );
        let policy = directives(&answer);
        let directive = |name: &str| policy.get(name).map_or("missing", String::as_str);
        for (name, value) in [("default-src", "'none'"), ("base-uri", "'none'")] {
            assert_eq!(directive(name), value, "{name}: {what}");
        }
        let of_kind: &[(&str, &str)] = match kind {
            "portal" => &[
                ("script-src", "'self' 'wasm-unsafe-eval'"),
                ("style-src", "'self'"),
                ("connect-src", "'self'"),
                ("object-src", "'none'"),
                ("form-action", "'self'"),
                ("frame-ancestors", "'self'"),
                ("require-trusted-types-for", "'script'"),
                ("trusted-types", "pase-portal"),
            ],
            "api" => &[
                ("script-src", "missing"),
                ("style-src", "missing"),
                ("object-src", "'none'"),
                ("form-action", "'none'"),
                ("frame-ancestors", "'none'"),
                ("require-trusted-types-for", "'script'"),
                ("trusted-types", "'none'"),
            ],
            "document" => &[
                ("script-src", "missing"),
                // WebKit's built-in viewer needs this.
                ("style-src", "'unsafe-inline'"),
                ("object-src", "'none'"),
                ("form-action", "'none'"),
                ("frame-ancestors", "'none'"),
            ],
            _ => &[
                ("script-src", "missing"),
                ("style-src", "'self'"),
                ("form-action", "'none'"),
                ("frame-ancestors", "'self'"),
            ],
        };
        for (name, value) in of_kind {
            assert_eq!(directive(name), *value, "{name}: {what}");
        }
        let has_inline = policy.values().any(|values| values.contains("unsafe-inline"));
        assert_eq!(has_inline, kind == "document", "{what}");
        seen.insert(answer.header("content-type").split(';').next().unwrap_or_default().to_owned());
    }
    for kind in [
        "text/html",
        "text/javascript",
        "application/json",
        "application/problem+json",
        "application/xml",
        "application/pdf",
    ] {
        assert!(seen.contains(kind), "{kind} was not among them: {seen:?}");
    }
    assert_eq!(visitor.get("/tags").header("cache-control"), "no-store");
    assert_eq!(visitor.get("/nothing").header("cache-control"), "no-store");
    assert_eq!(visitor.get_at("/up/").header("cache-control"), "no-cache");
}

/// A browser takes over the headers of a 304, so a 304 must repeat the policy. Otherwise the cached
/// file would get a different one.
#[test]
fn a_file_that_has_not_changed_keeps_its_policy() {
    let backend = Backend::sandbox();
    std::fs::write(backend.files().join("pase-portal.js"), "export {};").unwrap();
    let visitor = backend.visitor();
    let file = visitor.get_at("/up/pase-portal.js");
    let since = [("if-modified-since", file.header("last-modified"))];
    let unchanged = visitor.send("GET", "/up/pase-portal.js", &since, None).unwrap();
    assert_eq!(unchanged.status, 304);
    assert!(!directives(&file).is_empty());
    assert_eq!(directives(&unchanged), directives(&file));
}

#[test]
fn browsers_are_told_to_insist_on_tls_where_they_speak_it() {
    let hsts = |backend: &Backend, headers: &[(&str, &str)]| {
        let answer = backend.visitor().send("GET", "/up/", headers, None).unwrap();
        answer.header("strict-transport-security").to_owned()
    };
    let (https, http) = (("x-forwarded-proto", "https"), ("x-forwarded-proto", "http"));
    let two_years = "max-age=63072000";
    let portal = Backend::start(false);
    assert_eq!(hsts(&portal, &[]), two_years);
    assert_eq!(hsts(&portal, &[http]), two_years, "without a proxy, the header is the client's to invent");
    let behind = Backend::start_with(&["--behind-proxy"]);
    assert_eq!(hsts(&behind, &[]), two_years, "not every proxy says");
    assert_eq!(hsts(&behind, &[https]), two_years);
    assert_eq!(hsts(&behind, &[http]), "");
    let sandbox = Backend::start_with(&["--sandbox", "--behind-proxy"]);
    assert_eq!(hsts(&sandbox, &[]), "");
    assert_eq!(hsts(&sandbox, &[https]), two_years);
    assert_eq!(
        hsts(&sandbox, &[("x-forwarded-proto", "https, http")]),
        "",
        "the last word is our own proxy's"
    );
    assert_eq!(hsts(&Backend::sandbox(), &[https]), "");
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

/// A client that waits for permission to send its body gets it, and only then is the request
/// refused. No unread bytes remain in the connection.
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
    let corrected = customer.save(&refused, ["EKU9003173C9", "Escuela Kemper Urgate", "42501", "601", "G03"]);
    assert_eq!(corrected.status, 200);

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
    backend.terminate();
    assert!(backend.wait_for_success());
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
    // The server asks for the body only when a handler waits for it, so from here on the request is
    // being processed.
    let mut asked_for = [0; 25];
    request.read_exact(&mut asked_for).unwrap();
    assert_eq!(&asked_for, b"HTTP/1.1 100 Continue\r\n\r\n");

    backend.terminate();
    until("nobody new is let in", || TcpStream::connect(&address).is_err().then_some(()));
    request.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    request.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(backend.wait_for_success());
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
        (401, visitor.follow(&format!("/invoices/{id}/document.pdf"))),
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
