//! Reads a request's whole body before anything decides about the request. A write that is refused
//! before its body was read leaves the rest of the body in the connection. The connection must then
//! be closed, and the next request that a client or a proxy sends on it is lost.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pase_contract::ProblemCode;

use crate::use_cases::failure::Failure;

/// The longest allowed body, in bytes. No request of the contract is longer.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Passes a request on when its body was read completely. A body that is too long or breaks off is
/// refused.
pub(super) async fn read_whole(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match to_bytes(body, MAX_BODY_BYTES).await {
        Ok(body) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Err(_) => Failure::Refused(ProblemCode::PayloadTooLarge).into_response(),
    }
}
