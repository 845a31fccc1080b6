//! The portal's built files under `/up/`; every other address there is a page of the single-page app.
//!
//! The page is one of three files, which show something before the app is there: the login for who sends no session's cookie,
//! the bones of a screen for who sends one, help for everyone (docs/decisions/0028-prerendered-login.md). Whether the cookie is
//! still good for anything is not asked: the page holds nothing of the customer's, and the app asks.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, COOKIE, LAST_MODIFIED, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use super::{PORTAL, Shared, cookie};
use crate::failure::Failure;

/// Files in this folder are named by their content: a name never comes to mean another file.
const NAMED_BY_CONTENT: &str = "/assets/";
/// The screens of help, which are the same for everyone.
const HELP: &str = "/ayuda";

/// What a directory holds, and the pages that answer for all other addresses.
#[derive(Clone)]
struct Files {
    directory: ServeDir,
    login: ServeFile,
    account: ServeFile,
    help: ServeFile,
}

/// Routes for the files in a directory.
pub(super) fn routes(directory: &Path) -> Router<Shared> {
    let page = |name| ServeFile::new(directory.join(name)).precompressed_br().precompressed_gzip();
    let files = Files {
        directory: ServeDir::new(directory)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip(),
        login: page("index.html"),
        account: page("account.html"),
        help: page("help.html"),
    };
    // The login's form, sent before there is a script that would: the page comes again, and nothing stands in its address.
    let route = || get(answer).post(async |address: Uri| Redirect::to(address.path()));
    Router::new()
        .route(PORTAL, get(async || Redirect::temporary("/up/")))
        .route(&format!("{PORTAL}/"), route())
        .route(&format!("{PORTAL}/{{*path}}"), route())
        .layer(axum::Extension(files))
}

async fn answer(
    State(app): State<Shared>,
    axum::Extension(files): axum::Extension<Files>,
    request: Request,
) -> Response {
    let Some(path) = request.uri().path().strip_prefix(PORTAL).and_then(|path| path.parse::<Uri>().ok())
    else {
        return Failure::NOT_FOUND.into_response();
    };
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let may_be_file = !path.path().ends_with(".html");
    if may_be_file && let Some(file) = files.file(path.clone(), request).await {
        return file;
    }
    if path.path().starts_with(NAMED_BY_CONTENT) {
        // A file of an earlier release: a page in its place would be taken for a broken file.
        return Failure::NOT_FOUND.into_response();
    }
    let has_session = cookie::token(&app, &headers).is_some();
    files.page(path.path(), has_session, method, &headers).await
}

impl Files {
    /// A file of the directory, if there is one.
    async fn file(&self, path: Uri, mut request: Request) -> Option<Response> {
        let immutable = path.path().starts_with(NAMED_BY_CONTENT);
        *request.uri_mut() = path;
        let Ok(mut response) = self.directory.clone().oneshot(request).await;
        if response.status() == StatusCode::NOT_FOUND {
            return None;
        }
        let cache = if immutable && response.status().is_success() {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cache));
        Some(response.into_response())
    }

    /// The page of an address, whole each time: the files that it may be are of one age, and a browser that has one of them would
    /// be told that another has not changed.
    async fn page(&self, path: &str, has_session: bool, method: Method, headers: &HeaderMap) -> Response {
        let is_help = path.trim_end_matches('/') == HELP;
        let file = match has_session {
            _ if is_help => &self.help,
            true => &self.account,
            false => &self.login,
        };
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method;
        for encoding in headers.get_all(ACCEPT_ENCODING) {
            request.headers_mut().append(ACCEPT_ENCODING, encoding.clone());
        }
        let Ok(mut response) = file.clone().oneshot(request).await;
        let answered = response.headers_mut();
        answered.remove(LAST_MODIFIED);
        answered.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if !is_help {
            answered.append(VARY, COOKIE.into());
        }
        response.into_response()
    }
}
