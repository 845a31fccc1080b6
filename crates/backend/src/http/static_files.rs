//! Serves the portal's built files under `/up/`. Every other address there is a page of the
//! single-page app.
//!
//! The page is one of three files that show something before the app has loaded: the login if the
//! request has no session cookie, the skeleton of a screen if it has one, and help for everyone
//! (docs/decisions/0028-prerendered-login.md). Whether the cookie's session is still alive is not
//! checked: the page contains nothing of the customer's, and the app asks.

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

use super::cookie;
use super::shared::{PORTAL, Shared};
use crate::use_cases::failure::Failure;

/// The folder of files that are named by their content, so that a name always refers to the same
/// content.
const NAMED_BY_CONTENT: &str = "/assets/";
/// The address of the help screens, which are the same for everyone.
const HELP: &str = "/ayuda";

/// The files of a directory, and the pages that answer all other addresses.
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
    // The login form, submitted before the script has loaded: the page is shown again, and its
    // address contains nothing that was typed.
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
        // A file of an earlier release. The page in its place would be taken for a broken file.
        return Failure::NOT_FOUND.into_response();
    }
    let has_session = cookie::token(&app, &headers).is_some();
    files.page(path.path(), has_session, method, &headers).await
}

impl Files {
    /// A file of the directory, if it exists.
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

    /// The page of an address, always sent whole. The three possible files have the same
    /// modification time, so a browser that has one of them would be told that another one has not
    /// changed.
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
