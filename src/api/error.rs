//! What can go wrong with a request. The cases stay distinct until they are put into words for the
//! customer.

use pase_contract::{Problem, ProblemCode};
use thiserror::Error;

/// Why a request did not get the answer that it asked for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ApiError {
    /// The browser said that it was offline, and the request, which was tried nevertheless, failed.
    /// So it has not reached the server.
    #[error("the browser is offline")]
    Offline,
    /// No answer arrived: the connection was refused or cut off, or the browser blocked it. The
    /// server may have carried out the request.
    #[error("the server could not be reached")]
    Unreachable,
    /// The server did not answer in time. It may have carried out the request.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The request was aborted, because nobody waits for the answer any more.
    #[error("the request was given up")]
    Cancelled,
    /// The session has ended.
    #[error("there is no session")]
    Unauthenticated,
    /// The server reported a problem.
    #[error("{}", .0.title)]
    Problem(Box<Problem>),
    /// Too many attempts or requests, according to the server or something in front of it. Nothing
    /// was done.
    #[error("too many attempts")]
    TooManyAttempts {
        /// Seconds to wait, as the answer says; a minute if it does not say.
        retry_after: u32,
    },
    /// A gateway answered in the server's place: the server is down or slow (500, 502, 503, 504
    /// without a problem).
    #[error("a gateway answered with status {status}")]
    Gateway {
        /// The HTTP status.
        status: u16,
        /// Seconds to wait, if the answer says so.
        retry_after: Option<u32>,
    },
    /// Something between the browser and the server refused the request, as firewalls and company
    /// networks do (403 and other statuses of refusal without a problem).
    #[error("something before the server refused with status {status}")]
    Blocked {
        /// The HTTP status.
        status: u16,
    },
    /// A page came instead of the answer, for example from a captive portal where the customer must
    /// first log in to the network.
    #[error("another page answered with status {status}")]
    Intercepted {
        /// The HTTP status.
        status: u16,
    },
    /// The answer was cut off.
    #[error("the answer of status {status} is not whole")]
    Truncated {
        /// The HTTP status.
        status: u16,
    },
    /// The server's answer is complete, but does not match the contract.
    #[error("the answer of status {status} cannot be read")]
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

/// What became of a write whose answer is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has not done it: the request was never sent, or was refused.
    NotDone,
    /// The server may have done it. Only asking the server again can tell.
    Unknown,
}

impl ApiError {
    /// What became of a write that ended with this error.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Offline | Self::Unauthenticated | Self::TooManyAttempts { .. } => Outcome::NotDone,
            // The server refuses before it does anything. The exception: an earlier request with
            // the same key is in progress and may succeed.
            Self::Problem(problem) if problem.code == ProblemCode::IdempotencyInProgress => Outcome::Unknown,
            Self::Problem(problem) if (400..500).contains(&problem.status) => Outcome::NotDone,
            // A firewall may have blocked the answer rather than the request.
            Self::Problem(_)
            | Self::Unreachable
            | Self::TimedOut
            | Self::Cancelled
            | Self::Gateway { .. }
            | Self::Blocked { .. }
            | Self::Intercepted { .. }
            | Self::Truncated { .. }
            | Self::Unreadable { .. } => Outcome::Unknown,
        }
    }

    /// The problem's code, if the server gave one.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// The request's trace id, which the customer can quote to CAVI.
    pub fn trace_id(&self) -> Option<&str> {
        match self {
            Self::Problem(problem) if !problem.trace_id.is_empty() => Some(&problem.trace_id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_never_sent_or_was_refused_is_known_not_to_be_done() {
        let problem = |code| ApiError::Problem(Box::new(Problem::new(code, String::new())));
        let not_done = [
            ApiError::Offline,
            ApiError::Unauthenticated,
            ApiError::TooManyAttempts { retry_after: 1 },
            problem(ProblemCode::InvalidInput),
            problem(ProblemCode::AlreadyRebilled),
            problem(ProblemCode::CrossSiteRequest),
        ];
        for error in not_done {
            assert_eq!(error.outcome(), Outcome::NotDone, "{error:?}");
        }
        let unknown = [
            ApiError::Unreachable,
            ApiError::TimedOut,
            ApiError::Cancelled,
            ApiError::Gateway { status: 503, retry_after: Some(1) },
            ApiError::Blocked { status: 403 },
            ApiError::Intercepted { status: 200 },
            ApiError::Truncated { status: 201 },
            ApiError::Unreadable { status: 201 },
            problem(ProblemCode::Internal),
            problem(ProblemCode::Unavailable),
            problem(ProblemCode::IdempotencyInProgress),
        ];
        for error in unknown {
            assert_eq!(error.outcome(), Outcome::Unknown, "{error:?}");
        }
    }
}
