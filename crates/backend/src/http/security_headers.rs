//! The headers that every answer carries.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use pase_contract::BASE;

use super::Shared;
use crate::app::App;

/// Of the portal's page and its files. Text becomes elements through the one policy of build/trusted_markup.js alone.
const PORTAL_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types pase-portal";

/// Of what the API answers: data, and pages of words and a link. They load nothing, and nobody frames them.
const API_POLICY: &str = "default-src 'none'; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

const ALWAYS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With `no-referrer`, Safari before 16.4 would send `Origin: null` with our own forms (same_site.rs).
    (REFERRER_POLICY, "same-origin"),
    // What a page could ask the device for, and the portal never does. It copies to the clipboard, so that stays.
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), gyroscope=(), \
         hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
         screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Two years. Whether the host's subdomains are served over TLS, too, is not for an application under a path to say.
const TWO_YEARS: &str = "max-age=63072000";

/// Adds them; what has no policy of its own has the portal's or the API's, and what does not say how long it may be kept is
/// not to be kept at all.
pub(super) async fn add(State(app): State<Shared>, request: Request, next: Next) -> Response {
    // By the address and not by what is answered: a browser takes the headers of a 304 for those of the page that it has kept.
    let policy = if is_of_api(request.uri().path()) { API_POLICY } else { PORTAL_POLICY };
    let tls = is_over_tls(&app, request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
    if tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TWO_YEARS));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn is_of_api(path: &str) -> bool {
    path.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the browser speaks TLS, as a proxy of ours says in `X-Forwarded-Proto`. Where nobody says, the portal is taken to be
/// reached over TLS, without which its cookie is refused, and the sandbox not.
fn is_over_tls(app: &App, headers: &HeaderMap) -> bool {
    let said = app.behind_proxy.then(|| forwarded_proto(headers)).flatten();
    said.map_or(app.sandbox.is_none(), |scheme| scheme.eq_ignore_ascii_case("https"))
}

/// The last entry is the one that our own proxy has added.
fn forwarded_proto(headers: &HeaderMap) -> Option<&str> {
    let line = headers.get_all("x-forwarded-proto").iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim).filter(|scheme| !scheme.is_empty())
}
