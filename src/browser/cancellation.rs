//! Ends requests that nobody waits for any more, or that take too long.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{TimeoutHandle, on_cleanup, set_timeout_with_handle};
use send_wrapper::SendWrapper;
use web_sys::{AbortController, AbortSignal};

/// Ends one request. It aborts the request and lets the future run to its end. Dropping the future
/// instead was measured to leak, if the request outlived its view.
#[derive(Clone)]
pub struct Cancellation {
    /// `None` if the browser has no `AbortController`. Then no request is ended early.
    controller: Option<AbortController>,
    timed_out: Rc<Cell<bool>>,
}

impl Cancellation {
    /// A cancellation that nothing triggers yet.
    pub fn new() -> Self {
        Self { controller: AbortController::new().ok(), timed_out: Rc::default() }
    }

    /// A cancellation that triggers when the current reactive owner is cleaned up: its view was
    /// removed, or its effect runs again.
    pub fn on_owner_cleanup() -> Self {
        let cancellation = Self::new();
        let held = SendWrapper::new(cancellation.clone());
        on_cleanup(move || held.abort());
        cancellation
    }

    /// Ends the request.
    pub fn abort(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }

    /// Ends the request after this time, unless the returned guard is dropped first.
    pub fn after(&self, time: Duration) -> Deadline {
        let cancellation = self.clone();
        let timer = set_timeout_with_handle(
            move || {
                cancellation.timed_out.set(true);
                cancellation.abort();
            },
            time,
        );
        Deadline(timer.ok())
    }

    /// Whether the deadline ended the request.
    pub fn timed_out(&self) -> bool {
        self.timed_out.get()
    }

    /// The signal that the request listens to.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }
}

/// A deadline. Dropping it cancels it.
pub struct Deadline(Option<TimeoutHandle>);

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = self.0 {
            timer.clear();
        }
    }
}
