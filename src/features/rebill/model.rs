//! The modal as plain state: choose a razón social, review what will happen, commit once.

use mx_fiscal::Rfc;
use pase_contract::fiscal_profiles::FiscalProfile;
use pase_contract::invoices::{Invoice, PeriodChange, Rebillability};
use pase_contract::rebills::{Rebill, RebillInvoice, RebillRequest};
use pase_contract::{FiscalProfileId, ProblemCode, RebillId};

use crate::api::ApiError;

/// The re-billing of one invoice, from the click on REFACTURAR to the server's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebillModel {
    /// The invoice.
    pub invoice: Invoice,
    /// Where the customer is.
    pub phase: Phase,
    /// The razones sociales, once they are loaded.
    pub profiles: Vec<FiscalProfile>,
    /// The chosen one.
    pub chosen: Option<FiscalProfileId>,
    /// Whether the customer has said that the receiver shall stay the same.
    pub same_receiver_confirmed: bool,
    /// The request that has been sent, and its key: the same intent keeps its key, however often it is sent.
    intent: Option<(RebillRequest, String)>,
}

/// Where the customer is in the modal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Choosing a razón social.
    Choosing {
        /// Whether he went on without a choice.
        choice_missing: bool,
    },
    /// Adding one.
    Adding,
    /// Reading what will happen.
    Reviewing {
        /// Whether the answer is under way.
        sending: bool,
        /// Whether he went on without confirming an unchanged receiver.
        confirmation_missing: bool,
        /// Why the last try failed.
        failure: Option<ApiError>,
    },
    /// The trámite is registered.
    Registered(Box<Rebill>),
    /// The invoice has been re-billed already, in another tab or by another request.
    AlreadyRebilled(RebillId),
    /// The invoice can no longer be re-billed.
    NotRebillable,
}

const REVIEW: Phase = Phase::Reviewing { sending: false, confirmation_missing: false, failure: None };

impl RebillModel {
    /// The modal as it opens.
    pub fn new(invoice: Invoice) -> Self {
        Self {
            invoice,
            phase: Phase::Choosing { choice_missing: false },
            profiles: Vec::new(),
            chosen: None,
            same_receiver_confirmed: false,
            intent: None,
        }
    }

    /// Takes the razones sociales. The invoice's present one is preselected; a choice that was made stays.
    pub fn loaded(&mut self, profiles: Vec<FiscalProfile>) {
        self.profiles = profiles;
        if self.chosen_profile().is_none() {
            let present = self.profiles.iter().find(|profile| self.is_present(profile));
            self.chosen = present.map(|profile| profile.id.clone());
        }
    }

    /// Whether this is who the invoice is made out to now.
    pub fn is_present(&self, profile: &FiscalProfile) -> bool {
        profile.rfc == self.invoice.receiver.rfc
    }

    /// The chosen razón social.
    pub fn chosen_profile(&self) -> Option<&FiscalProfile> {
        let chosen = self.chosen.as_ref()?;
        self.profiles.iter().find(|profile| profile.id == *chosen)
    }

    /// Whether the receiver would stay the same ("omita el cambio").
    pub fn keeps_receiver(&self) -> bool {
        self.chosen_profile().is_some_and(|profile| self.is_present(profile))
    }

    /// Whether the corrected document would fall in another month or year, as the server says.
    pub fn period_change(&self) -> Option<PeriodChange> {
        match self.invoice.rebill {
            Rebillability::Allowed { period_change, .. } => period_change,
            Rebillability::Refused { .. } => None,
        }
    }

    /// Who must accept the cancellation, as the server says.
    pub fn acceptor(&self) -> Option<&Rfc> {
        match &self.invoice.rebill {
            Rebillability::Allowed { acceptance, .. } => acceptance.as_ref().map(|acceptor| &acceptor.rfc),
            Rebillability::Refused { .. } => None,
        }
    }

    /// Chooses a razón social.
    pub fn choose(&mut self, id: FiscalProfileId) {
        self.chosen = Some(id);
        self.same_receiver_confirmed = false;
        self.phase = Phase::Choosing { choice_missing: false };
    }

    /// Opens the form for a new razón social.
    pub fn add(&mut self) {
        self.phase = Phase::Adding;
    }

    /// Takes a razón social that was just saved, and chooses it. What the SAT does not recognise is mended first, or the
    /// customer goes back and leaves it so.
    pub fn added(&mut self, profile: FiscalProfile) {
        self.choose(profile.id.clone());
        if !profile.refusals().is_empty() {
            self.phase = Phase::Adding;
        }
        self.profiles.retain(|other| other.id != profile.id);
        self.profiles.push(profile);
    }

    /// Back to the choice.
    pub fn back(&mut self) {
        if !self.is_sending() {
            self.phase = Phase::Choosing { choice_missing: false };
        }
    }

    /// On to the review, with a choice.
    pub fn review(&mut self) {
        self.phase = match self.chosen_profile() {
            Some(_) => REVIEW,
            None => Phase::Choosing { choice_missing: true },
        };
    }

    /// Whether the answer is under way: nothing can be changed or closed then.
    pub fn is_sending(&self) -> bool {
        matches!(self.phase, Phase::Reviewing { sending: true, .. })
    }

    /// The request, once for any number of clicks; `None` when nothing is to be sent.
    pub fn submit(&mut self, new_key: impl FnOnce() -> String) -> Option<RebillInvoice> {
        if !matches!(self.phase, Phase::Reviewing { sending: false, .. }) {
            return None;
        }
        let fiscal_profile_id = self.chosen_profile()?.id.clone();
        let keeps_receiver = self.keeps_receiver();
        if keeps_receiver && !self.same_receiver_confirmed {
            self.phase = Phase::Reviewing { sending: false, confirmation_missing: true, failure: None };
            return None;
        }
        let request =
            RebillRequest { fiscal_profile_id, cfdi_use: None, confirm_same_receiver: keeps_receiver };
        let idempotency_key = match self.intent.take() {
            Some((sent, key)) if sent == request => key,
            _ => new_key(),
        };
        self.intent = Some((request.clone(), idempotency_key.clone()));
        self.phase = Phase::Reviewing { sending: true, confirmation_missing: false, failure: None };
        Some(RebillInvoice { invoice_id: self.invoice.id.clone(), idempotency_key, request })
    }

    /// Takes the server's answer.
    pub fn answered(&mut self, answer: Result<Rebill, ApiError>) {
        self.phase = match answer {
            Ok(rebill) => Phase::Registered(Box::new(rebill)),
            // Logging in comes first; the review waits as it is, with the same key.
            Err(ApiError::Unauthenticated | ApiError::Cancelled) => REVIEW,
            Err(ApiError::Problem(problem)) => match (problem.code, problem.rebill_id.clone()) {
                (ProblemCode::AlreadyRebilled, Some(id)) => Phase::AlreadyRebilled(id),
                (ProblemCode::AlreadyRebilled | ProblemCode::NotRebillable, _) => Phase::NotRebillable,
                (ProblemCode::SameReceiverUnconfirmed, _) => {
                    Phase::Reviewing { sending: false, confirmation_missing: true, failure: None }
                }
                _ => reviewing_after(ApiError::Problem(problem)),
            },
            Err(error) => reviewing_after(error),
        };
    }
}

fn reviewing_after(error: ApiError) -> Phase {
    Phase::Reviewing { sending: false, confirmation_missing: false, failure: Some(error) }
}

#[cfg(test)]
mod tests {
    use pase_contract::Problem;

    use super::*;

    fn invoice() -> Invoice {
        serde_json::from_str(
            r#"{"id": "i1", "tag_id": "t1", "concept": "invoice", "folio": "O-1",
                "uuid": "5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60",
                "receiver": {"rfc": "ISD950921HE5", "name": "Pase, Servicios Electrónicos S.A De C.V."},
                "issued_at": "2020-05-27T11:01:00", "period": "2020-05", "total": "1093.40", "status": "valid",
                "rebill": {"allowed": {"acceptance": {"rfc": "ISD950921HE5"}}}, "rebill_id": null}"#,
        )
        .unwrap()
    }

    fn profile(id: &str, rfc: &str) -> FiscalProfile {
        serde_json::from_str(&format!(
            r#"{{"id": "{id}", "rfc": "{rfc}", "person": "moral", "name": "NOMBRE", "postal_code": "11529",
                "fiscal_regime": "601", "cfdi_use": "G03", "address": {{}}, "is_default": false,
                "version": 1, "padron_check": null, "rebill_id": null}}"#
        ))
        .unwrap()
    }

    fn opened() -> RebillModel {
        let mut model = RebillModel::new(invoice());
        model.loaded(vec![profile("p1", "ISD950921HE5"), profile("p2", "SAT050528XN0")]);
        model
    }

    fn reviewing_another() -> RebillModel {
        let mut model = opened();
        model.choose("p2".parse().unwrap());
        model.review();
        model
    }

    fn problem(code: ProblemCode, rebill_id: Option<&str>) -> ApiError {
        let mut problem = Problem::new(code, "abc".to_owned());
        problem.rebill_id = rebill_id.map(|id| id.parse().unwrap());
        ApiError::Problem(Box::new(problem))
    }

    fn key() -> String {
        "k1".to_owned()
    }

    #[test]
    fn the_present_receiver_is_preselected() {
        let model = opened();
        assert_eq!(model.chosen_profile().unwrap().rfc.as_str(), "ISD950921HE5");
        assert!(model.keeps_receiver());
    }

    #[test]
    fn a_choice_survives_a_list_that_is_loaded_again() {
        let mut model = reviewing_another();
        model.loaded(vec![profile("p1", "ISD950921HE5"), profile("p2", "SAT050528XN0")]);
        assert_eq!(model.chosen_profile().unwrap().id.as_str(), "p2");
    }

    #[test]
    fn without_a_choice_there_is_no_review() {
        let mut model = RebillModel::new(invoice());
        model.loaded(vec![profile("p2", "SAT050528XN0")]);
        model.review();
        assert_eq!(model.phase, Phase::Choosing { choice_missing: true });
    }

    #[test]
    fn any_number_of_clicks_sends_one_request() {
        let mut model = reviewing_another();
        assert!(model.submit(key).is_some());
        assert!(model.submit(key).is_none());
        assert!(model.is_sending());
        model.back();
        assert!(model.is_sending(), "what is under way cannot be left");
    }

    #[test]
    fn an_unchanged_receiver_must_be_confirmed_expressly() {
        let mut model = opened();
        model.review();
        assert!(model.submit(key).is_none());
        assert!(matches!(model.phase, Phase::Reviewing { confirmation_missing: true, .. }));
        model.same_receiver_confirmed = true;
        assert!(model.submit(key).unwrap().request.confirm_same_receiver);
    }

    #[test]
    fn another_choice_takes_the_confirmation_back() {
        let mut model = opened();
        model.same_receiver_confirmed = true;
        model.choose("p1".parse().unwrap());
        assert!(!model.same_receiver_confirmed);
    }

    #[test]
    fn a_repeated_intent_keeps_its_key_and_another_gets_its_own() {
        let mut model = reviewing_another();
        let first = model.submit(key).unwrap();
        model.answered(Err(ApiError::TimedOut));
        let again = model.submit(|| "k2".to_owned()).unwrap();
        assert_eq!(again.idempotency_key, first.idempotency_key);
        model.answered(Err(ApiError::Unreachable));
        model.added(profile("p3", "EKU9003173C9"));
        model.review();
        assert_eq!(model.submit(|| "k2".to_owned()).unwrap().idempotency_key, "k2");
    }

    #[test]
    fn a_session_that_ends_leaves_the_review_as_it_was() {
        let mut model = reviewing_another();
        model.submit(key);
        model.answered(Err(ApiError::Unauthenticated));
        assert_eq!(model.phase, REVIEW);
        assert_eq!(model.submit(|| "k2".to_owned()).unwrap().idempotency_key, "k1");
    }

    #[test]
    fn the_loser_of_a_race_is_led_to_the_winners_tramite() {
        let mut model = reviewing_another();
        model.submit(key);
        model.answered(Err(problem(ProblemCode::AlreadyRebilled, Some("r1"))));
        assert_eq!(model.phase, Phase::AlreadyRebilled("r1".parse().unwrap()));
    }

    #[test]
    fn a_failure_can_be_tried_again() {
        let mut model = reviewing_another();
        model.submit(key);
        model.answered(Err(problem(ProblemCode::Internal, None)));
        assert!(matches!(&model.phase, Phase::Reviewing { failure: Some(_), sending: false, .. }));
        assert!(model.submit(key).is_some());
    }
}
