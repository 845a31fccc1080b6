//! CORS: which responses browsers let pages of other origins read. Only the origins allowed by name
//! (`--allow-origin`) may read any.
//!
//! An allowed page must be of the same site (`www.pase.example` beside `api.pase.example`), because
//! browsers send the session cookie, which is `SameSite=Strict`, for no other. The loader also
//! reads the portal's files across origins.

use std::time::Duration;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_MATCH, RETRY_AFTER};
use axum::http::{HeaderName, Method};
use pase_contract::IDEMPOTENCY_KEY;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::trace::TRACE_ID;
use crate::kernel::allowed_origin::AllowedOrigin;

/// How long a browser may remember the answer to a preflight.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_secs(7200);

/// Answers preflights and adds the CORS headers, for these origins only. Every response says that
/// it depends on the requesting origin, so that no cache serves one origin's response to another.
pub(super) fn layer(allowed: &[AllowedOrigin]) -> CorsLayer {
    let key = HeaderName::from_bytes(IDEMPOTENCY_KEY.as_bytes()).ok();
    let origins = allowed.iter().map(|origin| origin.as_header().clone());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([Some(CONTENT_TYPE), Some(IF_MATCH), key].into_iter().flatten().collect::<Vec<_>>())
        .expose_headers([CONTENT_DISPOSITION, ETAG, RETRY_AFTER, TRACE_ID])
        .max_age(PREFLIGHT_MAX_AGE)
}
