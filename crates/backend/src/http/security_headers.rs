//! The headers that every response carries.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use pase_contract::BASE;

use super::shared::Shared;
use crate::app::App;

/// The content security policy of the portal's pages and files. Text can become elements only
/// through the one Trusted Types policy of build/trusted_markup.js.
const PORTAL_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types pase-portal";

/// The content security policy of the API's responses, which are data, or pages of text and a link.
/// They load nothing, and nobody may frame them.
const API_POLICY: &str = "default-src 'none'; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

const COMMON_HEADERS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With `no-referrer`, Safari before 16.4 would send `Origin: null` with our own forms
    // (csrf.rs).
    (REFERRER_POLICY, "same-origin"),
    // Device features that the portal never uses. It does write to the clipboard, so that stays
    // allowed.
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), \
         hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
         screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Two years, without `includeSubDomains`: an application under a path cannot decide whether all of
/// the host's subdomains are served over TLS.
const HSTS: &str = "max-age=63072000";

/// Adds the headers. A response without a policy of its own gets the portal's or the API's. A
/// response that does not say how long it may be kept must not be kept at all.
pub(super) async fn add(State(app): State<Shared>, request: Request, next: Next) -> Response {
    // Chosen by the address and not by the response: a browser applies the headers of a 304 to the
    // page that it has kept.
    let policy = if is_of_api(request.uri().path()) { API_POLICY } else { PORTAL_POLICY };
    let tls = is_over_tls(&app, request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in COMMON_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
    if tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn is_of_api(path: &str) -> bool {
    path.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the browser uses TLS, as our own proxy says in `X-Forwarded-Proto`, or else as the
/// program was set up.
fn is_over_tls(app: &App, headers: &HeaderMap) -> bool {
    let said = app.behind_proxy.then(|| forwarded_proto(headers)).flatten();
    said.map_or(app.is_served_over_tls, |scheme| scheme.eq_ignore_ascii_case("https"))
}

/// The scheme as our own proxy reports it, which is the last entry.
fn forwarded_proto(headers: &HeaderMap) -> Option<&str> {
    let line = headers.get_all("x-forwarded-proto").iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim).filter(|scheme| !scheme.is_empty())
}
