//! No other site can write in a customer's name: a browser says where a request comes from, and a page cannot make it say
//! otherwise. The cookie's `SameSite=Strict` stands behind this.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pase_contract::ProblemCode;

use crate::failure::Failure;

/// Refuses writes that do not come from our own pages.
pub(super) async fn refuse_other_sites(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || comes_from_here(request.headers()) {
        next.run(request).await
    } else {
        Failure::Refused(ProblemCode::CrossSiteRequest).into_response()
    }
}

/// By `Sec-Fetch-Site`; from a browser that does not send it (Safari before 16.4), by `Origin`.
fn comes_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key("sec-fetch-site") {
        return text("sec-fetch-site") == Some("same-origin");
    }
    let authority =
        text(ORIGIN.as_str()).and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    authority.is_some() && authority == text(HOST.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        comes_from_here(&headers.collect())
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
        assert!(!allowed(&[("origin", "https://evil.example"), ("host", "pase.mx")]));
        assert!(!allowed(&[("origin", "null"), ("host", "pase.mx")]));
        assert!(!allowed(&[("host", "pase.mx")]));
        assert!(!allowed(&[]));
    }
}
