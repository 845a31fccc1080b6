//! Prevents other sites from writing in a customer's name (cross-site request forgery). The browser
//! says where a request comes from, and a page cannot make it say something else. The cookie's
//! `SameSite=Strict` is a second protection. Pages of other origins on the same site may write if
//! they are allowed by name (`--allow-origin`).

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pase_contract::ProblemCode;

use super::shared::Shared;
use crate::kernel::allowed_origin::AllowedOrigin;
use crate::use_cases::failure::Failure;

/// Refuses writes that come neither from our own pages nor from allowed ones.
pub(super) async fn reject_cross_site_writes(
    State(app): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || may_write(request.headers(), &app.allowed_origins) {
        next.run(request).await
    } else {
        Failure::Refused(ProblemCode::CrossSiteRequest).into_response()
    }
}

/// Decides by `Sec-Fetch-Site`. If the browser does not send it (Safari before 16.4), `Origin`
/// alone decides. An allowed origin counts only within the site, because on pages of another site
/// nobody is logged in here.
fn may_write(headers: &HeaderMap, allowed: &[AllowedOrigin]) -> bool {
    let origin = headers.get(ORIGIN);
    let is_allowed =
        || origin.is_some_and(|origin| allowed.iter().any(|allowed| allowed.as_header() == origin));
    if let Some(site) = headers.get("sec-fetch-site") {
        return match site.as_bytes() {
            b"same-origin" => true,
            b"same-site" => is_allowed(),
            _ => false,
        };
    }
    let text = |value: &HeaderValue| value.to_str().ok().map(str::to_owned);
    let own = headers.get(HOST).and_then(text);
    let authority = origin.and_then(text).and_then(|origin| Some(origin.split_once("://")?.1.to_owned()));
    (authority.is_some() && authority == own) || is_allowed()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        may_write(&headers.collect(), &["https://www.pase.mx".parse().unwrap()])
    }

    #[test]
    fn a_write_comes_from_our_own_pages() {
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(
                !allowed(&[("sec-fetch-site", site), ("origin", "https://pase.mx"), ("host", "pase.mx")]),
                "{site}"
            );
        }
    }

    #[test]
    fn an_old_browser_is_known_by_its_origin() {
        assert!(allowed(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(allowed(&[("origin", "https://www.pase.mx"), ("host", "api.pase.mx")]));
        assert!(!allowed(&[("origin", "https://evil.example"), ("host", "pase.mx")]));
        assert!(!allowed(&[("origin", "null"), ("host", "pase.mx")]));
        assert!(!allowed(&[("host", "pase.mx")]));
        assert!(!allowed(&[]));
    }

    #[test]
    fn a_page_that_is_allowed_writes_within_its_site_only() {
        let from =
            |site, origin| allowed(&[("sec-fetch-site", site), ("origin", origin), ("host", "api.pase.mx")]);
        assert!(from("same-site", "https://www.pase.mx"));
        assert!(!from("same-site", "http://www.pase.mx"));
        assert!(!from("same-site", "https://www.pase.mx.evil.example"));
        assert!(!from("cross-site", "https://www.pase.mx"));
    }
}
