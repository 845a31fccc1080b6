//! HTTP: what is routed where, and what every request and answer goes through. Which path an endpoint has stands in the
//! contract alone.

mod cookie;
mod extract;
mod other_origins;
mod page;
mod problem;
mod reply;
mod routes;
mod same_site;
mod security_headers;
mod static_files;
mod trace;
mod whole_body;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use pase_contract::{BASE, ProblemCode};
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::failure::Failure;

/// The program as handlers see it.
type Shared = Arc<App>;

/// Where the portal's pages stand.
const PORTAL: &str = "/up";

/// Everything that is served.
pub(crate) fn router(app: Shared, static_dir: Option<&Path>) -> Router {
    let sandbox = app.sandbox.clone();
    let mut router = Router::new()
        .nest(BASE, routes::api())
        .route(&format!("{PORTAL}/api/{{*rest}}"), any(nothing_here))
        .route("/", get(async || Redirect::temporary("/up/")))
        .merge(routes::health());
    if let Some(directory) = static_dir {
        router = router.merge(static_files::routes(directory));
    }
    if let Some(sandbox) = sandbox {
        router = router.merge(routes::sandbox(sandbox));
    }
    let mut router = router
        .fallback(nothing_here)
        .method_not_allowed_fallback(async || Failure::Refused(ProblemCode::MethodNotAllowed))
        .layer(from_fn_with_state(Arc::clone(&app), same_site::refuse_other_sites))
        .layer(from_fn(whole_body::read))
        .layer(CatchPanicLayer::custom(after_panic));
    if !app.allowed_origins.is_empty() {
        // Around everything that may refuse: a page is to read why.
        router = router.layer(other_origins::layer(&app.allowed_origins));
    }
    router
        .layer(from_fn_with_state(Arc::clone(&app), security_headers::add))
        .layer(from_fn(trace::follow))
        .with_state(app)
}

async fn nothing_here() -> Failure {
    Failure::NOT_FOUND
}

/// A panic is a fault of this program; its message may hold what must not be logged.
fn after_panic(_: Box<dyn std::any::Any + Send>) -> Response {
    Failure::Broken("a handler panicked").into_response()
}
