//! Pauses that grow twice as long each time, up to a longest one.

use chrono::TimeDelta;

/// The first and the longest pause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    pub(crate) first: TimeDelta,
    pub(crate) longest: TimeDelta,
}

impl Backoff {
    /// The pause after so many others.
    pub(crate) fn after(self, others: i64) -> TimeDelta {
        let doublings = u32::try_from(others.max(0)).unwrap_or(u32::MAX).min(30);
        self.first
            .checked_mul(2i32.saturating_pow(doublings))
            .map_or(self.longest, |pause| pause.min(self.longest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_up_to_the_longest() {
        let backoff = Backoff { first: TimeDelta::seconds(30), longest: TimeDelta::minutes(15) };
        let pauses = [0, 1, 2, 5, 6, i64::MAX].map(|others| backoff.after(others).num_seconds());
        assert_eq!(pauses, [30, 60, 120, 900, 900, 900]);
        assert_eq!(backoff.after(-1).num_seconds(), 30);
    }
}
