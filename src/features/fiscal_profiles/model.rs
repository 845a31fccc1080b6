//! The form of a razón social: what was typed, what fits it, what is wrong with it, what became of saving it.

use std::sync::atomic::{AtomicU32, Ordering};

use mx_fiscal::{CfdiUse, FiscalRegime, PersonKind, Rfc, TaxpayerName};
use pase_contract::ProblemCode;
use pase_contract::fiscal_profiles::{
    CreateFiscalProfile, FiscalProfile, FiscalProfileDraft, ReceiverRefusal, UpdateFiscalProfile,
};

use super::draft::{Difference, Merge, as_it_would_be_saved, differences, held, merge};
use super::words;
use crate::api::ApiError;
use crate::ui::FieldError;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileForm {
    /// What was typed.
    pub draft: FiscalProfileDraft,
    /// What is changed, as the server has it; `None` for a new one.
    pub saved: Option<FiscalProfile>,
    /// All that is wrong, after a try to save.
    pub errors: Vec<FieldError>,
    /// All that the SAT does not recognise in what is saved. It stands until it is saved again.
    pub advice: Vec<FieldError>,
    /// What happened to it elsewhere while it was being changed here.
    pub elsewhere: Option<Elsewhere>,
    /// Goes up each time that something is told, so that the same is read again when it is told again.
    pub tellings: u32,
    /// Why saving failed, if it was not for a field.
    pub failure: Option<ApiError>,
    /// The request whose answer is under way.
    sending: Option<Ticket>,
}

/// Names one request. An answer that finds another form, or none, in the place of the one that asked is nobody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(u32);

impl Ticket {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// What another window did to the razón social that is being changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It was changed.
    Changed(Merge),
    /// It was removed: saving adds it anew.
    Removed,
}

/// What saving sends.
#[derive(Clone, Debug)]
pub enum Save {
    /// A new one.
    Create(CreateFiscalProfile),
    /// A change.
    Update(UpdateFiscalProfile),
}

impl ProfileForm {
    /// The form that changes a razón social, with what the padrón said of it.
    pub fn editing(profile: FiscalProfile) -> Self {
        let advice = profile.refusals().iter().map(words::refusal).collect();
        Self { draft: FiscalProfileDraft::from(&profile), advice, saved: Some(profile), ..Self::default() }
    }

    /// The same, for a trámite that waits until these data are mended.
    pub fn correcting(profile: FiscalProfile, refusals: &[ReceiverRefusal]) -> Self {
        let advice = refusals.iter().map(words::refusal).collect();
        Self { advice, ..Self::editing(profile) }
    }

    /// The kind of person that the typed RFC belongs to, once it is one.
    pub fn person(&self) -> Option<PersonKind> {
        Rfc::from_typed(&self.draft.rfc).ok().map(|rfc| rfc.person())
    }

    /// Whether the typed RFC is one whose check digit does not agree: worth a look, never a refusal.
    pub fn check_digit_disagrees(&self) -> bool {
        Rfc::from_typed(&self.draft.rfc).is_ok_and(|rfc| !rfc.is_generic() && !rfc.has_valid_check_digit())
    }

    /// The typed name without the régimen de capital that it ends with, if it is a company's and does. A suggestion: real
    /// names may end so.
    pub fn shorter_name(&self) -> Option<TaxpayerName> {
        let name: TaxpayerName = self.draft.name.parse().ok()?;
        name.without_capital_regime(self.person()?)
    }

    /// The régimenes that fit the RFC; all of them until there is one.
    pub fn regimes(&self) -> impl Iterator<Item = FiscalRegime> + use<> {
        let person = self.person();
        let fits = move |regime: &FiscalRegime| person.is_none_or(|person| regime.admits(person));
        FiscalRegime::ALL.iter().copied().filter(fits)
    }

    /// The usos that an invoice can carry and that fit the RFC and the régimen; none until there is a régimen.
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

    /// Changes what was typed. A choice that no longer fits is taken back, so that it is made anew.
    pub fn edit(&mut self, change: impl FnOnce(&mut FiscalProfileDraft)) {
        change(&mut self.draft);
        if !self.regimes().any(|regime| regime.code() == self.draft.fiscal_regime) {
            self.draft.fiscal_regime.clear();
        }
        if !self.uses().any(|cfdi_use| cfdi_use.code() == self.draft.cfdi_use) {
            self.draft.cfdi_use.clear();
        }
    }

    /// Everything that is to be told about a field: what is wrong before what the SAT does not recognise.
    pub fn told(&self) -> Vec<FieldError> {
        self.errors.iter().chain(&self.advice).copied().collect()
    }

    /// Whether an answer is under way.
    pub fn is_sending(&self) -> bool {
        self.sending.is_some()
    }

    /// Whether something was typed that is not saved.
    pub fn is_touched(&self) -> bool {
        let saved = self.saved.as_ref().map(FiscalProfileDraft::from).unwrap_or_default();
        as_it_would_be_saved(&self.draft) != saved
    }

    /// The request, if all of it fits together and none is under way; otherwise everything that is wrong is told.
    pub fn submit(&mut self) -> Option<(Ticket, Save)> {
        if self.is_sending() {
            return None;
        }
        self.failure = None;
        self.errors = match self.draft.check() {
            Ok(_) => Vec::new(),
            Err(errors) => errors.into_iter().map(words::draft_error).collect(),
        };
        if !self.errors.is_empty() {
            self.tellings += 1;
            return None;
        }
        let ticket = Ticket::new();
        self.sending = Some(ticket);
        let draft = self.draft.clone();
        let save = match &self.saved {
            Some(saved) => {
                Save::Update(UpdateFiscalProfile { id: saved.id.clone(), version: saved.version, draft })
            }
            None => Save::Create(CreateFiscalProfile { draft }),
        };
        Some((ticket, save))
    }

    /// Takes the server's answer to a request of this form: the razón social, if it was saved. What was typed stays if not.
    pub fn answered(
        &mut self,
        ticket: Ticket,
        answer: Result<FiscalProfile, ApiError>,
    ) -> Option<FiscalProfile> {
        if self.sending != Some(ticket) {
            return None;
        }
        self.sending = None;
        match answer {
            Ok(profile) => return Some(self.saved_as(profile)),
            // Logging in comes first; the form waits as it is.
            Err(ApiError::Unauthenticated | ApiError::Cancelled) => return None,
            Err(ApiError::Problem(problem)) => match (problem.code, problem.fiscal_profile.as_deref()) {
                (ProblemCode::InvalidInput, _) => {
                    self.errors = problem.errors.iter().map(words::field_problem).collect();
                }
                (ProblemCode::PreconditionFailed, Some(now)) => return self.changed_elsewhere(now.clone()),
                (ProblemCode::NotFound, _) if self.saved.is_some() => {
                    self.saved = None;
                    self.elsewhere = Some(Elsewhere::Removed);
                }
                _ => self.failure = Some(ApiError::Problem(problem)),
            },
            Err(error) => self.failure = Some(error),
        }
        self.tellings += 1;
        None
    }

    fn saved_as(&mut self, profile: FiscalProfile) -> FiscalProfile {
        *self = Self { tellings: self.tellings + 1, ..Self::editing(profile.clone()) };
        profile
    }

    /// Another window has saved it. What only that window has changed is taken over, what was typed here stays, and the next
    /// saving is of the version that is now known. Where both typed the same, nothing is left to decide.
    fn changed_elsewhere(&mut self, now: FiscalProfile) -> Option<FiscalProfile> {
        let base = self.saved.replace(now.clone())?;
        let merge = merge(&mut self.draft, FiscalProfileDraft::from(&base), FiscalProfileDraft::from(&now));
        if !self.is_touched() && merge.adopted.is_empty() {
            return Some(self.saved_as(now));
        }
        self.edit(|_| ());
        self.elsewhere = Some(Elsewhere::Changed(merge));
        self.tellings += 1;
        None
    }

    /// The fields that both windows have changed and that still stand otherwise here, in the order of the form.
    pub fn differences(&self) -> Vec<Difference> {
        match (&self.elsewhere, &self.saved) {
            (Some(Elsewhere::Changed(merge)), Some(saved)) => {
                differences(&self.draft, FiscalProfileDraft::from(saved), &merge.conflicts)
            }
            _ => Vec::new(),
        }
    }

    /// Takes what another window has saved for a field. RFC, régimen and uso must fit each other, so they go together.
    pub fn take_saved(&mut self, field: &'static str) {
        const TOGETHER: [&str; 3] = ["rfc", "fiscal_regime", "cfdi_use"];
        let Some(mut saved) = self.saved.as_ref().map(FiscalProfileDraft::from) else { return };
        let fields = if TOGETHER.contains(&field) { &TOGETHER[..] } else { &[field][..] };
        self.edit(|draft| {
            for field in fields {
                *held(draft, field) = std::mem::take(held(&mut saved, field));
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
        let (ticket, _) = form.submit().unwrap();
        form.answered(ticket, answer)
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
        assert_eq!(form.shorter_name(), None);
        form.edit(|draft| draft.name.push_str(", S.A. de C.V."));
        assert_eq!(form.shorter_name().unwrap().as_str(), "ESCUELA KEMPER URGATE");
        form.edit(|draft| draft.rfc = "CACX7605101P8".to_owned());
        assert_eq!(form.shorter_name(), None);
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
        let once = form.tellings;
        form.submit();
        assert!(form.tellings > once);
    }

    #[test]
    fn a_session_that_ends_keeps_what_was_typed() {
        let mut form = kemper();
        saving(&mut form, Err(ApiError::Unauthenticated));
        assert_eq!(form, kemper());
        assert!(form.submit().is_some());
    }

    #[test]
    fn an_answer_that_comes_late_finds_another_form_and_leaves_it_alone() {
        let mut form = kemper();
        let (ticket, _) = form.submit().unwrap();
        form = ProfileForm::default();
        form.edit(|draft| draft.name = "OTRA".to_owned());
        let untouched = form.clone();
        assert!(form.answered(ticket, Ok(saved(1, "ESCUELA KEMPER URGATE", &[]))).is_none());
        assert_eq!(form, untouched);
    }

    #[test]
    fn what_the_padron_refuses_stands_at_its_field_and_the_next_saving_changes_what_is_saved() {
        let mut form = kemper();
        let refused =
            saved(1, "ESCUELA KEMPER URGATE", &[("name", "CFDI40145"), ("postal_code", "CFDI40148")]);
        assert!(saving(&mut form, Ok(refused)).is_some(), "it is saved all the same");
        let told: Vec<_> = form.told().iter().map(|told| told.field).collect();
        assert_eq!(told, ["name", "postal_code"]);
        assert_eq!(version_sent(&mut form), Some(1));
    }

    #[test]
    fn what_both_windows_changed_is_compared_and_nothing_typed_is_lost() {
        let mut form = changing("KEMPER");
        assert!(saving(&mut form, stale(saved(4, "ESCUELA URGATE", &[]))).is_none());
        let difference =
            Difference { field: "name", here: "KEMPER".to_owned(), saved: "ESCUELA URGATE".to_owned() };
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
        let merge = Merge { adopted: vec!["cfdi_use"], conflicts: Vec::new() };
        assert_eq!(form.elsewhere, Some(Elsewhere::Changed(merge)));
        assert_eq!((form.draft.name.as_str(), form.draft.cfdi_use.as_str()), ("KEMPER", "S01"));
    }

    #[test]
    fn what_another_window_saved_can_be_taken_field_by_field() {
        let mut form = changing("KEMPER");
        saving(&mut form, stale(saved(4, "ESCUELA URGATE", &[])));
        form.take_saved("name");
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
        form.take_saved("fiscal_regime");
        let FiscalProfileDraft { rfc, fiscal_regime, cfdi_use, .. } = &form.draft;
        assert_eq!([rfc.as_str(), fiscal_regime, cfdi_use], ["EKU9003173C9", "601", "G03"]);
    }

    #[test]
    fn two_windows_that_save_the_same_have_nothing_to_decide() {
        let mut form = changing("escuela  urgate");
        assert!(saving(&mut form, stale(saved(4, "ESCUELA URGATE", &[]))).is_some());
        assert_eq!(form.elsewhere, None);
    }

    #[test]
    fn what_another_window_removed_can_be_added_anew() {
        let mut form = changing("KEMPER");
        saving(&mut form, Err(ApiError::Problem(Box::new(problem(ProblemCode::NotFound)))));
        assert_eq!(form.elsewhere, Some(Elsewhere::Removed));
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
            // Another PAC's mapping of the same code.
            ("cfdi_use", "CFDI40158"),
        ] {
            let told = words::refusal(&ReceiverRefusal { field: field.to_owned(), code: code.to_owned() });
            assert_eq!(told.field, field);
            assert!(told.message.ends_with('.'), "{code}");
        }
    }
}
