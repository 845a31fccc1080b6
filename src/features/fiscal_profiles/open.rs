//! The razón social whose form is open.

use leptos::prelude::*;
use pase_contract::FiscalProfileId;

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
        self.turn_to(Subject::New, ProfileForm::default);
    }

    /// The form of this razón social as `make` gives it, or as it was left.
    pub fn open(&self, id: &FiscalProfileId, make: impl FnOnce() -> ProfileForm) {
        self.turn_to(Subject::Profile(id.clone()), make);
    }

    fn turn_to(&self, subject: Subject, make: impl FnOnce() -> ProfileForm) {
        if self.subject.with_value(|open| open.as_ref() != Some(&subject)) {
            self.subject.set_value(Some(subject));
            self.form.set(make());
        }
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
