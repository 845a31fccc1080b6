//! How a check fails.

use crate::failure::{Failure, Outcome};

/// Fails with this message unless the condition is true.
pub(super) fn ensure(holds: bool, otherwise: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(Failure::new(otherwise)) }
}
