//! The session cookie. No script can read it, no other site can send it, and over TLS no other host
//! can set it.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::app::App;
use crate::use_cases::failure::{Failure, Outcome};
use crate::use_cases::sessions::Token;

/// The cookie's name over TLS. Its prefix makes browsers require `Secure` and `Path=/` and forbid
/// `Domain`.
const OVER_TLS: &str = "__Host-pase_session";
/// The cookie's name without TLS, where WebKit rejects `Secure`.
const WITHOUT_TLS: &str = "pase_session";

/// The session token that a request carries, if any.
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

/// The `Set-Cookie` header that starts a session. The browser deletes the cookie when it closes;
/// the session may end before that.
pub(super) fn set(app: &App, token: &Token) -> Outcome<HeaderValue> {
    let (name, secure) = kind(app);
    header(format!("{name}={}; Path=/; HttpOnly; SameSite=Strict{secure}", token.as_str()))
}

/// The `Set-Cookie` header that ends a session. It removes only this cookie, because the host's
/// other cookies are not ours.
pub(super) fn clear(app: &App) -> Outcome<HeaderValue> {
    let (name, secure) = kind(app);
    header(format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict{secure}"))
}

fn kind(app: &App) -> (&'static str, &'static str) {
    if app.is_served_over_tls { (OVER_TLS, "; Secure") } else { (WITHOUT_TLS, "") }
}

fn header(text: String) -> Outcome<HeaderValue> {
    text.try_into().map_err(|_| Failure::Internal("a cookie is not a valid header"))
}
