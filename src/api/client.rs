//! The client: the only way to the backend.

use std::sync::Arc;
use std::time::Duration;

use gloo_net::http::{RequestBuilder, Response};
use pase_contract::{Endpoint, IDEMPOTENCY_KEY, IF_MATCH, Method, Problem, ProblemCode};
use web_sys::RequestCredentials;

use super::ApiError;
use super::answer::{Answer, problem_with_profile, problem_without_profile};
use crate::browser::cancellation::Cancellation;
use crate::browser::{clock, page};

/// How long an answer may take. A re-billing that times out can be repeated: its key makes it the
/// same request.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What an answer says about the session, besides answering the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionSignal {
    /// There is a session: a request that needs one was answered.
    Confirmed,
    /// There is no session.
    Ended,
}

/// Sends requests to the API.
#[derive(Clone)]
pub struct Client {
    api: Arc<str>,
    on_session: Arc<dyn Fn(SessionSignal) + Send + Sync>,
}

impl Client {
    /// A client of the API at this address. `on_session` is called with what its answers say about
    /// the session.
    pub fn new(api: Arc<str>, on_session: impl Fn(SessionSignal) + Send + Sync + 'static) -> Self {
        Self { api, on_session: Arc::new(on_session) }
    }

    /// The full address of an API path, for a plain link.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.api)
    }

    /// Sends a request and reads its answer.
    ///
    /// # Errors
    /// [`ApiError`]. If it says that the session has ended, `on_session` has been called already.
    pub async fn send<E: Endpoint>(
        &self,
        request: &E,
        cancellation: &Cancellation,
    ) -> Result<E::Response, ApiError> {
        let body = match E::METHOD {
            Method::Get | Method::Delete => None,
            Method::Post | Method::Put => {
                Some(serde_json::to_string(request.body()).map_err(|_| ApiError::Unreadable { status: 0 })?)
            }
        };
        let raw_request = RawRequest {
            method: E::METHOD,
            path: request.path(),
            body,
            idempotency_key: request.idempotency_key(),
            version: request.if_match(),
        };
        let answer = self.send_raw(raw_request, cancellation).await?;
        if answer.is_success {
            let response = answer.read()?;
            if const { includes_code(E::PROBLEMS, ProblemCode::Unauthenticated) } {
                self.report_session(SessionSignal::Confirmed);
            }
            return Ok(response);
        }
        // This is decided at compile time, so that only a call of such an endpoint brings in the
        // code that reads a razón social.
        let read_problem = if const { includes_code(E::PROBLEMS, ProblemCode::PreconditionFailed) } {
            problem_with_profile
        } else {
            problem_without_profile
        };
        Err(self.failure(&answer, read_problem))
    }

    /// Reports what an answer says about the session.
    pub(super) fn report_session(&self, signal: SessionSignal) {
        (self.on_session)(signal);
    }

    /// Everything that does not depend on the endpoint's types, so that the binary holds it once.
    async fn send_raw(
        &self,
        request: RawRequest<'_>,
        cancellation: &Cancellation,
    ) -> Result<Answer, ApiError> {
        let builder = RequestBuilder::new(&self.address(&request.path))
            .method(match request.method {
                Method::Get => gloo_net::http::Method::GET,
                Method::Post => gloo_net::http::Method::POST,
                Method::Put => gloo_net::http::Method::PUT,
                Method::Delete => gloo_net::http::Method::DELETE,
            })
            .header("Accept", "application/json");
        let builder = match request.idempotency_key {
            Some(key) => builder.header(IDEMPOTENCY_KEY, &format!("\"{key}\"")),
            None => builder,
        };
        let builder = match request.version {
            Some(version) => builder.header(IF_MATCH, &format!("\"{version}\"")),
            None => builder,
        };
        let attempt = Attempt::new(cancellation);
        let response = attempt.send(builder, request.body).await?;
        let (status, is_success) = (response.status(), response.ok());
        let (retry_after, is_page) = (retry_after(&response), is_page(&response));
        let body = response.text().await.map_err(|_| attempt.truncated_error(status))?;
        Ok(Answer { status, is_success, is_page, retry_after, body })
    }

    fn failure(&self, answer: &Answer, read_problem: fn(&str) -> Option<Problem>) -> ApiError {
        let Some(problem) = read_problem(&answer.body) else { return answer.error_from_intermediary() };
        match problem.code {
            ProblemCode::Unauthenticated => {
                self.report_session(SessionSignal::Ended);
                ApiError::Unauthenticated
            }
            ProblemCode::TooManyAttempts => {
                ApiError::TooManyAttempts { retry_after: answer.retry_after.unwrap_or(60) }
            }
            _ => ApiError::Problem(Box::new(problem)),
        }
    }
}

/// A request without its endpoint's types.
struct RawRequest<'a> {
    method: Method,
    path: String,
    body: Option<String>,
    idempotency_key: Option<&'a str>,
    version: Option<u32>,
}

/// A request in progress. Says why, if it breaks off.
pub(super) struct Attempt<'a> {
    cancellation: &'a Cancellation,
    was_offline: bool,
    _deadline: crate::browser::cancellation::Deadline,
}

impl<'a> Attempt<'a> {
    /// Begins: the time limit starts now.
    pub(super) fn new(cancellation: &'a Cancellation) -> Self {
        // The request is tried even if the browser says that it is offline, because it may be
        // wrong.
        Self { cancellation, was_offline: page::is_offline(), _deadline: cancellation.after(TIMEOUT) }
    }

    /// Sends the request with the session's cookie.
    pub(super) async fn send(
        &self,
        builder: RequestBuilder,
        body: Option<String>,
    ) -> Result<Response, ApiError> {
        let builder = builder
            .credentials(RequestCredentials::Include)
            .abort_signal(self.cancellation.signal().as_ref());
        let request = match body {
            Some(body) => builder.header("Content-Type", "application/json").body(body),
            None => builder.build(),
        };
        request.map_err(|_| self.send_error())?.send().await.map_err(|_| self.send_error())
    }

    /// Why no answer arrived.
    fn send_error(&self) -> ApiError {
        self.cancellation_error().unwrap_or(if self.was_offline {
            ApiError::Offline
        } else {
            ApiError::Unreachable
        })
    }

    /// Why the answer with this status is incomplete.
    pub(super) fn truncated_error(&self, status: u16) -> ApiError {
        self.cancellation_error().unwrap_or(ApiError::Truncated { status })
    }

    fn cancellation_error(&self) -> Option<ApiError> {
        if self.cancellation.timed_out() {
            Some(ApiError::TimedOut)
        } else {
            let is_aborted = self.cancellation.signal().is_some_and(|signal| signal.aborted());
            is_aborted.then_some(ApiError::Cancelled)
        }
    }
}

/// The header `Retry-After` in seconds, from a number or from a date (RFC 9110, section 10.2.3).
pub(super) fn retry_after(response: &Response) -> Option<u32> {
    let headers = response.headers();
    let value = headers.get("Retry-After")?;
    value.trim().parse().ok().or_else(|| clock::seconds_until(&value, headers.get("Date").as_deref()))
}

/// Whether the `Content-Type` of an answer is HTML.
pub(super) fn is_page(response: &Response) -> bool {
    response.headers().get("Content-Type").is_some_and(|kind| kind.to_ascii_lowercase().contains("html"))
}

/// Whether the problems of an endpoint include a code; evaluated at compile time.
const fn includes_code(mut problems: &[ProblemCode], code: ProblemCode) -> bool {
    while let [first, others @ ..] = problems {
        if *first as u8 == code as u8 {
            return true;
        }
        problems = others;
    }
    false
}
