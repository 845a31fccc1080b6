//! What the sandbox's PAC and SAT can do wrong.

use pase_contract::rebills::SatCfdiStatus;
use serde::{Deserialize, Serialize};

/// The operations that can have a fault: those of the PAC and, last, the one of the SAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Validate,
    Stamp,
    Find,
    Cancel,
    Receipt,
    Status,
}

impl Operation {
    pub(super) fn name(self) -> String {
        match self {
            Self::Validate => "validate",
            Self::Stamp => "stamp",
            Self::Find => "find",
            Self::Cancel => "cancel",
            Self::Receipt => "receipt",
            Self::Status => "status",
        }
        .to_owned()
    }
}

/// What an operation does wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    /// Waits first, and then does its work even if nobody waits for the answer any more.
    Slow { seconds: i64, clock: WaitClock },
    /// It cannot be reached and does nothing.
    Down,
    /// It does its work, but the answer is lost.
    LoseAnswer,
    /// It refuses with this code.
    Error { code: String },
    /// Only for the SAT: it reports this status, whether true or not.
    Say { status: SatCfdiStatus },
    /// This program aborts before the operation does its work.
    CrashBefore,
    /// This program aborts after the operation has done its work, before it has the answer.
    CrashAfter,
}

/// The clock that a slow operation waits by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WaitClock {
    /// The product's clock, which can be moved.
    #[default]
    Sandbox,
    /// The real clock.
    Real,
}
