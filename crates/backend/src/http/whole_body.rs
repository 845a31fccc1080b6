//! A request's body is read before anything is decided about it. Who refuses a write without having read it leaves the rest of
//! it in the connection, which then must be closed: the next request that a client or a proxy sends there is lost.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pase_contract::ProblemCode;

use crate::failure::Failure;

/// No request of the contract is longer.
const LONGEST_BODY: usize = 64 * 1024;

/// Hands on a request that is there in whole; one that is too long, or breaks off, is refused.
pub(super) async fn read(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match to_bytes(body, LONGEST_BODY).await {
        Ok(body) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Err(_) => Failure::Refused(ProblemCode::PayloadTooLarge).into_response(),
    }
}
