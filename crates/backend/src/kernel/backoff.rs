//! Exponential backoff: each pause is twice as long as the one before, up to a maximum.

use chrono::TimeDelta;

/// The first and the longest pause of a backoff.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    pub(crate) first: TimeDelta,
    pub(crate) longest: TimeDelta,
}

impl Backoff {
    /// The pause that follows `others` earlier ones.
    pub(crate) fn after(self, others: i64) -> TimeDelta {
        let doublings = u32::try_from(others.max(0)).unwrap_or(u32::MAX).min(30);
        self.first
            .checked_mul(2i32.saturating_pow(doublings))
            .map_or(self.longest, |pause| pause.min(self.longest))
    }
}

/// A pause of between half of `pause` and all of it, so that tasks that failed together do not
/// retry together. `chance` is any random number.
pub(crate) fn with_jitter(pause: TimeDelta, chance: u16) -> TimeDelta {
    let half = pause.num_milliseconds() / 2;
    let part = i128::from(half) * i128::from(chance) / i128::from(u16::MAX);
    TimeDelta::try_milliseconds(half.saturating_add(i64::try_from(part).unwrap_or(half))).unwrap_or(pause)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_pause_doubles_up_to_the_longest() {
        let backoff = Backoff { first: TimeDelta::seconds(30), longest: TimeDelta::minutes(15) };
        let pauses = [0, 1, 2, 5, 6, i64::MAX].map(|others| backoff.after(others).num_seconds());
        assert_eq!(pauses, [30, 60, 120, 900, 900, 900]);
        assert_eq!(backoff.after(-1).num_seconds(), 30);
    }

    proptest! {
        #[test]
        fn a_spread_pause_is_at_least_half_and_never_longer(millis in 0i64..1_000_000_000, chance: u16) {
            let pause = with_jitter(TimeDelta::milliseconds(millis), chance).num_milliseconds();
            prop_assert!(millis / 2 <= pause && pause <= millis);
        }
    }

    #[test]
    fn chance_reaches_both_ends() {
        let pause = TimeDelta::seconds(10);
        assert_eq!(with_jitter(pause, 0), TimeDelta::seconds(5));
        assert_eq!(with_jitter(pause, u16::MAX), pause);
    }
}
