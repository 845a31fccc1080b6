//! Small pages in Spanish for a person who follows a plain link. They have no script and no style.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::use_cases::failure::Failure;

#[derive(Template)]
#[template(path = "notice.html")]
struct Notice<'a> {
    title: &'a str,
    text: &'a str,
}

/// A page with a title, a text, and a link back to the portal.
pub(super) fn notice(status: StatusCode, title: &str, text: &str) -> Response {
    match (Notice { title, text }).render() {
        Ok(page) => (status, Html(page)).into_response(),
        Err(_) => Failure::Internal("a notice cannot be written").into_response(),
    }
}
