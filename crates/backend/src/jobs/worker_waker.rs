//! How the rest of the program wakes the worker.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

/// Wakes the worker.
#[derive(Debug, Default)]
pub(crate) struct WorkerWaker {
    work: Notify,
    /// How often everything was woken. A step that began before such a call must not put its
    /// trámite off afterwards.
    wakings: AtomicU64,
}

impl WorkerWaker {
    /// Makes the worker look for work now.
    pub(crate) fn wake(&self) {
        self.work.notify_one();
    }

    /// Waits for the next [`Self::wake`].
    pub(super) async fn woken(&self) {
        self.work.notified().await;
    }

    /// How often everything was woken so far.
    pub(super) fn wakings(&self) -> u64 {
        self.wakings.load(Ordering::SeqCst)
    }

    /// Counts that everything is woken.
    pub(super) fn count_waking(&self) {
        self.wakings.fetch_add(1, Ordering::SeqCst);
    }
}
