//! Gives each request a trace id: the W3C trace id of its `traceparent` header, or a new one. The
//! trace id appears in the log, in every problem and in the `trace-id` header of every response.

use std::fmt::Write;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use super::problem;
use crate::kernel::random;

/// The response header with the request's trace id.
pub(super) const TRACE_ID: HeaderName = HeaderName::from_static("trace-id");

/// A request's trace id: 32 hexadecimal digits.
#[derive(Clone, Debug)]
pub(super) struct TraceId(pub(super) String);

/// Assigns the request's trace id, logs the result (with the route's template, never with the
/// path), and writes the bodies of failures.
pub(super) async fn trace_request(mut request: Request, next: Next) -> Response {
    let TraceId(id) = TraceId::of(request.headers());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!("request", trace_id = %id, method = %request.method(), route);
    request.extensions_mut().insert(TraceId(id.clone()));
    async {
        let begun = Instant::now();
        let mut response = next.run(request).await;
        problem::describe(&mut response, &id);
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(TRACE_ID, value);
        }
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), milliseconds, "answered");
        response
    }
    .instrument(span)
    .await
}

impl TraceId {
    fn of(headers: &HeaderMap) -> Self {
        let received =
            headers.get("traceparent").and_then(|value| value.to_str().ok()).and_then(from_traceparent);
        Self(received.unwrap_or_else(generate))
    }
}

/// The trace id in a `traceparent` header (W3C Trace Context, section 3.2):
/// `00-<32 hex>-<16 hex>-<2 hex>`. Ids of only zeros are invalid.
fn from_traceparent(header: &str) -> Option<String> {
    let mut parts = header.trim().split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let hexadecimal = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let named = |part: &str| part.bytes().any(|byte| byte != b'0');
    let known = hexadecimal(version, 2) && version != "ff" && (version != "00" || parts.next().is_none());
    let well_formed = hexadecimal(trace, 32) && hexadecimal(parent, 16) && hexadecimal(flags, 2);
    (known && well_formed && named(trace) && named(parent)).then(|| trace.to_owned())
}

/// A new trace id. Without random bytes it is all zeros, and the request is answered all the same.
fn generate() -> String {
    let bytes = random::bytes::<16>().unwrap_or_default();
    bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callers_trace_goes_on() {
        let trace = "0af7651916cd43dd8448eb211c80319c";
        assert_eq!(from_traceparent(&format!("00-{trace}-b7ad6b7169203331-01")).as_deref(), Some(trace));
        assert_eq!(
            from_traceparent(&format!("01-{trace}-b7ad6b7169203331-01-more")).as_deref(),
            Some(trace),
            "a later version"
        );
        for header in [
            "",
            "00",
            &format!("00-{trace}-b7ad6b7169203331"),
            &format!("00-{trace}-b7ad6b7169203331-01-more"),
            &format!("ff-{trace}-b7ad6b7169203331-01"),
            &format!("00-{}-b7ad6b7169203331-01", trace.to_uppercase()),
            &format!("00-{}-b7ad6b7169203331-01", "0".repeat(32)),
            &format!("00-{trace}-{}-01", "0".repeat(16)),
        ] {
            assert_eq!(from_traceparent(header), None, "{header}");
        }
    }

    #[test]
    fn a_trace_of_our_own_is_one() {
        let id = generate();
        assert_eq!(from_traceparent(&format!("00-{id}-b7ad6b7169203331-01")), Some(id));
    }
}
