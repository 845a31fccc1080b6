//! The server's time. A customer's device may be wrong by hours.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

/// The server's clock. It learns the time from the `as_of` of the server's answers, and ticks every
/// half minute for whatever shows remaining time.
#[derive(Clone, Copy)]
pub struct ServerClock {
    /// The server's time minus the device's; `None` until an answer brings the server's time.
    ahead: RwSignal<Option<TimeDelta>>,
    tick: RwSignal<DateTime<Utc>>,
}

impl ServerClock {
    /// A clock that agrees with the device until an answer brings the server's time. It ticks as
    /// long as the current owner lives.
    pub fn new() -> Self {
        let tick = RwSignal::new(device_time());
        let interval = set_interval_with_handle(
            move || {
                tick.try_set(device_time());
            },
            std::time::Duration::from_secs(30),
        );
        if let Ok(interval) = interval {
            on_cleanup(move || interval.clear());
        }
        Self { ahead: RwSignal::new(None), tick }
    }

    /// Takes the time of an answer that has just arrived. That time can only be too early: the
    /// network delayed the answer, or a repeated request got the answer to its first attempt. So of
    /// two answers the one that is further ahead counts.
    pub fn set(&self, as_of: DateTime<Utc>) {
        let device = device_time();
        let offset = as_of.signed_duration_since(device);
        self.ahead.try_update(|ahead| *ahead = Some(ahead.map_or(offset, |known| known.max(offset))));
        self.tick.try_set(device);
    }

    /// The server's current time; tracked.
    pub fn now(&self) -> DateTime<Utc> {
        let device = self.tick.try_get().unwrap_or_else(device_time);
        let ahead = self.ahead.try_get().flatten().unwrap_or_default();
        device.checked_add_signed(ahead).unwrap_or(device)
    }
}

/// Returns the seconds until an HTTP date, counted from the `Date` of the same answer (`answered`)
/// or else from the device's time. `None` if the date has passed or cannot be read.
pub fn seconds_until(date: &str, answered: Option<&str>) -> Option<u32> {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of a date are whole and fit")]
    let read =
        |date: &str| Some(js_sys::Date::parse(date)).filter(|time| time.is_finite()).map(|time| time as i64);
    let now = answered.and_then(read).unwrap_or_else(|| device_time().timestamp_millis());
    let seconds = read(date)?.saturating_sub(now).div_euclid(1000);
    u32::try_from(seconds).ok()
}

fn device_time() -> DateTime<Utc> {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of `Date.now()` are whole and fit")]
    let milliseconds = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}
