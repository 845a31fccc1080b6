//! The state of the form for a razón social: what was typed, which choices fit it, what is wrong
//! with it, and what became of saving it.

use std::sync::atomic::{AtomicU32, Ordering};

use mx_fiscal::{CfdiUse, FiscalRegime, PersonKind, Rfc, TaxpayerName};
use pase_contract::fiscal_profiles::{
    CreateFiscalProfile, FiscalProfile, FiscalProfileDraft, ReceiverRefusal, UpdateFiscalProfile,
};
use pase_contract::{List, ProblemCode};

use super::draft::{Difference, Field, Merge, differences, field_mut, merge};
use super::outcome::{SaveOutcome, SentSave};
use super::texts;
use crate::api::{ApiError, Outcome};
use crate::ui::FieldError;

/// The state of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileForm {
    /// What was typed.
    pub draft: FiscalProfileDraft,
    /// The razón social that is being edited, as the server has it; `None` for a new one.
    pub saved: Option<FiscalProfile>,
    /// Everything that is wrong, after an attempt to save.
    pub errors: Vec<FieldError>,
    /// Everything that the SAT does not recognize in what is saved. It stays until the next save;
    /// see [`Self::advice_left`].
    pub advice: Vec<FieldError>,
    /// What happened to it elsewhere while it was being edited here.
    pub edit_conflict: Option<EditConflict>,
    /// What the last attempt to save led to, and how often something was announced. Because of the
    /// number, an identical result is announced again.
    announced: (Announcement, u32),
    /// What is known about a save whose answer was lost.
    pub lost_save: Option<LostSave>,
    sent: Option<SentSave>,
    /// Why saving failed, if no field is the cause.
    pub failure: Option<ApiError>,
    /// Whether the server is asked what became of a save without a press.
    is_automatic_check: bool,
    /// Whether the request in progress was sent before and got no answer.
    repeats: bool,
    /// The request in progress.
    sending: Option<RequestId>,
}

/// What is announced after an attempt to save.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Announcement {
    /// Nothing yet.
    #[default]
    Nothing,
    /// Fields that are wrong.
    Errors,
    /// What the SAT does not recognize.
    Advice,
    /// What another window did.
    EditConflict,
    /// That saving failed, or what is known about a save whose answer was lost.
    Outcome,
}

/// What is known about a save whose answer was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostSave {
    /// The server is being asked.
    LookingUp,
    /// The server could not be asked yet.
    Unanswered,
    /// It was not saved.
    NotSaved,
    /// It was saved, but without what was typed since.
    SavedBefore,
}

/// What follows an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The form waits for the customer.
    Stay,
    /// The razón social is saved.
    Saved(Box<FiscalProfile>),
    /// The server must be asked whether it is saved.
    LookUpOutcome(RequestId),
}

/// Identifies one request. An answer is ignored if the form that asked has been replaced or closed
/// meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(u32);

impl RequestId {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// What another window did to the razón social that is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditConflict {
    /// It was changed.
    Changed(Merge),
    /// It was removed. Saving adds it again.
    Removed,
}

/// Another way to write the typed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// Without the régimen de capital of a company.
    WithoutCapitalRegime(TaxpayerName),
    /// With the given names of a person before the surnames.
    GivenNamesFirst(TaxpayerName),
    /// Without accents, after the SAT did not recognize the name with them.
    WithoutAccents(TaxpayerName),
}

impl Suggestion {
    /// The suggested name.
    pub fn name(&self) -> &TaxpayerName {
        match self {
            Self::WithoutCapitalRegime(name) | Self::GivenNamesFirst(name) | Self::WithoutAccents(name) => {
                name
            }
        }
    }
}

/// What saving sends.
#[derive(Clone, Debug)]
pub enum Save {
    /// A new razón social.
    Create(CreateFiscalProfile),
    /// A change.
    Update(UpdateFiscalProfile),
    /// Nothing: first the server is asked what became of the last save.
    LookUpOutcome,
}

impl ProfileForm {
    /// The form that edits a razón social, with what the padrón said about it.
    pub fn editing(profile: FiscalProfile) -> Self {
        let person = profile.person;
        let advice = profile.refusals().iter().map(|refusal| texts::refusal_error(refusal, person)).collect();
        Self { draft: FiscalProfileDraft::from(&profile), advice, saved: Some(profile), ..Self::default() }
    }

    /// Like [`Self::editing`], for a trámite that waits until these data are corrected.
    pub fn correcting(profile: FiscalProfile, refusals: &[ReceiverRefusal]) -> Self {
        let person = profile.person;
        let advice = refusals.iter().map(|refusal| texts::refusal_error(refusal, person)).collect();
        Self { advice, ..Self::editing(profile) }
    }

    /// The kind of person that the typed RFC belongs to; `None` until it is an RFC.
    pub fn person(&self) -> Option<PersonKind> {
        Rfc::from_typed(&self.draft.rfc).ok().map(|rfc| rfc.person())
    }

    /// Whether the check digit of the typed RFC is wrong. That is worth a look, but never a reason
    /// to refuse it.
    pub fn check_digit_disagrees(&self) -> bool {
        Rfc::from_typed(&self.draft.rfc).is_ok_and(|rfc| !rfc.is_generic() && !rfc.has_valid_check_digit())
    }

    /// The typed name as the SAT may have it. It is only a suggestion: the Constancia decides.
    pub fn suggested_name(&self) -> Option<Suggestion> {
        let name = TaxpayerName::from_typed(&self.draft.name).ok()?;
        let rfc = Rfc::from_typed(&self.draft.rfc).ok()?;
        let shorter = || name.without_capital_regime(rfc.person()).map(Suggestion::WithoutCapitalRegime);
        let turned = || name.given_names_first(&rfc).map(Suggestion::GivenNamesFirst);
        let is_refused = self.advice_left().any(|advice| advice.field == Field::Name.name());
        let bare = || is_refused.then(|| name.without_accents()).flatten().map(Suggestion::WithoutAccents);
        shorter().or_else(turned).or_else(bare)
    }

    /// The régimenes that fit the RFC; all of them until there is an RFC.
    pub fn regimes(&self) -> impl Iterator<Item = FiscalRegime> + use<> {
        let person = self.person();
        let fits = move |regime: &FiscalRegime| person.is_none_or(|person| regime.admits(person));
        FiscalRegime::ALL.iter().copied().filter(fits)
    }

    /// The usos that an invoice can carry and that fit the RFC and the régimen; none until there is
    /// a régimen.
    pub fn uses(&self) -> impl Iterator<Item = CfdiUse> + use<> {
        let regime = self.draft.fiscal_regime.parse::<FiscalRegime>().ok();
        let persons = match self.person() {
            Some(person) => vec![person],
            None => vec![PersonKind::Fisica, PersonKind::Moral],
        };
        let fits = move |cfdi_use: &CfdiUse| {
            let open = |regime| persons.iter().any(|person| cfdi_use.admits(regime, *person));
            cfdi_use.is_for_invoices() && regime.is_some_and(open)
        };
        CfdiUse::ALL.iter().copied().filter(fits)
    }

    /// Changes what was typed. The error of a field disappears when the field changes. A choice
    /// that no longer fits is cleared, so that the customer chooses again.
    pub fn edit(&mut self, change: impl FnOnce(&mut FiscalProfileDraft)) {
        let mut before = self.draft.clone();
        change(&mut self.draft);
        for field in Field::ALL {
            if field_mut(&mut self.draft, field) != field_mut(&mut before, field) {
                self.errors.retain(|error| error.field != field.name());
            }
        }
        if !self.regimes().any(|regime| regime.code() == self.draft.fiscal_regime) {
            self.draft.fiscal_regime.clear();
        }
        if !self.uses().any(|cfdi_use| cfdi_use.code() == self.draft.cfdi_use) {
            self.draft.cfdi_use.clear();
        }
    }

    /// Takes the values of the form's elements, because browsers fill some in without an event.
    pub fn fill(&mut self, value: impl Fn(Field) -> Option<String>) {
        self.edit(|draft| {
            for field in Field::ALL {
                if let Some(value) = value(field) {
                    *field_mut(draft, field) = value;
                }
            }
        });
    }

    /// The advice about fields that still hold what was saved.
    pub fn advice_left(&self) -> impl Iterator<Item = &FieldError> {
        let mut here = self.draft.clone();
        let mut saved = self.saved.as_ref().map(FiscalProfileDraft::from).unwrap_or_default();
        let mut is_unchanged = move |field| field_mut(&mut here, field) == field_mut(&mut saved, field);
        self.advice.iter().filter(move |advice| Field::parse(advice.field).is_none_or(&mut is_unchanged))
    }

    /// Everything to be said about fields: what is wrong, and then what the SAT does not recognize.
    pub fn field_messages(&self) -> Vec<FieldError> {
        self.errors.iter().chain(self.advice_left()).cloned().collect()
    }

    /// Changes each time this is to be announced, and only then; 0 while something else was
    /// announced last.
    pub fn announcement_count(&self, announcement: Announcement) -> u32 {
        match self.announced {
            (last, count) if last == announcement => count,
            _ => 0,
        }
    }

    fn announce(&mut self, announcement: Announcement) {
        self.announced = (announcement, self.announced.1 + 1);
    }

    /// Whether a request is in progress.
    pub fn is_sending(&self) -> bool {
        self.sending.is_some()
    }

    /// Whether something was typed that is not saved.
    pub fn has_unsaved_input(&self) -> bool {
        let saved = self.saved.as_ref().map(FiscalProfileDraft::from).unwrap_or_default();
        self.draft.as_saved() != saved
    }

    /// Returns the request, if everything fits together and none is in progress; otherwise
    /// everything that is wrong is announced. While the outcome of the last save is unknown, the
    /// request asks for that outcome.
    pub fn submit(&mut self) -> Option<(RequestId, Save)> {
        if self.is_sending() {
            return None;
        }
        self.is_automatic_check = false;
        if self.lost_save == Some(LostSave::Unanswered) {
            return Some((self.begin_lookup(), Save::LookUpOutcome));
        }
        self.failure = None;
        self.lost_save = None;
        self.errors = match self.draft.check() {
            Ok(_) => Vec::new(),
            Err(errors) => errors.into_iter().map(texts::draft_error).collect(),
        };
        if !self.errors.is_empty() {
            self.announce_errors();
            return None;
        }
        let request_id = RequestId::new();
        self.sending = Some(request_id);
        let draft = self.draft.clone();
        let change = self.saved.as_ref().map(|saved| (saved.id.clone(), saved.version));
        let is_again = self.sent.as_ref().is_some_and(|sent| sent.change == change && sent.draft == draft);
        let sent = SentSave { change, draft: draft.clone() };
        let save = match &self.saved {
            Some(saved) => {
                Save::Update(UpdateFiscalProfile { id: saved.id.clone(), version: saved.version, draft })
            }
            None => Save::Create(CreateFiscalProfile { draft }),
        };
        // A repeated save, unchanged after a lost answer, may turn out to have been done already.
        self.repeats = is_again;
        self.sent = Some(sent);
        Some((request_id, save))
    }

    /// Begins to ask what became of a save.
    fn begin_lookup(&mut self) -> RequestId {
        let request_id = RequestId::new();
        self.sending = Some(request_id);
        self.lost_save = Some(LostSave::LookingUp);
        request_id
    }

    /// Asks again when the connection or the page is back, if the server could not be asked before.
    pub fn repeat_lookup(&mut self) -> Option<RequestId> {
        if self.lost_save != Some(LostSave::Unanswered) || self.is_sending() {
            return None;
        }
        self.is_automatic_check = true;
        Some(self.begin_lookup())
    }

    /// Takes the server's answer to a request of this form. What was typed stays if it was not
    /// saved.
    pub fn apply_answer(&mut self, request_id: RequestId, answer: Result<FiscalProfile, ApiError>) -> Next {
        if self.sending != Some(request_id) {
            return Next::Stay;
        }
        self.sending = None;
        match answer {
            Ok(profile) => return self.adopt_saved(profile),
            // The customer logs in first. Until then the form stays as it is.
            Err(ApiError::Unauthenticated | ApiError::Cancelled) => return Next::Stay,
            Err(error) if error.outcome() == Outcome::Unknown => {
                self.failure = None;
                return Next::LookUpOutcome(self.begin_lookup());
            }
            Err(ApiError::Problem(problem)) => match (problem.code, problem.fiscal_profile.as_deref()) {
                (ProblemCode::InvalidInput, _) if !problem.errors.is_empty() => {
                    if self.repeats && problem.errors.iter().any(|error| error.code == "duplicate") {
                        return Next::LookUpOutcome(self.begin_lookup());
                    }
                    self.errors = problem.errors.iter().map(texts::server_error).collect();
                    self.announce_errors();
                }
                (ProblemCode::PreconditionFailed, Some(now)) => {
                    return self.merge_change_elsewhere(now.clone());
                }
                (ProblemCode::NotFound, _) if self.saved.is_some() => self.record_removal_elsewhere(),
                _ => self.fail(ApiError::Problem(problem)),
            },
            Err(error) => self.fail(error),
        }
        Next::Stay
    }

    /// Takes the current list, after a save whose answer was lost.
    pub fn apply_current_list(
        &mut self,
        request_id: RequestId,
        answer: Result<List<FiscalProfile>, ApiError>,
    ) -> Next {
        if self.sending != Some(request_id) {
            return Next::Stay;
        }
        self.sending = None;
        let (Ok(list), Some(sent)) = (answer, self.sent.clone()) else {
            self.record_lost_save(LostSave::Unanswered);
            return Next::Stay;
        };
        self.lost_save = None;
        let is_as_sent = self.draft == sent.draft;
        match sent.outcome_in(list) {
            SaveOutcome::Saved(profile) if is_as_sent => return self.adopt_saved(*profile),
            SaveOutcome::Saved(profile) => {
                self.saved = Some(*profile);
                self.sent = None;
                self.record_lost_save(LostSave::SavedBefore);
            }
            SaveOutcome::NotSaved => self.record_lost_save(LostSave::NotSaved),
            SaveOutcome::Changed(now) => return self.merge_change_elsewhere(*now),
            SaveOutcome::Removed => self.record_removal_elsewhere(),
            SaveOutcome::Duplicate => {
                self.errors = vec![texts::duplicate_error()];
                self.announce_errors();
            }
        }
        Next::Stay
    }

    /// Takes what is known about a save whose answer was lost, and announces it. If no press asked
    /// for it, the focus stays where it is.
    fn record_lost_save(&mut self, lost_save: LostSave) {
        self.lost_save = Some(lost_save);
        if !self.is_automatic_check {
            self.announce(Announcement::Outcome);
        }
    }

    /// Announces new errors, and drops the advice of an earlier save.
    fn announce_errors(&mut self) {
        self.advice.clear();
        self.announce(Announcement::Errors);
    }

    fn fail(&mut self, error: ApiError) {
        self.failure = Some(error);
        self.announce(Announcement::Outcome);
    }

    fn record_removal_elsewhere(&mut self) {
        self.saved = None;
        self.edit_conflict = Some(EditConflict::Removed);
        self.announce(Announcement::EditConflict);
    }

    fn adopt_saved(&mut self, profile: FiscalProfile) -> Next {
        *self = Self {
            announced: (Announcement::Advice, self.announced.1 + 1),
            ..Self::editing(profile.clone())
        };
        Next::Saved(Box::new(profile))
    }

    /// Another window has saved it. What only that window changed is adopted, what was typed here
    /// stays, and the next save is based on the version that is now known. If both typed the same,
    /// nothing is left to decide.
    fn merge_change_elsewhere(&mut self, now: FiscalProfile) -> Next {
        let Some(base) = self.saved.replace(now.clone()) else { return Next::Stay };
        let merge = merge(&mut self.draft, FiscalProfileDraft::from(&base), FiscalProfileDraft::from(&now));
        if !self.has_unsaved_input() && merge.adopted.is_empty() {
            return self.adopt_saved(now);
        }
        self.edit(|_| ());
        self.edit_conflict = Some(EditConflict::Changed(merge));
        self.announce(Announcement::EditConflict);
        Next::Stay
    }

    /// The fields that both windows changed and that still differ from what is saved, in the order
    /// of the form.
    pub fn differences(&self) -> Vec<Difference> {
        match (&self.edit_conflict, &self.saved) {
            (Some(EditConflict::Changed(merge)), Some(saved)) => {
                differences(&self.draft, FiscalProfileDraft::from(saved), &merge.conflicts)
            }
            _ => Vec::new(),
        }
    }

    /// Takes what another window has saved for a field. RFC, régimen and uso must fit each other,
    /// so they are taken together.
    pub fn take_saved(&mut self, field: Field) {
        const TOGETHER: [Field; 3] = [Field::Rfc, Field::FiscalRegime, Field::CfdiUse];
        let Some(mut saved) = self.saved.as_ref().map(FiscalProfileDraft::from) else { return };
        let fields = if TOGETHER.contains(&field) { &TOGETHER[..] } else { &[field][..] };
        self.edit(|draft| {
            for field in fields {
                *field_mut(draft, *field) = std::mem::take(field_mut(&mut saved, *field));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use pase_contract::{FieldProblem, Problem};

    use super::*;

    fn draft() -> FiscalProfileDraft {
        FiscalProfileDraft {
            rfc: "EKU9003173C9".to_owned(),
            name: "Escuela Kemper Urgate".to_owned(),
            postal_code: "42501".to_owned(),
            fiscal_regime: "601".to_owned(),
            cfdi_use: "G03".to_owned(),
            ..FiscalProfileDraft::default()
        }
    }

    fn kemper() -> ProfileForm {
        ProfileForm { draft: draft(), ..ProfileForm::default() }
    }

    fn saved(version: u32, name: &str, refused: &[(&str, &str)]) -> FiscalProfile {
        let refusals: Vec<_> = refused
            .iter()
            .map(|(field, code)| format!(r#"{{"field": "{field}", "code": "{code}"}}"#))
            .collect();
        serde_json::from_str(&format!(
            r#"{{"id": "p1", "rfc": "EKU9003173C9", "person": "moral", "name": "{name}", "postal_code": "42501",
                "fiscal_regime": "601", "cfdi_use": "G03", "address": {{}}, "is_default": true, "version": {version},
                "padron_check": {{"checked_at": "2020-06-03T15:00:00Z", "refusals": [{}]}}, "rebill_id": null}}"#,
            refusals.join(",")
        ))
        .unwrap()
    }

    fn changing(name: &str) -> ProfileForm {
        let mut form = ProfileForm::editing(saved(3, "ESCUELA KEMPER URGATE", &[]));
        form.edit(|draft| draft.name = name.to_owned());
        form
    }

    fn problem(code: ProblemCode) -> Problem {
        Problem::new(code, String::new())
    }

    fn stale(now: FiscalProfile) -> Result<FiscalProfile, ApiError> {
        let mut problem = problem(ProblemCode::PreconditionFailed);
        problem.fiscal_profile = Some(Box::new(now));
        Err(ApiError::Problem(Box::new(problem)))
    }

    /// Sends the form and takes this answer.
    fn saving(form: &mut ProfileForm, answer: Result<FiscalProfile, ApiError>) -> Option<FiscalProfile> {
        let (request_id, _) = form.submit().unwrap();
        saved_of(form.apply_answer(request_id, answer))
    }

    fn saved_of(next: Next) -> Option<FiscalProfile> {
        match next {
            Next::Saved(profile) => Some(*profile),
            Next::Stay | Next::LookUpOutcome(_) => None,
        }
    }

    /// Sends the form, loses the answer, and asks: the server has these razones sociales.
    fn losing(form: &mut ProfileForm, items: Vec<FiscalProfile>) -> Next {
        let (request_id, _) = form.submit().unwrap();
        let Next::LookUpOutcome(request_id) = form.apply_answer(request_id, Err(ApiError::TimedOut)) else {
            panic!("an unknown outcome is asked for");
        };
        assert_eq!((form.lost_save, form.failure.clone()), (Some(LostSave::LookingUp), None));
        form.apply_current_list(request_id, Ok(List::of_one_page(items)))
    }

    fn version_sent(form: &mut ProfileForm) -> Option<u32> {
        match form.submit() {
            Some((_, Save::Update(update))) => Some(update.version),
            _ => None,
        }
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let mut form = ProfileForm::default();
        assert!(form.submit().is_none());
        let fields: Vec<_> = form.errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["rfc", "name", "postal_code", "fiscal_regime", "cfdi_use"]);
        assert!(!form.is_sending());
    }

    #[test]
    fn only_what_fits_the_rfc_is_offered() {
        let form = kemper();
        assert!(form.regimes().all(|regime| regime.admits(PersonKind::Moral)));
        assert!(form.uses().all(|cfdi_use| !cfdi_use.code().starts_with('D')));
    }

    #[test]
    fn a_choice_that_no_longer_fits_is_taken_back() {
        let mut form = kemper();
        form.edit(|draft| draft.rfc = "CACX7605101P8".to_owned());
        assert_eq!((form.draft.fiscal_regime.as_str(), form.draft.cfdi_use.as_str()), ("", ""));
    }

    #[test]
    fn a_wrong_check_digit_is_no_obstacle() {
        let mut form = kemper();
        form.edit(|draft| draft.rfc = "SAT050528XN0".to_owned());
        assert!(form.check_digit_disagrees());
        assert!(form.submit().is_some());
    }

    #[test]
    fn a_shorter_name_is_suggested_to_companies_alone() {
        let mut form = kemper();
        assert_eq!(form.suggested_name(), None);
        form.edit(|draft| draft.name.push_str(", Sociedad Anónima de Capital Variable"));
        let name = "ESCUELA KEMPER URGATE".parse().unwrap();
        assert_eq!(form.suggested_name(), Some(Suggestion::WithoutCapitalRegime(name)));
        form.edit(|draft| draft.rfc = "CACX7605101P8".to_owned());
        assert_eq!(form.suggested_name(), None);
    }

    #[test]
    fn a_person_is_called_by_the_given_name_first() {
        let mut form = kemper();
        form.edit(|draft| draft.rfc = "CACX7605101P8".to_owned());
        form.edit(|draft| draft.name = "Castillo Cruz Xochitl".to_owned());
        let name = "XOCHITL CASTILLO CRUZ".parse().unwrap();
        assert_eq!(form.suggested_name(), Some(Suggestion::GivenNamesFirst(name)));
    }

    #[test]
    fn accents_are_doubted_once_the_sat_has_not_recognised_the_name() {
        let mut form = changing("DISEÑO ÚNICO");
        assert_eq!(form.suggested_name(), None);
        saving(&mut form, Ok(saved(4, "DISEÑO ÚNICO", &[("name", "CFDI40145")])));
        let name = "DISEÑO UNICO".parse().unwrap();
        assert_eq!(form.suggested_name(), Some(Suggestion::WithoutAccents(name)));
    }

    #[test]
    fn a_corrected_field_is_no_longer_wrong_and_nothing_is_read_again() {
        let mut form = ProfileForm::default();
        form.submit();
        let count = form.announcement_count(Announcement::Errors);
        assert_ne!(count, 0);
        form.edit(|draft| draft.rfc = "E".to_owned());
        assert!(form.field_messages().iter().all(|message| message.field != "rfc"));
        assert_eq!(form.errors.len(), 4);
        assert_eq!(form.announcement_count(Announcement::Errors), count);
    }

    #[test]
    fn advice_leaves_a_field_that_is_changed_and_the_form_that_has_errors() {
        let refused =
            saved(1, "ESCUELA KEMPER URGATE", &[("name", "CFDI40145"), ("postal_code", "CFDI40148")]);
        let mut form = ProfileForm::editing(refused);
        form.edit(|draft| draft.postal_code = "01160".to_owned());
        assert_eq!(form.field_messages().iter().map(|message| message.field).collect::<Vec<_>>(), ["name"]);
        form.edit(|draft| draft.postal_code = "1".to_owned());
        form.submit();
        assert_eq!(
            form.field_messages().iter().map(|message| message.field).collect::<Vec<_>>(),
            ["postal_code"]
        );
    }

    #[test]
    fn what_a_browser_filled_in_without_an_event_is_sent() {
        let mut form = ProfileForm::default();
        let values = draft();
        form.fill(|field| Some(field_mut(&mut values.clone(), field).clone()));
        assert_eq!(form.draft, values);
        assert!(form.submit().is_some());
    }

    #[test]
    fn a_lost_answer_to_a_save_that_was_done_is_a_save() {
        let mut form = kemper();
        assert!(saved_of(losing(&mut form, vec![saved(1, "ESCUELA KEMPER URGATE", &[])])).is_some());
        let mut form = changing("KEMPER");
        assert!(saved_of(losing(&mut form, vec![saved(4, "KEMPER", &[])])).is_some());
    }

    #[test]
    fn a_lost_answer_to_a_save_that_was_not_done_says_so_and_keeps_what_was_typed() {
        let mut form = kemper();
        assert_eq!(losing(&mut form, Vec::new()), Next::Stay);
        assert_eq!((form.lost_save, &form.draft), (Some(LostSave::NotSaved), &draft()));
        let mut form = changing("KEMPER");
        assert_eq!(losing(&mut form, vec![saved(3, "ESCUELA KEMPER URGATE", &[])]), Next::Stay);
        assert_eq!((form.lost_save, version_sent(&mut form)), (Some(LostSave::NotSaved), Some(3)));
    }

    #[test]
    fn while_the_outcome_is_unknown_nothing_is_sent_twice() {
        let mut form = kemper();
        let (request_id, _) = form.submit().unwrap();
        let Next::LookUpOutcome(request_id) = form.apply_answer(request_id, Err(ApiError::Unreachable))
        else {
            panic!()
        };
        assert!(form.submit().is_none(), "it is being asked");
        assert_eq!(form.apply_current_list(request_id, Err(ApiError::Unreachable)), Next::Stay);
        assert_eq!(form.lost_save, Some(LostSave::Unanswered));
        assert!(matches!(form.submit(), Some((_, Save::LookUpOutcome))));
    }

    #[test]
    fn a_repeated_save_that_had_been_done_after_all_is_recognised() {
        let mut form = kemper();
        losing(&mut form, Vec::new());
        let (request_id, _) = form.submit().unwrap();
        let mut problem = problem(ProblemCode::InvalidInput);
        let duplicate = FieldProblem { field: "rfc".into(), code: "duplicate".into(), detail: String::new() };
        problem.errors = vec![duplicate];
        let Next::LookUpOutcome(request_id) =
            form.apply_answer(request_id, Err(ApiError::Problem(Box::new(problem))))
        else {
            panic!("the first request may have arrived late");
        };
        let list = List::of_one_page(vec![saved(1, "ESCUELA KEMPER URGATE", &[])]);
        assert!(saved_of(form.apply_current_list(request_id, Ok(list))).is_some());
    }

    #[test]
    fn what_was_typed_after_a_save_that_was_lost_is_not_lost() {
        let mut form = kemper();
        let (request_id, _) = form.submit().unwrap();
        let Next::LookUpOutcome(request_id) = form.apply_answer(request_id, Err(ApiError::TimedOut)) else {
            panic!()
        };
        form.edit(|draft| draft.name = "OTRO".to_owned());
        form.apply_current_list(
            request_id,
            Ok(List::of_one_page(vec![saved(1, "ESCUELA KEMPER URGATE", &[])])),
        );
        assert_eq!((form.lost_save, form.draft.name.as_str()), (Some(LostSave::SavedBefore), "OTRO"));
        assert_eq!(version_sent(&mut form), Some(1));
    }

    #[test]
    fn an_error_without_a_field_is_a_failure_and_not_silence() {
        let mut form = kemper();
        let problem = problem(ProblemCode::InvalidInput);
        saving(&mut form, Err(ApiError::Problem(Box::new(problem))));
        assert!(form.failure.is_some());
        assert_ne!(form.announcement_count(Announcement::Outcome), 0);
    }

    #[test]
    fn what_is_too_long_or_hidden_is_counted_and_named() {
        let mut form = kemper();
        form.edit(|draft| draft.name = "X".repeat(310));
        form.edit(|draft| draft.rfc = "\u{202e}EKU9003173C9".to_owned());
        form.submit();
        let texts: Vec<_> = form.field_messages().iter().map(|message| message.message.to_string()).collect();
        assert!(texts.iter().any(|message| message.contains("310")), "{texts:?}");
        assert!(texts.iter().any(|message| message.contains("U+202E")), "{texts:?}");
    }

    #[test]
    fn what_the_server_finds_stands_at_its_field() {
        let mut form = kemper();
        let mut problem = problem(ProblemCode::InvalidInput);
        let duplicate = FieldProblem { field: "rfc".into(), code: "duplicate".into(), detail: String::new() };
        problem.errors = vec![duplicate];
        assert!(saving(&mut form, Err(ApiError::Problem(Box::new(problem)))).is_none());
        assert_eq!(form.errors[0].field, "rfc");
        assert!(form.errors[0].message.contains("Ya tienes registrada"));
    }

    #[test]
    fn what_is_wrong_again_is_told_again() {
        let mut form = ProfileForm::default();
        form.submit();
        let once = form.announcement_count(Announcement::Errors);
        form.submit();
        assert!(form.announcement_count(Announcement::Errors) > once);
    }

    #[test]
    fn a_session_that_ends_keeps_what_was_typed() {
        let mut form = kemper();
        saving(&mut form, Err(ApiError::Unauthenticated));
        assert_eq!((&form.draft, form.field_messages()), (&draft(), Vec::new()));
        assert!(form.submit().is_some());
    }

    #[test]
    fn an_answer_that_comes_late_finds_another_form_and_leaves_it_alone() {
        let mut form = kemper();
        let (request_id, _) = form.submit().unwrap();
        form = ProfileForm::default();
        form.edit(|draft| draft.name = "OTRA".to_owned());
        let untouched = form.clone();
        assert_eq!(form.apply_answer(request_id, Ok(saved(1, "ESCUELA KEMPER URGATE", &[]))), Next::Stay);
        assert_eq!(form, untouched);
    }

    #[test]
    fn what_the_padron_refuses_stands_at_its_field_and_the_next_saving_changes_what_is_saved() {
        let mut form = kemper();
        let refused =
            saved(1, "ESCUELA KEMPER URGATE", &[("name", "CFDI40145"), ("postal_code", "CFDI40148")]);
        assert!(saving(&mut form, Ok(refused)).is_some(), "it is saved all the same");
        let fields: Vec<_> = form.field_messages().iter().map(|message| message.field).collect();
        assert_eq!(fields, ["name", "postal_code"]);
        assert_eq!(version_sent(&mut form), Some(1));
    }

    #[test]
    fn what_both_windows_changed_is_compared_and_nothing_typed_is_lost() {
        let mut form = changing("KEMPER");
        assert!(saving(&mut form, stale(saved(4, "ESCUELA URGATE", &[]))).is_none());
        let difference =
            Difference { field: Field::Name, here: "KEMPER".to_owned(), saved: "ESCUELA URGATE".to_owned() };
        assert_eq!(form.differences(), [difference]);
        assert_eq!(version_sent(&mut form), Some(4), "saving again is a decision, not an accident");
    }

    #[test]
    fn what_only_the_other_window_changed_is_not_undone() {
        let mut form = changing("KEMPER");
        let mut now = saved(4, "ESCUELA KEMPER URGATE", &[]);
        now.cfdi_use = CfdiUse::S01;
        assert!(saving(&mut form, stale(now)).is_none());
        assert!(form.differences().is_empty());
        let merge = Merge { adopted: vec![Field::CfdiUse], conflicts: Vec::new() };
        assert_eq!(form.edit_conflict, Some(EditConflict::Changed(merge)));
        assert_eq!((form.draft.name.as_str(), form.draft.cfdi_use.as_str()), ("KEMPER", "S01"));
    }

    #[test]
    fn what_another_window_saved_can_be_taken_field_by_field() {
        let mut form = changing("KEMPER");
        saving(&mut form, stale(saved(4, "ESCUELA URGATE", &[])));
        form.take_saved(Field::Name);
        assert_eq!(form.draft.name, "ESCUELA URGATE");
        assert!(form.differences().is_empty());
    }

    #[test]
    fn rfc_regimen_and_uso_are_taken_together() {
        let mut form = changing("KEMPER");
        form.edit(|draft| draft.rfc = "CACX7605101P8".to_owned());
        form.edit(|draft| draft.fiscal_regime = "612".to_owned());
        form.edit(|draft| draft.cfdi_use = "D01".to_owned());
        assert!(saving(&mut form, stale(saved(4, "ESCUELA URGATE", &[]))).is_none());
        form.take_saved(Field::FiscalRegime);
        let FiscalProfileDraft { rfc, fiscal_regime, cfdi_use, .. } = &form.draft;
        assert_eq!([rfc.as_str(), fiscal_regime, cfdi_use], ["EKU9003173C9", "601", "G03"]);
    }

    #[test]
    fn two_windows_that_save_the_same_have_nothing_to_decide() {
        let mut form = changing("escuela  urgate");
        assert!(saving(&mut form, stale(saved(4, "ESCUELA URGATE", &[]))).is_some());
        assert_eq!(form.edit_conflict, None);
    }

    #[test]
    fn what_another_window_removed_can_be_added_again() {
        let mut form = changing("KEMPER");
        saving(&mut form, Err(ApiError::Problem(Box::new(problem(ProblemCode::NotFound)))));
        assert_eq!(form.edit_conflict, Some(EditConflict::Removed));
        assert!(matches!(form.submit(), Some((_, Save::Create(_)))));
    }

    #[test]
    fn every_code_of_the_sats_matrix_is_worded_at_its_field() {
        for (field, code) in [
            ("name", "CFDI40130"),
            ("rfc", "CFDI40143"),
            ("name", "CFDI40144"),
            ("name", "CFDI40145"),
            ("postal_code", "CFDI40147"),
            ("postal_code", "CFDI40148"),
            ("postal_code", "CFDI40149"),
            ("fiscal_regime", "CFDI40157"),
            ("fiscal_regime", "CFDI40158"),
            ("fiscal_regime", "CFDI40159"),
            ("cfdi_use", "CFDI40160"),
            ("cfdi_use", "CFDI40161"),
            // Another PAC uses the same code for another field.
            ("cfdi_use", "CFDI40158"),
        ] {
            let refusal = ReceiverRefusal { field: field.to_owned(), code: code.to_owned() };
            for person in [PersonKind::Fisica, PersonKind::Moral] {
                let error = texts::refusal_error(&refusal, person);
                assert_eq!(error.field, field);
                assert!(error.message.ends_with('.'), "{code}");
            }
        }
    }
}
