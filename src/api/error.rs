//! What can go wrong with a request, kept apart up to the place that words it for the customer.

use pase_contract::{Problem, ProblemCode};
use thiserror::Error;

/// Why a request has no answer of the kind that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ApiError {
    /// The server could not be reached: no network, or a server that is down.
    #[error("the server could not be reached")]
    Unreachable,
    /// The server did not answer in time. What was asked may have been done.
    #[error("the server did not answer in time")]
    TimedOut,
    /// Nobody waits for the answer any more.
    #[error("the request was given up")]
    Cancelled,
    /// The session has ended.
    #[error("there is no session")]
    Unauthenticated,
    /// The server said what is wrong.
    #[error("{}", .0.title)]
    Problem(Box<Problem>),
    /// The server's answer is not what the contract says.
    #[error("the answer of status {status} cannot be read")]
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
    /// Too many attempts; may be repeated after this many seconds.
    #[error("too many attempts")]
    TooManyAttempts {
        /// Seconds to wait, as the server says.
        retry_after: u32,
    },
}

impl ApiError {
    /// The problem's code, if the server gave one.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// What the customer can quote to CAVI: the request's trace id.
    pub fn trace_id(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) if !problem.trace_id.is_empty() => Some(&problem.trace_id),
            _ => None,
        }
    }
}
