//! The assertion for checks.

use crate::failure::{Failure, Outcome};

/// Fails with this message unless the condition is true.
pub(super) fn ensure(condition: bool, message: impl Into<String>) -> Outcome {
    if condition { Ok(()) } else { Err(Failure::new(message)) }
}
