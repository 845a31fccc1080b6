//! Facturas: the table of issued invoices, the open row, and the way into re-billing (the manual's steps 2 to 4).

mod filters;
mod refusal;
mod row;
mod section;
mod table;

use leptos::prelude::*;

pub use section::Invoices;

/// The text of the filter. It may be an RFC, so it never stands in an address; it belongs to the app and not to the
/// screen, so that it is still there when a session ended and the customer logged in again.
#[derive(Clone, Copy)]
pub struct FilterText(RwSignal<String>);

impl FilterText {
    /// No filter.
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Forgets what was typed.
    pub fn clear(&self) {
        self.0.try_set(String::new());
    }
}
