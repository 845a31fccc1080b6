//! The parts that handlers take from a request. A part that is missing or malformed violates the
//! contract.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request};
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::request::Parts;
use pase_contract::{IDEMPOTENCY_KEY, IF_MATCH, ProblemCode};
use serde::de::DeserializeOwned;

use super::cookie;
use super::shared::Shared;
use super::trace::TraceId;
use crate::kernel::entity_tag::IfMatch;
use crate::use_cases::failure::Failure;
use crate::use_cases::list_query::ListQuery;
use crate::use_cases::rebills::IdempotencyKey;
use crate::use_cases::sessions::{self, Customer, Token};

/// The customer whose session the request carries, if any.
pub(crate) struct Visitor(pub(crate) Option<Customer>);

impl FromRequestParts<Shared> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        match cookie::token(app, &parts.headers) {
            Some(token) => sessions::customer(app, &token).await.map(Self),
            None => Ok(Self(None)),
        }
    }
}

/// The logged-in customer. A request from nobody is refused.
impl FromRequestParts<Shared> for Customer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        let Visitor(customer) = Visitor::from_request_parts(parts, app).await?;
        customer.ok_or(Failure::Refused(ProblemCode::Unauthenticated))
    }
}

/// The session token that a request carries, whether its session is alive or not.
pub(crate) struct SentToken(pub(crate) Option<Token>);

impl FromRequestParts<Shared> for SentToken {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        Ok(Self(cookie::token(app, &parts.headers)))
    }
}

/// The identifier in the path. A text that cannot be an identifier names nothing, so it is
/// `not_found`.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr> FromRequestParts<Shared> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        let Path(text) =
            Path::<String>::from_request_parts(parts, app).await.map_err(|_| Failure::NOT_FOUND)?;
        text.parse().map(Self).map_err(|_| Failure::NOT_FOUND)
    }
}

impl FromRequestParts<Shared> for ListQuery {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self::new(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// The format in which a failure is answered where the answer is a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseFormat {
    /// A page, for a person who follows a link. Browsers then ask for `text/html`; for everything
    /// that a page fetches, they ask for `*/*`.
    Html,
    /// A problem, for a program.
    Json,
}

impl FromRequestParts<Shared> for ResponseFormat {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Infallible> {
        let mut asked = parts.headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let html = |line: &str| line.to_ascii_lowercase().contains("text/html");
        Ok(if asked.any(html) { Self::Html } else { Self::Json })
    }
}

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Failure> {
        if media_type(&request).as_deref() != Some("application/json") {
            return Err(Failure::Refused(ProblemCode::UnsupportedMediaType));
        }
        let body = body(request, app).await?;
        serde_json::from_slice(&body).map(Self).map_err(|_| Failure::Refused(ProblemCode::MalformedRequest))
    }
}

/// A request's media type in lower case, without its parameters.
pub(crate) fn media_type(request: &Request) -> Option<String> {
    let value = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next()?.trim().to_ascii_lowercase())
}

/// A request's body. `request_body` has already limited its length.
pub(crate) async fn body(request: Request, app: &Shared) -> Result<Bytes, Failure> {
    let body = Bytes::from_request(request, app).await;
    body.map_err(|_| Failure::Refused(ProblemCode::MalformedRequest))
}

impl FromRequestParts<Shared> for IdempotencyKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Failure> {
        let header = parts.headers.get(IDEMPOTENCY_KEY).and_then(|value| value.to_str().ok());
        let key = header.and_then(|header| Self::read(header).ok());
        key.ok_or(Failure::Refused(ProblemCode::IdempotencyKeyMissing))
    }
}

/// A missing header is not a failure yet: if the resource does not exist, the answer is 404,
/// whatever the request says about its version.
impl FromRequestParts<Shared> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Infallible> {
        let lines: Vec<&[u8]> = parts.headers.get_all(IF_MATCH).iter().map(HeaderValue::as_bytes).collect();
        Ok(if lines.is_empty() { Self::Missing } else { Self::read(&lines.join(&b","[..])) })
    }
}

impl FromRequestParts<Shared> for TraceId {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::Internal("a request has no trace id"))
    }
}

/// Where a request comes from, for throttling: an IPv4 address, or the /64 network of an IPv6
/// address, because every household has a whole network of its own.
pub(crate) struct Address(pub(crate) String);

impl FromRequestParts<Shared> for Address {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        let forwarded = app.behind_proxy.then(|| forwarded(parts)).flatten();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Requests without an address, which are made within the process, all count as one client.
        Ok(Self(forwarded.or(peer).map(network).unwrap_or_default()))
    }
}

/// The client's address as our own proxy reports it. It is the last entry; the client can invent
/// the entries before it.
fn forwarded(parts: &Parts) -> Option<IpAddr> {
    let line = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next()?.trim().parse().ok()
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}
