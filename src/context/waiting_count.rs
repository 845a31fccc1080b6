//! How many trámites wait for the customer.

use leptos::prelude::*;

/// The number; 0 until it is known. The header, which is in the first wasm file, shows it.
/// `features::attention`, which counts, is in the second one.
#[derive(Clone, Copy)]
pub(crate) struct WaitingCount(RwSignal<u64>);

impl WaitingCount {
    /// The count before anything is known.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// Sets the number.
    pub(crate) fn set(self, count: u64) {
        self.0.try_set(count);
    }

    /// Returns the number; tracked.
    pub(crate) fn get(self) -> u64 {
        self.0.get()
    }
}
