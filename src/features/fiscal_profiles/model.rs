//! The form of a razón social: what was typed, what fits it, what is wrong with it.

use mx_fiscal::{CfdiUse, FiscalRegime, PersonKind, Receiver, Rfc};
use pase_contract::ProblemCode;
use pase_contract::fiscal_profiles::{CreateFiscalProfile, FiscalProfile, FiscalProfileDraft};

use super::words;
use crate::api::ApiError;
use crate::ui::FieldError;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileForm {
    /// What was typed.
    pub draft: FiscalProfileDraft,
    /// All that is wrong, after a try to save.
    pub errors: Vec<FieldError>,
    /// Why saving failed, if it was not for a field.
    pub failure: Option<ApiError>,
    /// Whether an answer is under way.
    pub sending: bool,
}

impl ProfileForm {
    /// The kind of person that the typed RFC belongs to, once it is one.
    pub fn person(&self) -> Option<PersonKind> {
        Rfc::from_typed(&self.draft.rfc).ok().map(|rfc| rfc.person())
    }

    /// Whether the typed RFC is one whose check digit does not agree: worth a look, never a refusal.
    pub fn check_digit_disagrees(&self) -> bool {
        Rfc::from_typed(&self.draft.rfc).is_ok_and(|rfc| !rfc.is_generic() && !rfc.has_valid_check_digit())
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

    /// The request, if all of it fits together and none is under way; otherwise everything that is wrong is told.
    pub fn submit(&mut self) -> Option<CreateFiscalProfile> {
        if self.sending {
            return None;
        }
        self.failure = None;
        self.errors = match Receiver::try_from(&self.draft.receiver()) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.into_iter().map(words::receiver_error).collect(),
        };
        let too_long = self.draft.address.too_long().map(|field| pase_contract::FieldProblem {
            field: field.to_owned(),
            code: "too_long".to_owned(),
            detail: String::new(),
        });
        self.errors.extend(too_long.map(|problem| words::field_problem(&problem)));
        if !self.errors.is_empty() {
            return None;
        }
        self.sending = true;
        Some(CreateFiscalProfile { draft: self.draft.clone() })
    }

    /// Takes the server's answer: the new razón social, if it was saved. What was typed stays if not.
    pub fn answered(&mut self, answer: Result<FiscalProfile, ApiError>) -> Option<FiscalProfile> {
        self.sending = false;
        match answer {
            Ok(profile) => return Some(profile),
            Err(ApiError::Problem(problem)) if problem.code == ProblemCode::InvalidInput => {
                self.errors = problem.errors.iter().map(words::field_problem).collect();
            }
            // Logging in comes first; the form waits as it is.
            Err(ApiError::Unauthenticated | ApiError::Cancelled) => {}
            Err(error) => self.failure = Some(error),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use pase_contract::{FieldProblem, Problem};

    use super::*;

    fn kemper() -> ProfileForm {
        let mut form = ProfileForm::default();
        form.edit(|draft| {
            draft.rfc = "EKU9003173C9".to_owned();
            draft.name = "Escuela Kemper Urgate".to_owned();
            draft.postal_code = "42501".to_owned();
            draft.fiscal_regime = "601".to_owned();
        });
        form.edit(|draft| draft.cfdi_use = "G03".to_owned());
        form
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let mut form = ProfileForm::default();
        assert!(form.submit().is_none());
        let fields: Vec<_> = form.errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, ["rfc", "name", "postal_code", "fiscal_regime", "cfdi_use"]);
        assert!(!form.sending);
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
    fn what_the_server_finds_stands_at_its_field() {
        let mut form = kemper();
        assert!(form.submit().is_some());
        let mut problem = Problem::new(ProblemCode::InvalidInput, String::new());
        let duplicate = FieldProblem { field: "rfc".into(), code: "duplicate".into(), detail: String::new() };
        problem.errors = vec![duplicate];
        assert!(form.answered(Err(ApiError::Problem(Box::new(problem)))).is_none());
        assert_eq!(form.errors[0].field, "rfc");
        assert!(form.errors[0].message.contains("Ya tienes registrada"));
    }

    #[test]
    fn a_session_that_ends_keeps_what_was_typed() {
        let mut form = kemper();
        form.submit();
        form.answered(Err(ApiError::Unauthenticated));
        assert_eq!(form, kemper());
        assert!(form.submit().is_some());
    }
}
