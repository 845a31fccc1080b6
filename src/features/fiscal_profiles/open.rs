//! The razón social whose form is open.

use leptos::prelude::*;
use pase_contract::fiscal_profiles::{FiscalProfile, ReceiverRefusal};
use pase_contract::{FiscalProfileId, RebillId};

use super::model::ProfileForm;

/// The open form. It belongs to the app and not to a screen, so that what was typed is still there
/// after a session ended and the customer logged in again.
#[derive(Clone, Copy)]
pub struct OpenProfile {
    /// The state of the form.
    pub form: RwSignal<ProfileForm>,
    subject: StoredValue<Option<Subject>>,
    /// What was done last, for the list to announce.
    news: StoredValue<Option<&'static str>>,
}

/// What the form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    New,
    Profile(FiscalProfileId),
    /// The razón social of this trámite.
    Correction(RebillId),
}

impl OpenProfile {
    /// Without an open form.
    pub fn new() -> Self {
        Self {
            form: RwSignal::new(ProfileForm::default()),
            subject: StoredValue::new(None),
            news: StoredValue::new(None),
        }
    }

    /// Opens the form of a new razón social, as it was left.
    pub fn open_new(&self) {
        if self.switch_to(Subject::New) {
            self.form.set(ProfileForm::default());
        }
    }

    /// Opens the form of this razón social.
    pub fn open(&self, profile: FiscalProfile) {
        self.show(Subject::Profile(profile.id.clone()), ProfileForm::editing(profile));
    }

    /// Opens the form for a trámite that waits until what was refused is corrected.
    pub fn open_correction(&self, rebill: RebillId, profile: FiscalProfile, refusals: &[ReceiverRefusal]) {
        self.show(Subject::Correction(rebill), ProfileForm::correcting(profile, refusals));
    }

    /// Shows this form. If the form is about the same subject and holds unsaved input, the input
    /// stays and only the advice is updated.
    fn show(&self, subject: Subject, now: ProfileForm) {
        let is_other = self.switch_to(subject);
        self.form.update(|form| {
            if is_other || !form.has_unsaved_input() {
                *form = now;
            } else {
                form.advice = now.advice;
            }
        });
    }

    /// Sets the subject, and returns whether the form was about something else until now.
    fn switch_to(&self, subject: Subject) -> bool {
        let is_other = self.subject.with_value(|open| open.as_ref() != Some(&subject));
        self.subject.set_value(Some(subject));
        is_other
    }

    /// Makes the razón social that was saved the form's subject.
    pub fn continue_with(&self, id: FiscalProfileId) {
        self.subject.set_value(Some(Subject::Profile(id)));
    }

    /// Closes the form after a save, and leaves this message for the list.
    pub fn finish(&self, news: &'static str) {
        self.close();
        self.news.set_value(Some(news));
    }

    /// Takes the message for the list, so that it appears once.
    pub fn take_news(&self) -> Option<&'static str> {
        let news = self.news.get_value();
        self.news.set_value(None);
        news
    }

    /// Forgets what was typed.
    pub fn close(&self) {
        self.subject.try_set_value(None);
        self.form.try_set(ProfileForm::default());
    }

    /// Forgets everything, also the message for the list.
    pub fn clear(&self) {
        self.close();
        self.news.try_set_value(None);
    }
}
