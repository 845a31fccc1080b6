//! The razón social whose form is open.

use leptos::prelude::*;
use pase_contract::fiscal_profiles::{FiscalProfile, ReceiverRefusal};
use pase_contract::{FiscalProfileId, RebillId};

use super::model::ProfileForm;

/// The open form. It belongs to the app and not to a screen, so that what was typed is still there
/// when a session ended and the customer logged in again.
#[derive(Clone, Copy)]
pub struct OpenProfile {
    /// The form.
    pub form: RwSignal<ProfileForm>,
    subject: StoredValue<Option<Subject>>,
    /// What was done last, for the list to say.
    done: StoredValue<Option<&'static str>>,
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
    /// No form is open.
    pub fn new() -> Self {
        Self {
            form: RwSignal::new(ProfileForm::default()),
            subject: StoredValue::new(None),
            done: StoredValue::new(None),
        }
    }

    /// The form of a new razón social, as it was left.
    pub fn open_new(&self) {
        if self.turns_to(Subject::New) {
            self.form.set(ProfileForm::default());
        }
    }

    /// The form of this razón social.
    pub fn open(&self, profile: FiscalProfile) {
        self.show(Subject::Profile(profile.id.clone()), ProfileForm::editing(profile));
    }

    /// The same, for a trámite that waits until what was refused is mended.
    pub fn open_correction(&self, rebill: RebillId, profile: FiscalProfile, refusals: &[ReceiverRefusal]) {
        self.show(Subject::Correction(rebill), ProfileForm::correcting(profile, refusals));
    }

    /// The form as it now is; what was typed and left is still there.
    fn show(&self, subject: Subject, now: ProfileForm) {
        let turns = self.turns_to(subject);
        self.form.update(|form| {
            if turns || !form.is_touched() {
                *form = now;
            } else {
                form.advice = now.advice;
            }
        });
    }

    /// Whether the form was about something else until now.
    fn turns_to(&self, subject: Subject) -> bool {
        let turns = self.subject.with_value(|open| open.as_ref() != Some(&subject));
        self.subject.set_value(Some(subject));
        turns
    }

    /// What was saved is what the form is about from now on.
    pub fn continue_with(&self, id: FiscalProfileId) {
        self.subject.set_value(Some(Subject::Profile(id)));
    }

    /// The form was saved, and the list says so.
    pub fn finish(&self, news: &'static str) {
        self.close();
        self.done.set_value(Some(news));
    }

    /// What the list has to say; once.
    pub fn take_news(&self) -> Option<&'static str> {
        let news = self.done.get_value();
        self.done.set_value(None);
        news
    }

    /// Forgets what was typed.
    pub fn close(&self) {
        self.subject.try_set_value(None);
        self.form.try_set(ProfileForm::default());
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.close();
        self.done.try_set_value(None);
    }
}
