//! The HTTP client with which `thirtyfour` talks to a driver: plain HTTP to a port of this machine.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use thirtyfour::error::{WebDriverError, WebDriverResult};
use thirtyfour::session::http::{Body, HttpClient};
use ureq::Agent;

/// The longest time for a request. It exceeds the time limit of every WebDriver command.
const TIMEOUT: Duration = Duration::from_secs(120);

/// A client that also returns the body of an error status, in which a driver explains the error.
#[derive(Clone)]
pub(crate) struct PlainHttpClient(Agent);

impl PlainHttpClient {
    pub(crate) fn new() -> Self {
        let config =
            Agent::config_builder().http_status_as_error(false).max_redirects(0).max_idle_connections(0);
        Self(config.timeout_global(Some(TIMEOUT)).build().new_agent())
    }

    /// Sends a request and reads the whole answer. Blocks the thread.
    pub(crate) fn exchange(&self, request: Request<String>) -> Result<Response<Vec<u8>>, ureq::Error> {
        let (parts, body) = request.into_parts();
        let mut answer = if body.is_empty() {
            self.0.run(Request::from_parts(parts, ()))?
        } else {
            self.0.run(Request::from_parts(parts, body))?
        };
        let read = answer.body_mut().with_config().limit(64 << 20).read_to_vec()?;
        let (parts, _) = answer.into_parts();
        Ok(Response::from_parts(parts, read))
    }
}

#[async_trait]
impl HttpClient for PlainHttpClient {
    async fn send(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        let (parts, body) = request.into_parts();
        let body = match body {
            Body::Empty => String::new(),
            Body::Json(json) => json.to_string(),
        };
        let (client, request) = (self.clone(), Request::from_parts(parts, body));
        let failed = |cause: String| WebDriverError::RequestFailed(cause);
        let answer = tokio::task::spawn_blocking(move || client.exchange(request)).await;
        let answer = answer.map_err(|error| failed(error.to_string()))?;
        Ok(answer.map_err(|error| failed(error.to_string()))?.map(Bytes::from))
    }

    async fn new(&self) -> Arc<dyn HttpClient> {
        Arc::new(Self::new())
    }
}
