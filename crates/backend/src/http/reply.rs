//! Successful responses of endpoints, with the status and the body that the contract defines.

use axum::Router;
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use pase_contract::fiscal_profiles::FiscalProfile;
use pase_contract::{Endpoint, Method};

use super::shared::Shared;
use crate::kernel::entity_tag::entity_tag;
use crate::use_cases::failure::Failure;

/// The successful response of one endpoint.
pub(super) struct Reply<E: Endpoint>(pub(super) E::Response);

impl<E: Endpoint> IntoResponse for Reply<E> {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(E::STATUS).unwrap_or(StatusCode::OK);
        if status == StatusCode::NO_CONTENT {
            return status.into_response();
        }
        match serde_json::to_vec(&self.0) {
            Ok(body) => (status, [(CONTENT_TYPE, "application/json")], body).into_response(),
            Err(_) => Failure::Internal("an answer cannot be written").into_response(),
        }
    }
}

/// The successful response of an endpoint that saves a razón social. Its `ETag` is the new version,
/// for the next `If-Match`.
pub(super) struct Saved<E: Endpoint<Response = FiscalProfile>>(pub(super) E::Response);

impl<E: Endpoint<Response = FiscalProfile>> IntoResponse for Saved<E> {
    fn into_response(self) -> Response {
        let version = [(ETAG, entity_tag(self.0.version))];
        (version, Reply::<E>(self.0)).into_response()
    }
}

/// Adds an endpoint to a router, under the method and path that the contract defines.
pub(super) fn endpoint<E, H, T>(router: Router<Shared>, handler: H) -> Router<Shared>
where
    E: Endpoint,
    H: Handler<T, Shared>,
    T: 'static,
{
    let method = match E::METHOD {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Delete => MethodFilter::DELETE,
    };
    router.route(E::PATH, on(method, handler))
}
