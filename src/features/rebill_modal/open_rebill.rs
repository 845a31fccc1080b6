//! The state of the modal *Refacturar* that outlives its view.

use leptos::prelude::*;
use pase_contract::invoices::Invoice;

use super::model::RebillModel;
use crate::features::fiscal_profiles::ProfileForm;

/// What the customer has chosen and typed in the modal. It belongs to the app and not to a screen,
/// so it is still there when a session has ended and the customer has logged in again.
#[derive(Clone, Copy)]
pub struct OpenRebill {
    pub(super) model: RwSignal<Option<RebillModel>>,
    pub(super) form: RwSignal<ProfileForm>,
}

impl OpenRebill {
    /// Begins without an open modal.
    pub fn new() -> Self {
        Self { model: RwSignal::new(None), form: RwSignal::new(ProfileForm::default()) }
    }

    /// Opens the modal for an invoice. If it is already open for that invoice, it stays as it is.
    pub(super) fn open(&self, invoice: &Invoice) {
        if self
            .model
            .with_untracked(|model| model.as_ref().is_none_or(|model| model.invoice.id != invoice.id))
        {
            self.form.set(ProfileForm::default());
            self.model.set(Some(RebillModel::new(invoice.clone())));
        }
    }

    /// Whether a request is in progress. Nothing else should be done meanwhile.
    pub(super) fn is_sending(&self) -> bool {
        self.read(RebillModel::is_sending) || self.form.with(ProfileForm::is_sending)
    }

    /// Closes the modal and forgets what was typed.
    pub fn close(&self) {
        self.model.try_set(None);
        self.form.try_set(ProfileForm::default());
    }

    /// Changes the state of the open modal; `None` if none is open.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut RebillModel) -> T) -> Option<T> {
        self.model.try_update(|model| model.as_mut().map(change)).flatten()
    }

    /// Reads the state of the open modal, tracked; the default value if none is open.
    pub(super) fn read<T: Default>(&self, read: impl FnOnce(&RebillModel) -> T) -> T {
        self.model.with(|model| model.as_ref().map(read).unwrap_or_default())
    }

    /// Like [`Self::read`], but untracked.
    pub(super) fn read_untracked<T: Default>(&self, read: impl FnOnce(&RebillModel) -> T) -> T {
        self.model.with_untracked(|model| model.as_ref().map(read).unwrap_or_default())
    }
}
