//! How a cancellation request ended in the sandbox.

use serde::{Deserialize, Serialize};

/// How a cancellation request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CancellationOutcome {
    /// The document was cancelled at once, because no acceptance was needed.
    NotNeeded,
    /// The receiver accepted.
    Accepted,
    /// The receiver did not answer in time, which counts as acceptance (RMF 2.7.1.34).
    Silence,
    /// The receiver refused.
    Rejected,
}
