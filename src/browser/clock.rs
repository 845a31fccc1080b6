//! The time as the server has it: a customer's device may be wrong by hours.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

/// The server's clock, kept from the `as_of` of its answers, and ticking every half minute for what shows remaining
/// time.
#[derive(Clone, Copy)]
pub struct ServerClock {
    /// The server's time less the device's, once an answer has told it.
    ahead: RwSignal<Option<TimeDelta>>,
    tick: RwSignal<DateTime<Utc>>,
}

impl ServerClock {
    /// A clock that agrees with the device until the server has said more. Ticks as long as the current owner lives.
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

    /// Takes the time of an answer that has just arrived. An answer can only be late: the network took its time, or a
    /// repeated request got the answer of its first time. So of two answers the one that is further ahead counts.
    pub fn set(&self, as_of: DateTime<Utc>) {
        let device = device_time();
        let told = as_of.signed_duration_since(device);
        self.ahead.try_update(|ahead| *ahead = Some(ahead.map_or(told, |known| known.max(told))));
        self.tick.try_set(device);
    }

    /// The server's time now, tracked.
    pub fn now(&self) -> DateTime<Utc> {
        let device = self.tick.try_get().unwrap_or_else(device_time);
        let ahead = self.ahead.try_get().flatten().unwrap_or_default();
        device.checked_add_signed(ahead).unwrap_or(device)
    }
}

fn device_time() -> DateTime<Utc> {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds of `Date.now()` are whole and fit")]
    let milliseconds = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}
