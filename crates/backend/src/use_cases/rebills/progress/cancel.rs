//! The statuses `cancelling` and `awaiting_acceptance`. The SAT is asked for the original's state
//! until the cancellation is decided. If the SAT has no request yet, the cancellation is requested
//! once, through the PAC. Only the SAT's own words end these steps.

use cfdi::CancellationReceipt;
use chrono::{DateTime, TimeDelta, Utc};
use pase_contract::rebills::{RebillStatus, SatCfdiStatus, SatStatus};

use super::step::{Awaited, Progress, StepError, load_original, with_answer_limit};
use crate::app::App;
use crate::gateways::{CfdiExpression, GatewayError};
use crate::kernel::mexico_city;
use crate::store::documents::{self as stored, Receipt};
use crate::store::invoices::{self, Invoice};
use crate::store::rebills::{self as store, Change, Rebill};
use crate::use_cases::documents;
use crate::use_cases::rebills::transition;

/// Asks the SAT for the original's state, and requests the cancellation if the SAT has no request
/// of ours.
pub(super) async fn poll_status(app: &App, rebill: &Rebill) -> Result<Progress, StepError> {
    let original = load_original(app, rebill).await?;
    let answer = with_answer_limit(app, app.tax_authority.status(&documents::expression(&original)?)).await?;
    let status = answer.status().map_err(GatewayError::from)?;
    let sat = SatStatus { status, asked_at: app.clock.now() };
    let rebill_status = rebill.status;
    let (to, change) = match verdict(rebill_status, OwnRequest::of(rebill, sat.asked_at), status) {
        SatVerdict::NotAsked => {
            store::note_sat(app.store.writer(), &rebill.id, sat).await?;
            return request_cancellation(app, rebill, &original).await;
        }
        SatVerdict::Wait(awaited) => {
            store::note_sat(app.store.writer(), &rebill.id, sat).await?;
            return Ok(Progress::Waiting(awaited));
        }
        SatVerdict::Asked => {
            // The deadline runs from the time at which the SAT is known to have the request. If
            // that answer was lost, it runs from the time at which the request was sent.
            let requested_at = rebill.cancellation_received_at.or(rebill.cancellation_asked_at);
            let requested_at = requested_at.unwrap_or(sat.asked_at);
            let due_at = app.policy.acceptance_due_at(requested_at, &mexico_city::ZONE);
            let change = Change { acceptance_due_at: Some(Some(due_at)), ..Change::default() };
            (RebillStatus::AwaitingAcceptance, change)
        }
        SatVerdict::Rejected => (RebillStatus::Rejected, Change::default()),
        SatVerdict::Cancelled { asked_nobody } => {
            (RebillStatus::Issuing, cancelled(app, sat.asked_at, asked_nobody))
        }
    };
    let transaction = app.store.begin().await?;
    let change = Change { sat: Some(sat), ..change };
    let moved =
        transition::advance(&transaction, &rebill.id, (rebill_status, to), change, sat.asked_at).await?;
    if moved && to == RebillStatus::Issuing {
        invoices::cancel(&transaction, &rebill.invoice_id).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// Requests the cancellation. It is noted first, so that after a crash it is known that the SAT may
/// have the request.
async fn request_cancellation(app: &App, rebill: &Rebill, original: &Invoice) -> Result<Progress, StepError> {
    let (id, request) = (&rebill.id, documents::expression(original)?);
    store::note_cancellation_asked(app.store.writer(), id, app.clock.now()).await?;
    // Received now or received before: either way the SAT has the request.
    with_answer_limit(app, app.pac.cancel(&request)).await?;
    store::note_cancellation_received(app.store.writer(), id, app.clock.now()).await?;
    Ok(Progress::Made)
}

fn cancelled(app: &App, at: DateTime<Utc>, asked_nobody: bool) -> Change {
    Change {
        // Nobody has to accept, although our policy may have expected that somebody must.
        acceptance_due_at: asked_nobody.then_some(None),
        available_by: Some(app.policy.available_by(at, &mexico_city::ZONE)),
        ..Change::default()
    }
}

/// What the SAT's words mean for a trámite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SatVerdict {
    /// As far as can be known, the SAT has no request of ours.
    NotAsked,
    Wait(Awaited),
    /// The receiver has been asked to accept.
    Asked,
    Rejected,
    Cancelled {
        asked_nobody: bool,
    },
}

/// How long the SAT may go on showing the state from before a request that it has received.
const SHOWN_WITHIN: TimeDelta = TimeDelta::days(1);

/// What is known about our own cancellation request.
#[derive(Clone, Copy, Debug)]
struct OwnRequest {
    /// The PAC has said that the SAT has the request. The consultation service may not show it yet.
    received: bool,
    /// A rejection that the SAT shows is the answer to our request, and not to an earlier one by
    /// anybody else.
    rejection_is_ours: bool,
}

impl OwnRequest {
    fn of(rebill: &Rebill, now: DateTime<Utc>) -> Self {
        let received_at = rebill.cancellation_received_at;
        // The SAT is asked for the state before the cancellation is requested. The state that it
        // gave then stays stored until it gives another one.
        let was_another = rebill.sat.is_some_and(|before| before.status != SatCfdiStatus::Rejected);
        let shown_by_now = received_at.is_some_and(|at| now - at > SHOWN_WITHIN);
        Self {
            received: received_at.is_some(),
            rejection_is_ours: rebill.cancellation_asked_at.is_some() && (was_another || shown_by_now),
        }
    }
}

/// What the SAT's words mean for a trámite in this status.
fn verdict(rebill_status: RebillStatus, request: OwnRequest, says: SatCfdiStatus) -> SatVerdict {
    let awaited = rebill_status == RebillStatus::AwaitingAcceptance;
    match says {
        SatCfdiStatus::CancelledWithoutAcceptance => SatVerdict::Cancelled { asked_nobody: true },
        SatCfdiStatus::CancelledWithAcceptance | SatCfdiStatus::CancelledBySilence => {
            SatVerdict::Cancelled { asked_nobody: false }
        }
        SatCfdiStatus::Rejected if awaited || request.rejection_is_ours => SatVerdict::Rejected,
        SatCfdiStatus::InProcess if !awaited => SatVerdict::Asked,
        // "No cancelable" is not final: the SAT says it of a CFDI that others refer to, such as one
        // that is being replaced, and has cancelled such CFDI all the same. "No encontrado" means
        // that the SAT has not filed the CFDI yet.
        SatCfdiStatus::Rejected
        | SatCfdiStatus::InProcess
        | SatCfdiStatus::NotCancellable
        | SatCfdiStatus::NotFound
        | SatCfdiStatus::CancellableWithoutAcceptance
        | SatCfdiStatus::CancellableWithAcceptance
        | SatCfdiStatus::Unknown => match (awaited, request.received) {
            (true, _) => SatVerdict::Wait(Awaited::Answer),
            (false, true) => SatVerdict::Wait(Awaited::SatToShowRequest),
            (false, false) => SatVerdict::NotAsked,
        },
    }
}

/// Fetches and stores the SAT's receipt of the cancellation. Returns whether it is stored.
pub(super) async fn fetch_receipt(app: &App, rebill: &Rebill) -> Result<bool, StepError> {
    if rebill.receipt_received_at.is_some() {
        return Ok(true);
    }
    let cancelled = documents::expression(&load_original(app, rebill).await?)?;
    let Some(receipt) = with_answer_limit(app, app.pac.receipt(cancelled.folio_fiscal)).await? else {
        return Ok(false);
    };
    check_receipt_matches(&receipt, &cancelled)?;
    let receipt =
        Receipt { rebill_id: rebill.id.clone(), xml: receipt.xml().to_vec(), received_at: app.clock.now() };
    let transaction = app.store.begin().await?;
    stored::insert_receipt(&transaction, receipt).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Refuses the receipt of another document. A stored receipt never changes, so a wrong one must not
/// be stored.
fn check_receipt_matches(
    receipt: &CancellationReceipt,
    cancelled: &CfdiExpression,
) -> Result<(), GatewayError> {
    if receipt.folio_fiscal() != cancelled.folio_fiscal || *receipt.issuer() != cancelled.issuer {
        return Err(GatewayError::Unreadable("the receipt is of another document".to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_of_the_document_that_was_cancelled() {
        let [ours, another] =
            ["04bf2854-fe7d-4377-9196-71248f060abb", "5e2d6aff-2dd7-43d1-83d3-14c1aca396d9"];
        let cancelled = CfdiExpression {
            folio_fiscal: ours.parse().unwrap(),
            issuer: crate::domain::issuer::RFC.parse().unwrap(),
            receiver: "EKU9003173C9".parse().unwrap(),
            total: "743.00".parse().unwrap(),
        };
        let held = |issuer: &str, folio_fiscal: &str| {
            let (issuer, folio_fiscal) = (issuer.parse().unwrap(), folio_fiscal.parse().unwrap());
            let at = "2020-06-02T17:07:09".parse().unwrap();
            let pac = crate::sandbox::csd::pac().unwrap();
            check_receipt_matches(
                &CancellationReceipt::issue(issuer, folio_fiscal, at, &pac).unwrap(),
                &cancelled,
            )
        };
        assert_eq!(held(crate::domain::issuer::RFC, ours), Ok(()));
        for (issuer, folio_fiscal) in [(crate::domain::issuer::RFC, another), ("EKU9003173C9", ours)] {
            let refused = held(issuer, folio_fiscal);
            assert!(matches!(refused, Err(GatewayError::Unreadable(_))), "{issuer} {folio_fiscal}");
        }
    }

    const CANCELLED: [SatCfdiStatus; 3] = [
        SatCfdiStatus::CancelledWithoutAcceptance,
        SatCfdiStatus::CancelledWithAcceptance,
        SatCfdiStatus::CancelledBySilence,
    ];
    const NOTHING_ASKED: [SatCfdiStatus; 4] = [
        SatCfdiStatus::NotFound,
        SatCfdiStatus::NotCancellable,
        SatCfdiStatus::CancellableWithoutAcceptance,
        SatCfdiStatus::CancellableWithAcceptance,
    ];
    const UNDECIDED: [RebillStatus; 2] = [RebillStatus::Cancelling, RebillStatus::AwaitingAcceptance];

    const RECEIVED: OwnRequest = OwnRequest { received: true, rejection_is_ours: true };
    const UNSURE: OwnRequest = OwnRequest { received: false, rejection_is_ours: true };

    #[test]
    fn only_cancelled_and_a_rejection_of_our_request_end_it() {
        for (rebill_status, ours) in UNDECIDED
            .into_iter()
            .flat_map(|rebill_status| [(rebill_status, RECEIVED), (rebill_status, UNSURE)])
        {
            let before = OwnRequest { rejection_is_ours: false, ..ours };
            for says in CANCELLED {
                assert!(
                    matches!(verdict(rebill_status, before, says), SatVerdict::Cancelled { .. }),
                    "{says:?}"
                );
            }
            assert_eq!(verdict(rebill_status, ours, SatCfdiStatus::Rejected), SatVerdict::Rejected);
            for says in NOTHING_ASKED.into_iter().chain([SatCfdiStatus::InProcess]) {
                let verdict = verdict(rebill_status, ours, says);
                let goes_on =
                    matches!(verdict, SatVerdict::Wait(_) | SatVerdict::Asked | SatVerdict::NotAsked);
                assert!(goes_on, "{rebill_status:?} {says:?}: {verdict:?}");
            }
        }
        let before = OwnRequest { rejection_is_ours: false, ..RECEIVED };
        let shown = verdict(RebillStatus::AwaitingAcceptance, before, SatCfdiStatus::Rejected);
        assert_eq!(shown, SatVerdict::Rejected, "the SAT has shown our request meanwhile");
    }

    #[test]
    fn a_rejection_from_before_our_request_is_asked_again_and_waited_out() {
        let old = |request| {
            let before = OwnRequest { rejection_is_ours: false, ..request };
            verdict(RebillStatus::Cancelling, before, SatCfdiStatus::Rejected)
        };
        assert_eq!(old(UNSURE), SatVerdict::NotAsked);
        assert_eq!(old(RECEIVED), SatVerdict::Wait(Awaited::SatToShowRequest));
    }

    #[test]
    fn it_is_asked_again_only_where_neither_the_pac_nor_the_sat_says_that_the_sat_has_it() {
        for says in NOTHING_ASKED {
            assert_eq!(verdict(RebillStatus::Cancelling, UNSURE, says), SatVerdict::NotAsked);
            assert_eq!(
                verdict(RebillStatus::Cancelling, RECEIVED, says),
                SatVerdict::Wait(Awaited::SatToShowRequest)
            );
            for request in [RECEIVED, UNSURE] {
                let waits = verdict(RebillStatus::AwaitingAcceptance, request, says);
                assert_eq!(waits, SatVerdict::Wait(Awaited::Answer), "a gap in what the SAT shows");
            }
        }
    }

    #[test]
    fn acceptance_is_waited_for_once_the_sat_has_asked() {
        let in_process = SatCfdiStatus::InProcess;
        assert_eq!(verdict(RebillStatus::Cancelling, UNSURE, in_process), SatVerdict::Asked);
        let waits = verdict(RebillStatus::AwaitingAcceptance, RECEIVED, in_process);
        assert_eq!(waits, SatVerdict::Wait(Awaited::Answer));
    }
}
