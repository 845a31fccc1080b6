//! The product's time: what deadlines, documents and trámites go by. In production it is the real time; in the sandbox it
//! stands apart from it by an offset that can be moved. Sessions, throttling and the worker's pauses keep to the real time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// A clock; its clones show the same time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    offset_millis: Arc<AtomicI64>,
}

impl Clock {
    /// The product's now.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        let offset = TimeDelta::milliseconds(self.offset_millis.load(Ordering::SeqCst));
        now.checked_add_signed(offset).unwrap_or(now)
    }

    /// Sets how far this clock is from the real one, in milliseconds.
    pub(crate) fn set_offset(&self, millis: i64) {
        self.offset_millis.store(millis, Ordering::SeqCst);
    }
}
