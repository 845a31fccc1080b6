//! What handlers take from a request. Whatever is not there, or is not what it should be, is a failure of the contract.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use pase_contract::{IDEMPOTENCY_KEY, IF_MATCH, ProblemCode};
use serde::de::DeserializeOwned;

use super::trace::TraceId;
use super::{Shared, cookie};
use crate::entity_tag::IfMatch;
use crate::failure::Failure;
use crate::list_query::ListQuery;
use crate::rebills::Key;
use crate::sessions::{self, Customer, Token};

/// Whose session the request carries, if any.
pub(super) struct Visitor(pub(super) Option<Customer>);

impl FromRequestParts<Shared> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        match cookie::token(app, &parts.headers) {
            Some(token) => sessions::customer(app, &token).await.map(Self),
            None => Ok(Self(None)),
        }
    }
}

/// Who is logged in; nobody is refused.
impl FromRequestParts<Shared> for Customer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        let Visitor(customer) = Visitor::from_request_parts(parts, app).await?;
        customer.ok_or(Failure::Refused(ProblemCode::Unauthenticated))
    }
}

/// The token that a request carries, whether its session lives or not.
pub(super) struct SentToken(pub(super) Option<Token>);

impl FromRequestParts<Shared> for SentToken {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        Ok(Self(cookie::token(app, &parts.headers)))
    }
}

/// The identifier in the path; what cannot be one names nothing.
pub(super) struct Id<T>(pub(super) T);

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

/// A JSON body.
pub(super) struct Json<T>(pub(super) T);

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

/// A request's media type without its parameters, in lower case.
pub(super) fn media_type(request: &Request) -> Option<String> {
    let value = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next()?.trim().to_ascii_lowercase())
}

/// A request's body; `whole_body` has seen to its length.
pub(super) async fn body(request: Request, app: &Shared) -> Result<Bytes, Failure> {
    let body = Bytes::from_request(request, app).await;
    body.map_err(|_| Failure::Refused(ProblemCode::MalformedRequest))
}

impl FromRequestParts<Shared> for Key {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, Failure> {
        let header = parts.headers.get(IDEMPOTENCY_KEY).and_then(|value| value.to_str().ok());
        let key = header.and_then(|header| Self::read(header).ok());
        key.ok_or(Failure::Refused(ProblemCode::IdempotencyKeyMissing))
    }
}

/// A missing header is no failure yet: what is not there is 404, whatever a request says of its version.
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
        parts.extensions.get::<Self>().cloned().ok_or(Failure::Broken("a request has no trace id"))
    }
}

/// Where a request comes from, as far as throttling goes: an IPv4 address, or the network of an IPv6 one, of which every
/// household has a whole one.
pub(super) struct Address(pub(super) String);

impl FromRequestParts<Shared> for Address {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Failure> {
        let forwarded = app.behind_proxy.then(|| forwarded(parts)).flatten();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Without an address (in-process) everyone is one.
        Ok(Self(forwarded.or(peer).map(network).unwrap_or_default()))
    }
}

/// The last entry is the one that our own proxy has added; those before it are the client's to invent.
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
