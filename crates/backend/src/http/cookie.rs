//! The session's cookie. No script reads it, no other site sends it, and over TLS no other host can set it.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::sessions::Token;

/// The prefix makes browsers insist on `Secure`, on `Path=/` and on no `Domain`.
const OVER_TLS: &str = "__Host-pase_session";
/// The sandbox is served without TLS, where WebKit refuses `Secure`.
const IN_SANDBOX: &str = "pase_session";

/// The token that a request carries.
pub(super) fn token(app: &App, headers: &HeaderMap) -> Option<Token> {
    let (name, _) = kind(app);
    let pairs = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .and_then(|(_, value)| Token::read(value))
}

/// `Set-Cookie` for a session that has begun. It ends with the browser, at the latest.
pub(super) fn set(app: &App, token: &Token) -> Outcome<HeaderValue> {
    let (name, secure) = kind(app);
    header(format!("{name}={}; Path=/; HttpOnly; SameSite=Strict{secure}", token.as_str()))
}

/// `Set-Cookie` for a session that has ended. Only this cookie: the host's others are not ours.
pub(super) fn clear(app: &App) -> Outcome<HeaderValue> {
    let (name, secure) = kind(app);
    header(format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict{secure}"))
}

fn kind(app: &App) -> (&'static str, &'static str) {
    if app.sandbox.is_some() { (IN_SANDBOX, "") } else { (OVER_TLS, "; Secure") }
}

fn header(text: String) -> Outcome<HeaderValue> {
    text.try_into().map_err(|_| Failure::Broken("a cookie is no header"))
}
