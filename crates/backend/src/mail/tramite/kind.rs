//! Which mails a trámite has.

use chrono::TimeDelta;
use pase_contract::rebills::RebillStatus;
use serde::{Deserialize, Serialize};

/// How long before the acceptance deadline the reminder is sent.
pub(crate) const REMINDER_BEFORE: TimeDelta = TimeDelta::hours(4);

/// Which step or wait of a trámite a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TramiteMailKind {
    /// The trámite is registered.
    Registered,
    /// The cancellation must be accepted in the buzón tributario.
    AcceptNow,
    /// The cancellation must still be accepted, and its deadline is near.
    AcceptReminder,
    /// The new receiver's data were refused and must be corrected. It is the only mail that a
    /// trámite may have several of.
    NeedsCorrection,
    /// The cancellation was rejected.
    Rejected,
    /// The corrected document can be downloaded.
    Ready,
}

impl TramiteMailKind {
    /// The mail that is sent at once when a trámite reaches a status, if any.
    pub(crate) fn of_step(step: RebillStatus) -> Option<Self> {
        match step {
            RebillStatus::Registered => Some(Self::Registered),
            RebillStatus::AwaitingAcceptance => Some(Self::AcceptNow),
            RebillStatus::NeedsCorrection => Some(Self::NeedsCorrection),
            RebillStatus::Rejected => Some(Self::Rejected),
            RebillStatus::Issued => Some(Self::Ready),
            RebillStatus::Validating
            | RebillStatus::Cancelling
            | RebillStatus::Issuing
            | RebillStatus::Unknown => None,
        }
    }
}
