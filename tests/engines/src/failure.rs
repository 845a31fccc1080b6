//! The error of a check.

use std::fmt;

use thirtyfour::error::WebDriverError;

/// The result of a step.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// An error message.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// For `map_err`: a message that says what went wrong, followed by the cause.
    pub(crate) fn doing<E: fmt::Display>(what: impl fmt::Display) -> impl FnOnce(E) -> Self {
        move |cause| Self(format!("{what}: {cause}"))
    }

    /// Appends more lines.
    pub(crate) fn with_details(self, details: &str) -> Self {
        Self(format!("{}\n{details}", self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<WebDriverError> for Failure {
    fn from(error: WebDriverError) -> Self {
        Self(format!("the browser reports: {error}"))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("not valid JSON, or not the expected JSON: {error}"))
    }
}
