//! A save whose answer was lost: whether it was done is unknown until the server has been asked.

use pase_contract::fiscal_profiles::{FiscalProfile, FiscalProfileDraft};
use pase_contract::{FiscalProfileId, List};

/// What was sent and may have got no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentSave {
    /// The razón social to be changed, and its version; `None` for a new one.
    pub change: Option<(FiscalProfileId, u32)>,
    /// What was to be saved.
    pub draft: FiscalProfileDraft,
}

/// What became of the save, according to the current razones sociales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// It was saved.
    Saved(Box<FiscalProfile>),
    /// It was not saved.
    NotSaved,
    /// Another window has changed the razón social.
    Changed(Box<FiscalProfile>),
    /// Another window has removed the razón social.
    Removed,
    /// Another razón social has this RFC.
    Duplicate,
}

impl SentSave {
    /// Looks in the current list for what became of the save.
    pub fn outcome_in(&self, list: List<FiscalProfile>) -> SaveOutcome {
        let draft = self.draft.as_saved();
        let is_this = |profile: &FiscalProfile| FiscalProfileDraft::from(profile) == draft;
        let mut profiles = list.items.into_iter();
        match &self.change {
            None => match profiles.find(|profile| profile.rfc.as_str() == draft.rfc) {
                Some(profile) if is_this(&profile) => SaveOutcome::Saved(Box::new(profile)),
                Some(_) => SaveOutcome::Duplicate,
                None => SaveOutcome::NotSaved,
            },
            Some((id, version)) => match profiles.find(|profile| profile.id == *id) {
                Some(profile) if profile.version == *version => SaveOutcome::NotSaved,
                Some(profile) if is_this(&profile) => SaveOutcome::Saved(Box::new(profile)),
                Some(profile) => SaveOutcome::Changed(Box::new(profile)),
                None => SaveOutcome::Removed,
            },
        }
    }
}
