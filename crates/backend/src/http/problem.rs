//! Failures as problems (RFC 9457). A handler's failure travels with its response until
//! [`describe`] writes the body, because the trace id is known only there.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use pase_contract::{Problem, ProblemCode};

use crate::store::StoreError;
use crate::use_cases::failure::Failure;

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(&self).into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The HTTP status of a failure.
pub(super) fn status(failure: &Failure) -> StatusCode {
    StatusCode::from_u16(code(failure).status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Writes the problem into the body of a response that carries a failure.
pub(super) fn describe(response: &mut Response, trace_id: &str) {
    let Some(failure) = response.extensions_mut().remove::<Arc<Failure>>() else {
        return;
    };
    let code = code(&failure);
    if code == ProblemCode::Internal || code == ProblemCode::Unavailable {
        tracing::error!(error = %failure, "a request failed");
    }
    let mut problem = Problem::new(code, trace_id.to_owned());
    match &*failure {
        Failure::Invalid(errors) => problem.errors.clone_from(errors),
        Failure::AlreadyRebilled(rebill) | Failure::FiscalProfileInUse(rebill) => {
            problem.rebill_id = Some(rebill.clone());
        }
        Failure::VersionConflict(now) => problem.fiscal_profile = Some(now.clone()),
        Failure::TooManyAttempts(left) => {
            // Rounded up, so that a client that waits exactly this long is let in.
            let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        Failure::Refused(_)
        | Failure::Database(_)
        | Failure::Document(_)
        | Failure::Random(_)
        | Failure::Internal(_) => {}
    }
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response.headers_mut().remove(CONTENT_LENGTH);
    *response.body_mut() = serde_json::to_vec(&problem).map(Body::from).unwrap_or_default();
}

fn code(failure: &Failure) -> ProblemCode {
    match failure {
        Failure::Refused(code) => *code,
        Failure::Invalid(_) => ProblemCode::InvalidInput,
        Failure::AlreadyRebilled(_) => ProblemCode::AlreadyRebilled,
        Failure::FiscalProfileInUse(_) => ProblemCode::FiscalProfileInUse,
        Failure::VersionConflict(_) => ProblemCode::PreconditionFailed,
        Failure::TooManyAttempts(_) => ProblemCode::TooManyAttempts,
        // No connection to the database became free in time. Later there may be one.
        Failure::Database(StoreError::NoConnection(_)) => ProblemCode::Unavailable,
        Failure::Database(_) | Failure::Document(_) | Failure::Random(_) | Failure::Internal(_) => {
            ProblemCode::Internal
        }
    }
}
