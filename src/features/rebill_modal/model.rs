//! The modal as plain state: choose a razón social, review what will happen, commit once.

use mx_fiscal::Rfc;
use pase_contract::fiscal_profiles::FiscalProfile;
use pase_contract::invoices::{Invoice, PeriodChange, Rebillability};
use pase_contract::rebills::{Rebill, RebillInvoice, RebillRequest};
use pase_contract::{FiscalProfileId, ProblemCode, RebillId};

use crate::api::{ApiError, Outcome};
use crate::features::fiscal_profiles::is_refused_by_padron;
use crate::navigation::RebillStep;

/// The re-billing of one invoice, from the click on REFACTURAR to the server's answer. The address
/// says which step is shown ([`RebillStep`]); this holds what was chosen, and what became of the
/// commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebillModel {
    /// The invoice.
    pub invoice: Invoice,
    /// Whether the razones sociales were loaded.
    pub is_loaded: bool,
    /// The razones sociales, once they are loaded.
    pub profiles: Vec<FiscalProfile>,
    /// How many more there are that could not be read.
    pub unreadable_profiles: usize,
    /// The chosen one.
    pub chosen: Option<FiscalProfileId>,
    /// The one that was added last in the modal. It matters only while it is chosen.
    added: Option<FiscalProfileId>,
    /// Whether the customer tried to continue without a choice.
    pub choice_missing: bool,
    /// Whether the customer has confirmed that the receiver stays the same.
    pub same_receiver_confirmed: bool,
    /// What became of the commitment.
    pub commitment: Commitment,
    /// The request that was sent, and its key. The same intent keeps its key, however often it is
    /// sent.
    intent: Option<(RebillRequest, String)>,
}

/// What became of the commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commitment {
    /// It can be made.
    Open(Obstacle),
    /// The request is in progress.
    Sending,
    /// The answer was lost, or is unclear: the trámite may be registered or not.
    Unknown {
        /// What came instead of an answer.
        cause: ApiError,
        /// Whether the server is being asked what became of it.
        is_looking_up: bool,
    },
    /// The trámite is registered.
    Registered(Box<Rebill>),
    /// The invoice has been re-billed already, in another tab or by another request.
    AlreadyRebilled(RebillId),
    /// The invoice can no longer be re-billed.
    NotRebillable,
}

/// Why the last attempt to commit led to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// There was no attempt, or nothing stood in its way.
    None,
    /// An unchanged receiver was not confirmed.
    ConfirmationMissing,
    /// The request failed, and the server has no trámite.
    Failed(ApiError),
}

/// What the server says about an invoice whose trámite may have been registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RebillLookup {
    /// It has a trámite.
    Rebilled(Box<Rebill>),
    /// It has none, and could have one.
    Rebillable,
    /// It has none, and cannot have one.
    NotRebillable,
}

/// What the modal shows. It changes less often than the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModalView {
    /// The razones sociales.
    Choosing,
    /// The form of a new one.
    Adding,
    /// What will happen.
    Reviewing,
    /// That the outcome is unknown.
    Unknown,
    /// That the trámite is registered.
    Registered,
    /// That the invoice cannot be re-billed any more.
    Refused,
}

/// What the address must become, if it and the model disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redirect {
    /// Back to the row, by this many steps: there is nothing left to do in the modal.
    ToRow(u32),
    /// Another step, which replaces the current one.
    To(RebillStep),
}

impl RebillModel {
    /// The modal as it opens.
    pub fn new(invoice: Invoice) -> Self {
        Self {
            invoice,
            is_loaded: false,
            profiles: Vec::new(),
            unreadable_profiles: 0,
            chosen: None,
            added: None,
            choice_missing: false,
            same_receiver_confirmed: false,
            commitment: Commitment::Open(Obstacle::None),
            intent: None,
        }
    }

    /// What is shown at a step of the address.
    pub fn view_at(&self, step: &RebillStep) -> ModalView {
        match (&self.commitment, step) {
            (Commitment::Unknown { .. }, _) => ModalView::Unknown,
            (Commitment::Registered(_), _) => ModalView::Registered,
            (Commitment::AlreadyRebilled(_) | Commitment::NotRebillable, _) => ModalView::Refused,
            (Commitment::Sending, _) | (Commitment::Open(_), RebillStep::Review(_) | RebillStep::Done) => {
                ModalView::Reviewing
            }
            (Commitment::Open(_), RebillStep::Choose) => ModalView::Choosing,
            (Commitment::Open(_), RebillStep::Add) => ModalView::Adding,
        }
    }

    /// Where the address must go instead of this step. The outcome of the commitment has a step of
    /// its own, which replaces the review, so that Back never leads to a commitment that was
    /// already made.
    pub fn redirect(&self, step: &RebillStep) -> Option<Redirect> {
        let is_rebillable = matches!(self.invoice.rebill, Rebillability::Allowed { .. });
        match (&self.commitment, step) {
            (Commitment::Sending, _) => None,
            (Commitment::Open(_), _) if !is_rebillable => Some(Redirect::ToRow(steps_above_row(step))),
            (Commitment::Open(_), RebillStep::Done) => Some(match &self.chosen {
                Some(chosen) => Redirect::To(RebillStep::Review(chosen.clone())),
                None => Redirect::ToRow(steps_above_row(step)),
            }),
            (Commitment::Open(_), _) | (_, RebillStep::Done) => None,
            (_, RebillStep::Review(_)) => Some(Redirect::To(RebillStep::Done)),
            (_, RebillStep::Choose | RebillStep::Add) => Some(Redirect::ToRow(steps_above_row(step))),
        }
    }

    /// Takes the razones sociales. The invoice's current one is preselected; an earlier choice
    /// stays.
    pub fn set_profiles(&mut self, profiles: Vec<FiscalProfile>, unreadable: usize) {
        self.is_loaded = true;
        self.profiles = profiles;
        self.unreadable_profiles = unreadable;
        if self.chosen_profile().is_none() {
            let present = self.profiles.iter().find(|profile| self.is_current_receiver(profile));
            self.chosen = present.map(|profile| profile.id.clone());
        }
    }

    /// Whether the invoice is made out to this razón social now.
    pub fn is_current_receiver(&self, profile: &FiscalProfile) -> bool {
        profile.rfc == self.invoice.receiver.rfc
    }

    /// The chosen razón social.
    pub fn chosen_profile(&self) -> Option<&FiscalProfile> {
        let chosen = self.chosen.as_ref()?;
        self.profiles.iter().find(|profile| profile.id == *chosen)
    }

    /// Whether the receiver would stay the same ("omita el cambio").
    pub fn keeps_receiver(&self) -> bool {
        self.chosen_profile().is_some_and(|profile| self.is_current_receiver(profile))
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

    /// Chooses a razón social. A different choice resets the confirmation and the obstacle of the
    /// one before.
    pub fn choose(&mut self, id: FiscalProfileId) {
        if self.chosen.as_ref() != Some(&id) {
            self.same_receiver_confirmed = false;
            if let Commitment::Open(obstacle) = &mut self.commitment {
                *obstacle = Obstacle::None;
            }
        }
        self.chosen = Some(id);
        self.choice_missing = false;
    }

    /// Takes a razón social that was just saved, and chooses it. Returns whether the form can be
    /// left: if the SAT does not recognize the data, the customer first corrects them, or goes back
    /// and leaves them so.
    pub fn add_profile(&mut self, profile: FiscalProfile) -> bool {
        let is_recognised = !is_refused_by_padron(&profile);
        self.choose(profile.id.clone());
        self.added = Some(profile.id.clone());
        self.profiles.retain(|other| other.id != profile.id);
        self.profiles.push(profile);
        is_recognised
    }

    /// The RFC of the one that was just added, while it is chosen.
    pub fn newly_added(&self) -> Option<String> {
        let chosen = self.chosen_profile().filter(|profile| self.added.as_ref() == Some(&profile.id))?;
        Some(chosen.rfc.to_string())
    }

    /// Returns the razón social to review. Without a choice it returns `None` and sets
    /// `choice_missing`.
    pub fn review(&mut self) -> Option<FiscalProfileId> {
        let chosen = self.chosen_profile().map(|profile| profile.id.clone());
        self.choice_missing = chosen.is_none();
        chosen
    }

    /// Whether the request is in progress. Meanwhile nothing can be changed or closed.
    pub fn is_sending(&self) -> bool {
        self.commitment == Commitment::Sending
    }

    /// Whether something has changed on the server, or may have, so that the list behind the modal
    /// is out of date.
    pub fn may_have_changed(&self) -> bool {
        !matches!(self.commitment, Commitment::Open(_) | Commitment::Sending)
    }

    /// Returns the request once, for any number of clicks; `None` if there is nothing to send.
    pub fn submit(&mut self, new_key: impl FnOnce() -> String) -> Option<RebillInvoice> {
        let Commitment::Open(obstacle) = &mut self.commitment else { return None };
        let chosen = self.chosen.as_ref()?;
        let profile = self.profiles.iter().find(|profile| profile.id == *chosen)?;
        let keeps_receiver = profile.rfc == self.invoice.receiver.rfc;
        if keeps_receiver && !self.same_receiver_confirmed {
            *obstacle = Obstacle::ConfirmationMissing;
            return None;
        }
        let fiscal_profile_id = profile.id.clone();
        let request =
            RebillRequest { fiscal_profile_id, cfdi_use: None, confirm_same_receiver: keeps_receiver };
        let idempotency_key = match self.intent.take() {
            Some((sent, key)) if sent == request => key,
            _ => new_key(),
        };
        self.intent = Some((request.clone(), idempotency_key.clone()));
        self.commitment = Commitment::Sending;
        Some(RebillInvoice { invoice_id: self.invoice.id.clone(), idempotency_key, request })
    }

    /// Takes the server's answer.
    pub fn apply_answer(&mut self, answer: Result<Rebill, ApiError>) {
        self.commitment = match answer {
            Ok(rebill) => Commitment::Registered(Box::new(rebill)),
            // The customer logs in first. Until then the review stays as it is, with the same key.
            Err(ApiError::Unauthenticated) => Commitment::Open(Obstacle::None),
            Err(cause) if cause.outcome() == Outcome::Unknown => {
                Commitment::Unknown { cause, is_looking_up: false }
            }
            Err(ApiError::Problem(problem)) => match (problem.code, problem.rebill_id.clone()) {
                (ProblemCode::AlreadyRebilled, Some(id)) => Commitment::AlreadyRebilled(id),
                (ProblemCode::AlreadyRebilled | ProblemCode::NotRebillable, _) => Commitment::NotRebillable,
                (ProblemCode::SameReceiverUnconfirmed, _) => Commitment::Open(Obstacle::ConfirmationMissing),
                _ => Commitment::Open(Obstacle::Failed(ApiError::Problem(problem))),
            },
            Err(error) => Commitment::Open(Obstacle::Failed(error)),
        };
    }

    /// Returns whether to ask the server what became of the commitment: one question at a time, and
    /// only while that is unknown.
    pub fn begin_lookup(&mut self) -> bool {
        match &mut self.commitment {
            Commitment::Unknown { is_looking_up, .. } => !std::mem::replace(is_looking_up, true),
            _ => false,
        }
    }

    /// Takes what the server says about the invoice; `None` if the server could not be asked.
    pub fn apply_lookup(&mut self, lookup: Option<RebillLookup>) {
        let Commitment::Unknown { cause, .. } = &self.commitment else { return };
        let cause = cause.clone();
        let intended = self.intent.as_ref().map(|(request, _)| &request.fiscal_profile_id);
        self.commitment = match lookup {
            None => Commitment::Unknown { cause, is_looking_up: false },
            Some(RebillLookup::Rebilled(rebill)) if rebill.fiscal_profile_id.as_ref() == intended => {
                Commitment::Registered(rebill)
            }
            Some(RebillLookup::Rebilled(rebill)) => Commitment::AlreadyRebilled(rebill.id),
            Some(RebillLookup::Rebillable) => Commitment::Open(Obstacle::Failed(cause)),
            Some(RebillLookup::NotRebillable) => Commitment::NotRebillable,
        };
    }
}

/// How many steps of the modal are open over the row at this step.
pub fn steps_above_row(step: &RebillStep) -> u32 {
    match step {
        RebillStep::Choose => 1,
        RebillStep::Add | RebillStep::Review(_) | RebillStep::Done => 2,
    }
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
        model.set_profiles(vec![profile("p1", "ISD950921HE5"), profile("p2", "SAT050528XN0")], 0);
        model
    }

    fn reviewing_another() -> RebillModel {
        let mut model = opened();
        model.choose("p2".parse().unwrap());
        assert_eq!(model.review(), Some("p2".parse().unwrap()));
        model
    }

    fn review() -> RebillStep {
        RebillStep::Review("p2".parse().unwrap())
    }

    fn problem(code: ProblemCode, rebill_id: Option<&str>) -> ApiError {
        let mut problem = Problem::new(code, "abc".to_owned());
        problem.rebill_id = rebill_id.map(|id| id.parse().unwrap());
        ApiError::Problem(Box::new(problem))
    }

    fn registered(fiscal_profile_id: &str) -> Box<Rebill> {
        let mut rebill = crate::features::rebills::turn::tests::rebill("registered", false, &["registered"]);
        rebill.fiscal_profile_id = Some(fiscal_profile_id.parse().unwrap());
        Box::new(rebill)
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
        model.set_profiles(vec![profile("p1", "ISD950921HE5"), profile("p2", "SAT050528XN0")], 0);
        assert_eq!(model.chosen_profile().unwrap().id.as_str(), "p2");
    }

    #[test]
    fn without_a_choice_there_is_no_review() {
        let mut model = RebillModel::new(invoice());
        model.set_profiles(vec![profile("p2", "SAT050528XN0")], 0);
        assert_eq!(model.review(), None);
        assert!(model.choice_missing);
    }

    #[test]
    fn any_number_of_clicks_sends_one_request() {
        let mut model = reviewing_another();
        assert!(model.submit(key).is_some());
        assert!(model.submit(key).is_none());
        assert!(model.is_sending());
        assert_eq!(model.redirect(&RebillStep::Choose), None, "what is under way cannot be left");
        assert_eq!(model.view_at(&RebillStep::Choose), ModalView::Reviewing);
    }

    #[test]
    fn an_unchanged_receiver_must_be_confirmed_expressly() {
        let mut model = opened();
        model.review();
        assert!(model.submit(key).is_none());
        assert_eq!(model.commitment, Commitment::Open(Obstacle::ConfirmationMissing));
        model.same_receiver_confirmed = true;
        assert!(model.submit(key).unwrap().request.confirm_same_receiver);
    }

    #[test]
    fn another_choice_takes_the_confirmation_back() {
        let mut model = opened();
        model.same_receiver_confirmed = true;
        model.choose("p1".parse().unwrap());
        assert!(model.same_receiver_confirmed, "the same choice is not another one");
        model.choose("p2".parse().unwrap());
        assert!(!model.same_receiver_confirmed);
    }

    #[test]
    fn a_repeated_intent_keeps_its_key_and_another_gets_its_own() {
        let mut model = reviewing_another();
        let first = model.submit(key).unwrap();
        model.apply_answer(Err(ApiError::TimedOut));
        model.apply_lookup(Some(RebillLookup::Rebillable));
        let again = model.submit(|| "k2".to_owned()).unwrap();
        assert_eq!(again.idempotency_key, first.idempotency_key);
        model.apply_answer(Err(ApiError::Unreachable));
        model.apply_lookup(Some(RebillLookup::Rebillable));
        model.add_profile(profile("p3", "EKU9003173C9"));
        assert_eq!(model.submit(|| "k2".to_owned()).unwrap().idempotency_key, "k2");
    }

    #[test]
    fn a_session_that_ends_leaves_the_review_as_it_was() {
        let mut model = reviewing_another();
        model.submit(key);
        model.apply_answer(Err(ApiError::Unauthenticated));
        assert_eq!(model.commitment, Commitment::Open(Obstacle::None));
        assert_eq!(model.submit(|| "k2".to_owned()).unwrap().idempotency_key, "k1");
    }

    #[test]
    fn the_loser_of_a_race_is_led_to_the_winners_tramite() {
        let mut model = reviewing_another();
        model.submit(key);
        model.apply_answer(Err(problem(ProblemCode::AlreadyRebilled, Some("r1"))));
        assert_eq!(model.commitment, Commitment::AlreadyRebilled("r1".parse().unwrap()));
    }

    #[test]
    fn a_refusal_can_be_tried_again() {
        let mut model = reviewing_another();
        model.submit(key);
        model.apply_answer(Err(problem(ProblemCode::Unavailable, None)));
        assert!(!model.is_sending());
        assert!(!matches!(model.commitment, Commitment::Registered(_)));
    }

    #[test]
    fn a_lost_answer_is_asked_for_and_never_reported_as_nothing() {
        let mut model = reviewing_another();
        model.submit(key);
        model.apply_answer(Err(ApiError::TimedOut));
        assert_eq!(model.view_at(&review()), ModalView::Unknown);
        assert!(model.may_have_changed());
        assert!(model.submit(key).is_none(), "nothing is sent beside the question");
        assert!(model.begin_lookup());
        assert!(!model.begin_lookup(), "one question at a time");
        model.apply_lookup(None);
        assert!(matches!(model.commitment, Commitment::Unknown { is_looking_up: false, .. }));
    }

    #[test]
    fn a_lost_answer_that_was_a_yes_is_told_as_one() {
        let lost = || {
            let mut model = reviewing_another();
            model.submit(key);
            model.apply_answer(Err(ApiError::TimedOut));
            model
        };
        let mut ours = lost();
        ours.apply_lookup(Some(RebillLookup::Rebilled(registered("p2"))));
        assert_eq!(ours.commitment, Commitment::Registered(registered("p2")));
        let mut anothers = lost();
        anothers.apply_lookup(Some(RebillLookup::Rebilled(registered("p1"))));
        assert!(matches!(anothers.commitment, Commitment::AlreadyRebilled(_)));
        let mut never_arrived = lost();
        never_arrived.apply_lookup(Some(RebillLookup::Rebillable));
        assert_eq!(never_arrived.commitment, Commitment::Open(Obstacle::Failed(ApiError::TimedOut)));
        assert_eq!(never_arrived.redirect(&RebillStep::Done), Some(Redirect::To(review())));
    }

    #[test]
    fn back_never_leads_to_a_commitment_that_was_made() {
        let mut model = reviewing_another();
        model.submit(key);
        model.apply_answer(Ok(*registered("p2")));
        assert_eq!(model.redirect(&review()), Some(Redirect::To(RebillStep::Done)));
        assert_eq!(model.redirect(&RebillStep::Done), None);
        assert_eq!(model.redirect(&RebillStep::Choose), Some(Redirect::ToRow(1)));
    }

    #[test]
    fn a_step_of_an_invoice_that_cannot_be_rebilled_leads_to_its_row() {
        let mut invoice = invoice();
        invoice.rebill =
            serde_json::from_str(r#"{"refused": {"reason": "in_progress", "rebill_id": "r1"}}"#).unwrap();
        let model = RebillModel::new(invoice);
        assert_eq!(model.redirect(&RebillStep::Choose), Some(Redirect::ToRow(1)));
        assert_eq!(model.redirect(&review()), Some(Redirect::ToRow(2)));
        assert_eq!(model.redirect(&RebillStep::Done), Some(Redirect::ToRow(2)));
    }
}
