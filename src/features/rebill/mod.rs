//! Refacturar: the modal (the manual's steps 5 to 6.1) and the trámite's page.

mod choose;
mod mailbox;
mod modal;
mod model;
mod parties;
mod registered;
mod review;
mod tramite;

use leptos::prelude::*;
use pase_contract::invoices::Invoice;

pub use modal::RebillModal;
pub use tramite::{TramitePage, TramitesPage};

use crate::features::fiscal_profiles::ProfileForm;
use model::RebillModel;

/// The modal's state. It belongs to the app and not to a screen, so that what was chosen and typed is still there
/// when a session ended and the customer logged in again.
#[derive(Clone, Copy)]
pub struct OpenRebill {
    model: RwSignal<Option<RebillModel>>,
    form: RwSignal<ProfileForm>,
}

impl OpenRebill {
    /// No modal is open.
    pub fn new() -> Self {
        Self { model: RwSignal::new(None), form: RwSignal::new(ProfileForm::default()) }
    }

    /// Opens the modal for an invoice.
    pub fn open(&self, invoice: Invoice) {
        self.model.set(Some(RebillModel::new(invoice)));
    }

    /// Opens the form of a new razón social; what was typed before and not saved is still there.
    fn add(&self) {
        self.form.try_update(|form| {
            if form.saved.is_some() {
                *form = ProfileForm::default();
            }
        });
        self.change(RebillModel::add);
    }

    /// Whether an answer is under way, which nothing should be done beside.
    fn is_sending(&self) -> bool {
        self.read(RebillModel::is_sending) || self.form.with(ProfileForm::is_sending)
    }

    /// Closes the modal and forgets what was typed.
    pub fn close(&self) {
        self.model.try_set(None);
        self.form.try_set(ProfileForm::default());
    }

    /// Changes what is open; `None` if nothing is.
    fn change<T>(&self, change: impl FnOnce(&mut RebillModel) -> T) -> Option<T> {
        self.model.try_update(|model| model.as_mut().map(change)).flatten()
    }

    /// Reads what is open, tracked; the default if nothing is.
    fn read<T: Default>(&self, read: impl FnOnce(&RebillModel) -> T) -> T {
        self.model.with(|model| model.as_ref().map(read).unwrap_or_default())
    }

    /// The same, untracked.
    fn read_once<T: Default>(&self, read: impl FnOnce(&RebillModel) -> T) -> T {
        self.model.with_untracked(|model| model.as_ref().map(read).unwrap_or_default())
    }
}
