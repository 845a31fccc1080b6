//! The one way to the backend.

use std::sync::Arc;
use std::time::Duration;

use gloo_net::http::{RequestBuilder, Response};
use pase_contract::{Endpoint, IDEMPOTENCY_KEY, IF_MATCH, Method, Problem, ProblemCode};
use serde::de::DeserializeOwned;
use web_sys::RequestCredentials;

use super::ApiError;
use crate::browser::cancellation::Cancellation;

/// How long an answer may take. A re-bill that is given up here can be repeated: its key makes it the same request.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Sends requests to the API.
#[derive(Clone)]
pub struct Client {
    api: Arc<str>,
    on_session_end: Arc<dyn Fn() + Send + Sync>,
}

impl Client {
    /// A client of the API at this address, and what to do when an answer says that the session has ended.
    pub fn new(api: Arc<str>, on_session_end: impl Fn() + Send + Sync + 'static) -> Self {
        Self { api, on_session_end: Arc::new(on_session_end) }
    }

    /// The full address of a path of the API, for a plain link.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.api)
    }

    /// Sends a request and reads its answer.
    ///
    /// # Errors
    /// [`ApiError`]; a session that has ended was reported already.
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
        let exchange = Exchange {
            method: E::METHOD,
            path: request.path(),
            body,
            key: request.idempotency_key(),
            version: request.if_match(),
        };
        let answer = self.exchange(exchange, cancellation).await?;
        if answer.is_success {
            return read(&answer.body, answer.status);
        }
        let read_problem =
            if const { tells_fiscal_profile(E::PROBLEMS) } { whole_problem } else { bare_problem };
        Err(self.failure(&answer, read_problem))
    }

    /// Everything that does not depend on the endpoint's types, once in the binary.
    async fn exchange(
        &self,
        exchange: Exchange<'_>,
        cancellation: &Cancellation,
    ) -> Result<Answer, ApiError> {
        let deadline = cancellation.after(TIMEOUT);
        let failed = |_| {
            if cancellation.timed_out() {
                ApiError::TimedOut
            } else if cancellation.signal().is_some_and(|signal| signal.aborted()) {
                ApiError::Cancelled
            } else {
                ApiError::Unreachable
            }
        };
        let builder = RequestBuilder::new(&self.address(&exchange.path))
            .method(match exchange.method {
                Method::Get => gloo_net::http::Method::GET,
                Method::Post => gloo_net::http::Method::POST,
                Method::Put => gloo_net::http::Method::PUT,
                Method::Delete => gloo_net::http::Method::DELETE,
            })
            .header("Accept", "application/json")
            .credentials(RequestCredentials::Include)
            .abort_signal(cancellation.signal().as_ref());
        let builder = match exchange.key {
            Some(key) => builder.header(IDEMPOTENCY_KEY, &format!("\"{key}\"")),
            None => builder,
        };
        let builder = match exchange.version {
            Some(version) => builder.header(IF_MATCH, &format!("\"{version}\"")),
            None => builder,
        };
        let request = match exchange.body {
            Some(body) => builder.header("Content-Type", "application/json").body(body),
            None => builder.build(),
        };
        let response = request.map_err(failed)?.send().await.map_err(failed)?;
        let (status, is_success, retry_after) = (response.status(), response.ok(), retry_after(&response));
        let body = response.text().await.map_err(failed)?;
        drop(deadline);
        Ok(Answer { status, is_success, retry_after, body })
    }

    fn failure(&self, answer: &Answer, read_problem: fn(&str) -> Option<Problem>) -> ApiError {
        let Answer { status, retry_after, .. } = *answer;
        let Some(problem) = read_problem(&answer.body) else {
            return ApiError::Unreadable { status };
        };
        match problem.code {
            ProblemCode::Unauthenticated => {
                (self.on_session_end)();
                ApiError::Unauthenticated
            }
            ProblemCode::TooManyAttempts => {
                ApiError::TooManyAttempts { retry_after: retry_after.unwrap_or(60) }
            }
            _ => ApiError::Problem(Box::new(problem)),
        }
    }
}

struct Exchange<'a> {
    method: Method,
    path: String,
    body: Option<String>,
    key: Option<&'a str>,
    version: Option<u32>,
}

struct Answer {
    status: u16,
    is_success: bool,
    /// Seconds.
    retry_after: Option<u32>,
    body: String,
}

fn retry_after(response: &Response) -> Option<u32> {
    response.headers().get("Retry-After")?.parse().ok()
}

/// Whether a problem may say how a razón social now is. Known when compiling, so that only who asks such an endpoint has the
/// code that reads one.
const fn tells_fiscal_profile(mut problems: &[ProblemCode]) -> bool {
    while let [code, others @ ..] = problems {
        if matches!(code, ProblemCode::PreconditionFailed) {
            return true;
        }
        problems = others;
    }
    false
}

fn whole_problem(body: &str) -> Option<Problem> {
    serde_json::from_str(body).ok()
}

fn bare_problem(body: &str) -> Option<Problem> {
    let mut deserializer = serde_json::Deserializer::from_str(body);
    let problem = Problem::deserialize_bare(&mut deserializer).ok()?;
    deserializer.end().ok().map(|()| problem)
}

/// An empty body is JSON's `null`: endpoints without a response have nothing to read.
fn read<T: DeserializeOwned>(body: &str, status: u16) -> Result<T, ApiError> {
    let body = if body.is_empty() { "null" } else { body };
    serde_json::from_str(body).map_err(|_| ApiError::Unreadable { status })
}
