//! What browsers let pages of other origins read: nothing, but for those that are allowed by name (`--allow-origin`).
//!
//! Such a page is one of the same site (`www.pase.example` beside `api.pase.example`): the session's cookie is `SameSite=Strict`, so
//! it goes to no other. The files of the portal are read across origins, too, by the loader.

use std::time::Duration;

use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH, RETRY_AFTER};
use axum::http::{HeaderName, Method};
use pase_contract::IDEMPOTENCY_KEY;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::allowed_origin::AllowedOrigin;

/// For how long a browser need not ask again whether it may send such a request.
const REMEMBERED_FOR: Duration = Duration::from_secs(7200);

/// Answers preflights and marks answers, for these origins alone. Every answer says that it depends on who asks, so that
/// no cache gives one origin's to another.
pub(super) fn layer(allowed: &[AllowedOrigin]) -> CorsLayer {
    let key = HeaderName::from_bytes(IDEMPOTENCY_KEY.as_bytes()).ok();
    let origins = allowed.iter().map(|origin| origin.as_header().clone());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([Some(CONTENT_TYPE), Some(IF_MATCH), key].into_iter().flatten().collect::<Vec<_>>())
        .expose_headers([ETAG, RETRY_AFTER])
        .max_age(REMEMBERED_FOR)
}
