//! The API for a page on another host of the same site: the browser's preflight, what it lets the
//! page read, and writes.

use serde_json::json;

use crate::support::{Backend, PASSWORD};

const SESSION: &str = "/up/api/v1/session";
const HOST: &str = "https://www.pase.example";
const OTHER_HOST: &str = "https://cuenta.pase.example";
const STRANGER: &str = "https://evil.example";

fn backend() -> Backend {
    Backend::start_with(&["--sandbox", "--allow-origin", HOST, "--allow-origin", OTHER_HOST])
}

#[test]
fn a_preflight_is_answered_for_who_is_allowed_and_for_nobody_else() {
    let backend = backend();
    let visitor = backend.visitor();
    let ask = |origin| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type,idempotency-key"),
        ];
        visitor.send("OPTIONS", "/up/api/v1/invoices/x/rebill", &headers, None).unwrap()
    };
    for origin in [HOST, OTHER_HOST] {
        let answer = ask(origin);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), origin);
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        assert_eq!(answer.header("access-control-allow-methods"), "GET,POST,PUT,DELETE");
        assert_eq!(answer.header("access-control-allow-headers"), "content-type,if-match,idempotency-key");
        assert!(answer.header_list("vary").contains("origin"), "{}", answer.header_list("vary"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(ask(STRANGER).header("access-control-allow-origin"), "");
    assert_eq!(ask("null").header("access-control-allow-origin"), "");
}

#[test]
fn who_is_allowed_reads_answers_refusals_and_files_and_every_answer_varies_by_who_asks() {
    let backend = backend();
    let visitor = backend.visitor();
    for path in ["/up/", SESSION, "/up/api/v1/tags", "/up/api/v1/nothing"] {
        let read = |origin| visitor.send("GET", path, &[("origin", origin)], None).unwrap();
        assert_eq!(read(HOST).header("access-control-allow-origin"), HOST, "{path}");
        assert_eq!(read(HOST).header("access-control-allow-credentials"), "true", "{path}");
        assert!(read(HOST).header("access-control-expose-headers").contains("retry-after"), "{path}");
        assert_eq!(read(STRANGER).header("access-control-allow-origin"), "", "{path}");
        for answer in [read(HOST), read(STRANGER), visitor.get_at(path)] {
            assert!(answer.header_list("vary").contains("origin"), "{path}: {}", answer.header_list("vary"));
        }
    }
}

#[test]
fn who_is_allowed_writes_and_a_stranger_does_not() {
    let backend = backend();
    let body = json!({ "identifier": "demo@pase.example", "password": PASSWORD }).to_string();
    let log_in = |headers: &[(&str, &str)]| {
        let all = [&[("content-type", "application/json")], headers].concat();
        backend.visitor().send("POST", SESSION, &all, Some(&body)).unwrap()
    };
    let allowed = log_in(&[("origin", HOST), ("sec-fetch-site", "same-site")]);
    assert_eq!(allowed.status, 200);
    assert!(allowed.header("set-cookie").contains("SameSite=Strict"));
    assert_eq!(log_in(&[("origin", OTHER_HOST)]).status, 200, "a browser that says no more than its origin");
    for refused in [
        &[("origin", STRANGER), ("sec-fetch-site", "same-site")][..],
        &[("origin", STRANGER)],
        &[("origin", HOST), ("sec-fetch-site", "cross-site")],
    ] {
        let answer = log_in(refused);
        assert_eq!(answer.problem(), (403, "cross_site_request".to_owned()), "{refused:?}");
    }
    // The page of an allowed host must be able to read why the request was refused.
    let refused = log_in(&[("origin", HOST), ("sec-fetch-site", "cross-site")]);
    assert_eq!(refused.header("access-control-allow-origin"), HOST);
}

#[test]
fn without_the_setting_no_other_origin_reads_anything() {
    let backend = Backend::sandbox();
    let visitor = backend.visitor();
    let answer = visitor.send("GET", SESSION, &[("origin", HOST)], None).unwrap();
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let preflight = [("origin", HOST), ("access-control-request-method", "POST")];
    assert_eq!(visitor.send("OPTIONS", SESSION, &preflight, None).unwrap().problem().0, 405);
}
