//! When an invoice's cancellation needs its receiver's acceptance, and how long each step may take.
//!
//! The numbers are the manual's (step 6 and 6.1). The SAT's own rule differs (RMF 2.7.1.35, fraction I: *hasta*
//! $1,000.00 needs no acceptance; RMF 2.7.1.34: three business days to answer, silence accepts), so every number is a
//! value, and what the SAT answers about a real CFDI decides.

use chrono::{DateTime, TimeDelta, Utc};

use crate::Money;

/// The rules of a cancellation, as values; [`Default`] holds the manual's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CancellationPolicy {
    /// From this total on, inclusive, the receiver must accept the cancellation in the buzón tributario.
    pub acceptance_threshold: Money,
    /// How long the receiver is asked to take for it. A reminder only: once past, the request stays open.
    pub acceptance_window: TimeDelta,
    /// Within how long of the cancellation the corrected document is available, at the latest.
    pub issuance_window: TimeDelta,
}

impl Default for CancellationPolicy {
    fn default() -> Self {
        Self {
            acceptance_threshold: Money::from_centavos(100_000).unwrap_or(Money::ZERO),
            acceptance_window: TimeDelta::hours(24),
            issuance_window: TimeDelta::hours(24),
        }
    }
}

impl CancellationPolicy {
    /// Whether the cancellation of an invoice of this total must be accepted by its receiver.
    pub fn needs_acceptance(&self, total: Money) -> bool {
        total >= self.acceptance_threshold
    }

    /// Until when the receiver is asked to accept a cancellation that was requested at this instant.
    pub fn acceptance_due_at(&self, requested_at: DateTime<Utc>) -> DateTime<Utc> {
        later(requested_at, self.acceptance_window)
    }

    /// Until when the corrected document is available, for an invoice cancelled at this instant.
    pub fn available_by(&self, cancelled_at: DateTime<Utc>) -> DateTime<Utc> {
        later(cancelled_at, self.issuance_window)
    }

    /// Whether the window for accepting is over: its last instant still belongs to it.
    pub fn is_overdue(&self, requested_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now > self.acceptance_due_at(requested_at)
    }
}

/// The end of time is late enough for a window that would reach beyond it.
fn later(instant: DateTime<Utc>, window: TimeDelta) -> DateTime<Utc> {
    instant.checked_add_signed(window).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn the_manuals_threshold_is_inclusive() {
        let manual = CancellationPolicy::default();
        assert!(!manual.needs_acceptance(money("743.00")));
        assert!(!manual.needs_acceptance(money("999.99")));
        assert!(manual.needs_acceptance(money("1000.00")));
        assert!(manual.needs_acceptance(money("1093.40")));
    }

    #[test]
    fn a_day_is_twenty_four_hours_to_the_second() {
        let manual = CancellationPolicy::default();
        let requested: DateTime<Utc> = "2020-06-03T15:00:00Z".parse().unwrap();
        assert_eq!(manual.acceptance_due_at(requested).to_rfc3339(), "2020-06-04T15:00:00+00:00");
        assert_eq!(manual.available_by(requested).to_rfc3339(), "2020-06-04T15:00:00+00:00");
        assert!(!manual.is_overdue(requested, requested + TimeDelta::hours(24)));
        assert!(manual.is_overdue(requested, requested + TimeDelta::hours(24) + TimeDelta::seconds(1)));
    }

    #[test]
    fn a_window_beyond_the_end_of_time_ends_there() {
        let manual = CancellationPolicy::default();
        assert_eq!(manual.acceptance_due_at(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC);
    }

    proptest! {
        #[test]
        fn a_greater_total_never_needs_less(a in 0i64..1_000_000_000, b in 0i64..1_000_000_000) {
            let manual = CancellationPolicy::default();
            let (small, great) = (Money::from_centavos(a.min(b)).unwrap(), Money::from_centavos(a.max(b)).unwrap());
            prop_assert!(!manual.needs_acceptance(small) || manual.needs_acceptance(great));
        }
    }
}
