//! HTTP: which handler serves which path, and the layers that every request and response passes
//! through. Only the contract defines the path of an endpoint.

mod cookie;
mod cors;
mod csrf;
pub(crate) mod extract;
pub(crate) mod page;
mod problem;
mod reply;
mod request_body;
mod routes;
mod security_headers;
pub(crate) mod shared;
mod static_files;
mod trace;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use pase_contract::{BASE, ProblemCode};
use tower_http::catch_panic::CatchPanicLayer;

use self::shared::{PORTAL, Shared};
use crate::use_cases::failure::Failure;

/// The routes of everything that is served. `extra` are routes besides the contract's.
pub(crate) fn router(app: Shared, static_dir: Option<&Path>, extra: Option<Router<Shared>>) -> Router {
    let mut router = Router::new()
        .nest(BASE, routes::api())
        .route(&format!("{PORTAL}/api/{{*rest}}"), any(not_found))
        .route("/", get(async || Redirect::temporary("/up/")))
        .merge(routes::health());
    if let Some(directory) = static_dir {
        router = router.merge(static_files::routes(directory));
    }
    if let Some(extra) = extra {
        router = router.merge(extra);
    }
    let mut router = router
        .fallback(not_found)
        .method_not_allowed_fallback(async || Failure::Refused(ProblemCode::MethodNotAllowed))
        .layer(from_fn_with_state(Arc::clone(&app), csrf::reject_cross_site_writes))
        .layer(from_fn(request_body::read_whole))
        .layer(CatchPanicLayer::custom(panic_response));
    if !app.allowed_origins.is_empty() {
        // Outside everything that may refuse a request, so that a page can read why it was refused.
        router = router.layer(cors::layer(&app.allowed_origins));
    }
    router
        .layer(from_fn_with_state(Arc::clone(&app), security_headers::add))
        .layer(from_fn(trace::trace_request))
        .with_state(app)
}

async fn not_found() -> Failure {
    Failure::NOT_FOUND
}

/// The response after a panic in a handler. The panic's message is dropped, because it may contain
/// data that must not be logged.
fn panic_response(_: Box<dyn std::any::Any + Send>) -> Response {
    Failure::Internal("a handler panicked").into_response()
}
