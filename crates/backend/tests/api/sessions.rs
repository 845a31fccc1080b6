//! Logging in, staying logged in, logging out.

use serde_json::json;

use crate::support::{Backend, PASSWORD};

#[test]
fn the_cookie_is_closed_to_scripts_and_other_sites() {
    let backend = Backend::sandbox();
    let answer = backend.visitor().log_in("demo@pase.example", PASSWORD);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("pase_session="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "WebKit refuses it without TLS: {cookie}");
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[test]
fn outside_of_the_sandbox_the_cookie_is_of_this_host_and_of_tls_alone() {
    let backend = Backend::start(false);
    let origin = [("origin", backend.url.as_str())];
    // Nobody can log in to an empty database, but logging out sets the same cookie.
    let answer = backend.visitor().send("DELETE", "/up/api/v1/session", &origin, None).unwrap();
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-pase_session=;"), "{cookie}");
    for attribute in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=0"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[test]
fn a_login_gives_a_new_session_and_ends_the_one_before() {
    let backend = Backend::sandbox();
    let mut customer = backend.customer("demo");
    let before = customer.clone();
    assert_eq!(customer.log_in("55 5950 2560", PASSWORD).status, 200);
    assert_ne!(before.cookie, customer.cookie);
    assert_eq!(customer.get("/tags").status, 200);
    assert_eq!(before.get("/tags").status, 401);
}

#[test]
fn logging_out_ends_the_session_on_the_server() {
    let backend = Backend::sandbox();
    let customer = backend.customer("demo");
    let origin = [("origin", backend.url.as_str())];
    assert_eq!(customer.send("DELETE", "/up/api/v1/session", &origin, None).unwrap().status, 204);
    assert_eq!(
        customer.get("/tags").problem(),
        (401, "unauthenticated".to_owned()),
        "the cookie alone is nothing"
    );
    assert_eq!(customer.get("/session").body, "null");
}

#[test]
fn a_made_up_cookie_is_nobody() {
    let backend = Backend::sandbox();
    let mut visitor = backend.visitor();
    for cookie in
        ["pase_session=", "pase_session=x", "pase_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
    {
        visitor.cookie = Some(cookie.to_owned());
        assert_eq!(visitor.get("/tags").status, 401, "{cookie}");
    }
}

#[test]
fn a_failed_login_never_says_which_was_wrong() {
    let backend = Backend::sandbox();
    let failed = |identifier: &str| {
        let mut problem = backend.visitor().log_in(identifier, "otra").json();
        problem["trace_id"] = json!("");
        problem
    };
    assert_eq!(failed("demo@pase.example"), failed("nadie@pase.example"));
    assert_eq!(failed("55 5950 2560")["code"], "invalid_credentials");
}

#[test]
fn too_many_failures_close_an_account_for_a_while_and_no_other() {
    let backend = Backend::sandbox();
    let mut visitor = backend.visitor();
    let refused =
        (0..20).map(|_| visitor.log_in("demo@pase.example", "otra")).find(|answer| answer.status == 429);
    let refused = refused.expect("a throttled login");
    assert_eq!(refused.problem(), (429, "too_many_attempts".to_owned()));
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    let right = visitor.log_in("55 5950 2560", PASSWORD);
    assert_eq!(right.status, 429, "the same account by its telephone, even with the right password");
    assert_eq!(backend.visitor().log_in("kemper@pase.example", PASSWORD).status, 200);
}
