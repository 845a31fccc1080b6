//! The modal's steps as addresses of the page below it, so that Back, Forward and reload work.

use leptos::prelude::*;

use crate::navigation::RebillStep;

/// The modal's step, and how to change it.
#[derive(Clone, Copy)]
pub struct Steps {
    /// The current step; `None` while the modal is closed.
    pub at: Signal<Option<RebillStep>>,
    /// Changes the page's address.
    pub change: Callback<StepsChange>,
}

/// A change from one step to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepsChange {
    /// Opens a step over the current one.
    Open(RebillStep),
    /// Replaces the current step with this one.
    Replace(RebillStep),
    /// Goes back by this many steps, to this one; `None` is the row without the modal.
    Close(u32, Option<RebillStep>),
}

impl Steps {
    pub(super) fn open(&self, step: RebillStep) {
        self.change.try_run(StepsChange::Open(step));
    }

    pub(super) fn replace(&self, step: RebillStep) {
        self.change.try_run(StepsChange::Replace(step));
    }

    /// Goes back to the choice of a razón social.
    pub(super) fn back_to_choice(&self) {
        self.change.try_run(StepsChange::Close(1, Some(RebillStep::Choose)));
    }

    /// Closes the modal.
    pub(super) fn close(&self) {
        let steps = self.at.with_untracked(|step| step.as_ref().map(super::model::steps_above_row));
        if let Some(steps) = steps {
            self.close_by(steps);
        }
    }

    /// Closes the modal, which is this many steps above the row.
    pub(super) fn close_by(&self, steps: u32) {
        self.change.try_run(StepsChange::Close(steps, None));
    }
}
