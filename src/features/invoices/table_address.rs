//! The address of the table's state, and the ways from one state to another.

use leptos::prelude::*;
use pase_contract::{InvoiceId, TagId};

use crate::navigation::{InvoicesAddress, Navigation, OpenInvoice, RebillStep, Route, Section};

/// The address of the table, for its parts.
#[derive(Clone, Copy)]
pub(super) struct TableAddress {
    navigation: Navigation,
    tag: StoredValue<TagId>,
    now: Memo<InvoicesAddress>,
}

impl TableAddress {
    /// The table of a tag. While another screen is shown, the table is in its initial state.
    pub(super) fn new(navigation: Navigation, tag: TagId) -> Self {
        let now = Memo::new(move |_| match navigation.route.get() {
            Route::Tag(_, Section::Invoices(address)) => address,
            _ => InvoicesAddress::default(),
        });
        Self { navigation, tag: StoredValue::new(tag), now }
    }

    /// The current state; tracked.
    pub(super) fn get(&self) -> InvoicesAddress {
        self.now.get()
    }

    /// Reads the current state; tracked.
    pub(super) fn with<T>(&self, read: impl FnOnce(&InvoicesAddress) -> T) -> T {
        self.now.with(read)
    }

    /// The current state; untracked.
    pub(super) fn get_untracked(&self) -> InvoicesAddress {
        self.now.get_untracked()
    }

    /// The full path of a state, for a link.
    pub(super) fn href(&self, address: InvoicesAddress) -> String {
        let tag = self.tag.try_get_value();
        tag.map(|tag| self.navigation.href(&Route::Tag(tag, Section::Invoices(address)))).unwrap_or_default()
    }

    /// Changes the state without a new entry in the history, so Back does not return to the old
    /// one.
    pub(super) fn replace(&self, address: InvoicesAddress) {
        self.navigation.replace_href(self.href(address));
    }

    /// The first page of what the table shows, with every row closed.
    pub(super) fn first_page(&self) -> InvoicesAddress {
        InvoicesAddress { cursor: None, open: None, ..self.get_untracked() }
    }

    /// Opens a row, or closes it if it is the open one. Back closes it. If another row is open, the
    /// new one takes its place.
    pub(super) fn toggle(&self, id: InvoiceId) {
        let now = self.get_untracked();
        let is_open = now.open_id().map(|open| *open == id);
        match is_open {
            Some(true) => self.close_row(),
            Some(false) => self.replace(InvoicesAddress { open: Some(OpenInvoice::row(id)), ..now }),
            None => {
                let open = Some(OpenInvoice::row(id));
                self.navigation.open_layer(self.href(InvoicesAddress { open, ..now }));
            }
        }
    }

    /// Closes the open row.
    pub(super) fn close_row(&self) {
        let href = self.href(InvoicesAddress { open: None, ..self.get_untracked() });
        self.navigation.close_layers(1, href);
    }

    /// The full path of the current state with the open row's modal at this step.
    fn at_step(&self, step: Option<RebillStep>) -> String {
        let now = self.get_untracked();
        let open = now.open.clone().map(|open| OpenInvoice { step, ..open });
        self.href(InvoicesAddress { open, ..now })
    }

    /// Opens a step of the modal over the open row.
    pub(super) fn open_step(&self, step: RebillStep) {
        self.navigation.open_layer(self.at_step(Some(step)));
    }

    /// Goes back by this many steps of the modal, to `step`; `None` is the row without the modal.
    pub(super) fn close_steps(&self, steps: u32, step: Option<RebillStep>) {
        self.navigation.close_layers(steps, self.at_step(step));
    }

    /// Replaces the current step with another one.
    pub(super) fn replace_step(&self, step: RebillStep) {
        self.navigation.replace_href(self.at_step(Some(step)));
    }
}
