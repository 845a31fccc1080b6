//! The portal's built files under `/up/`; every other address there is a page of the single-page app.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tower::Service;
use tower_http::services::{ServeDir, ServeFile};

use super::{PORTAL, Shared};
use crate::failure::Failure;

/// Files in this folder are named by their content: a name never comes to mean another file.
const NAMED_BY_CONTENT: &str = "/assets/";

type Files = ServeDir<ServeFile>;

/// Routes for the files in a directory.
pub(super) fn routes(directory: &Path) -> Router<Shared> {
    let index = ServeFile::new(directory.join("index.html")).precompressed_br().precompressed_gzip();
    let files: Files = ServeDir::new(directory).precompressed_br().precompressed_gzip().fallback(index);
    Router::new()
        .route(PORTAL, get(async || Redirect::temporary("/up/")))
        .route(&format!("{PORTAL}/"), get(file))
        .route(&format!("{PORTAL}/{{*path}}"), get(file))
        .layer(axum::Extension(files))
}

async fn file(axum::Extension(mut files): axum::Extension<Files>, mut request: Request) -> Response {
    let Some(path) = request.uri().path().strip_prefix(PORTAL).and_then(|path| path.parse::<Uri>().ok())
    else {
        return Failure::NOT_FOUND.into_response();
    };
    let immutable = path.path().starts_with(NAMED_BY_CONTENT);
    *request.uri_mut() = path;
    let Ok(mut response) = files.call(request).await;
    let is_page =
        response.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if immutable && is_page {
        // A file of an earlier release: a page in its place would be taken for a broken file.
        return Failure::NOT_FOUND.into_response();
    }
    let cache = if immutable && response.status().is_success() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    response.into_response()
}
