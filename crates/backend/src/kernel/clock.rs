//! The product's clock, which deadlines, documents and trámites use. In production it is the real
//! time. In the sandbox it differs from the real time by an offset that can be changed. Sessions,
//! throttling and the worker's pauses use the real time instead.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// A clock whose clones all show the same time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    offset_millis: Arc<AtomicI64>,
}

impl Clock {
    /// The current time on the product's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        let offset = TimeDelta::milliseconds(self.offset_millis.load(Ordering::SeqCst));
        now.checked_add_signed(offset).unwrap_or(now)
    }

    /// Sets the difference from the real time, in milliseconds.
    pub(crate) fn set_offset(&self, millis: i64) {
        self.offset_millis.store(millis, Ordering::SeqCst);
    }
}
