//! `cancelling` and `awaiting_acceptance`: the SAT is asked how the original stands until it says that it is over, and the
//! cancellation is asked for once, by way of the PAC, where the SAT has no request yet. Nothing but the SAT's own words ends these steps.

use cfdi::CancellationReceipt;
use chrono::{DateTime, TimeDelta, Utc};
use pase_contract::rebills::{RebillStatus, SatCfdiStatus, SatStatus};

use super::{Awaited, Progress, StepError, answered, original};
use crate::app::App;
use crate::gateways::{CfdiExpression, GatewayError};
use crate::store::columns::{Instant, Text};
use crate::store::entities::{invoice, rebill, receipt};
use crate::store::rebills::{self as store, Change};
use crate::store::{documents as stored, invoices};
use crate::{documents, mexico_city};

/// Asks the SAT how the original stands, and for the cancellation where the SAT has no request of ours.
pub(super) async fn follow(app: &App, rebill: &rebill::Model) -> Result<Progress, StepError> {
    let original = original(app, rebill).await?;
    let answer = answered(app, app.tax_authority.status(&documents::expression(&original)?)).await?;
    let status = answer.status().map_err(GatewayError::from)?;
    let sat = SatStatus { status, asked_at: app.clock.now() };
    let stands = rebill.status.0;
    let (to, change) = match meaning(stands, Request::of(rebill, sat.asked_at), status) {
        Meaning::NotAsked => {
            store::note_sat(app.store.writer(), &rebill.id.0, sat).await?;
            return ask(app, rebill, &original).await;
        }
        Meaning::Wait(awaited) => {
            store::note_sat(app.store.writer(), &rebill.id.0, sat).await?;
            return Ok(Progress::Waiting(awaited));
        }
        Meaning::Asked => {
            // From when the SAT has the request. Where that answer was lost, from the question that it was an answer to.
            let requested_at = rebill.cancellation_received_at.or(rebill.cancellation_asked_at);
            let requested_at = requested_at.map_or(sat.asked_at, |at| at.0);
            let due_at = app.policy.acceptance_due_at(requested_at, &mexico_city::ZONE);
            let change = Change { acceptance_due_at: Some(Some(due_at)), ..Change::default() };
            (RebillStatus::AwaitingAcceptance, change)
        }
        Meaning::Rejected => (RebillStatus::Rejected, Change::default()),
        Meaning::Cancelled { asked_nobody } => {
            (RebillStatus::Issuing, cancelled(app, sat.asked_at, asked_nobody))
        }
    };
    let transaction = app.store.begin().await?;
    let change = Change { sat: Some(sat), ..change };
    let moved = store::advance(&transaction, &rebill.id.0, (stands, to), change, sat.asked_at).await?;
    if moved && to == RebillStatus::Issuing {
        invoices::cancel(&transaction, &rebill.invoice_id.0).await?;
    }
    transaction.commit().await?;
    Ok(Progress::Made)
}

/// Asks for the cancellation. Noted first: whoever finds the note knows that the SAT may have the request.
async fn ask(app: &App, rebill: &rebill::Model, original: &invoice::Model) -> Result<Progress, StepError> {
    let (id, request) = (&rebill.id.0, documents::expression(original)?);
    store::note_cancellation_asked(app.store.writer(), id, app.clock.now()).await?;
    // Received, or received before: either way the SAT has it.
    answered(app, app.pac.cancel(&request)).await?;
    store::note_cancellation_received(app.store.writer(), id, app.clock.now()).await?;
    Ok(Progress::Made)
}

fn cancelled(app: &App, at: DateTime<Utc>, asked_nobody: bool) -> Change {
    Change {
        // Our policy may have expected otherwise.
        acceptance_due_at: asked_nobody.then_some(None),
        available_by: Some(app.policy.available_by(at, &mexico_city::ZONE)),
        ..Change::default()
    }
}

/// What the SAT's words mean to a trámite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// It has no request of ours, as far as can be known.
    NotAsked,
    Wait(Awaited),
    /// The receiver has been asked.
    Asked,
    Rejected,
    Cancelled {
        asked_nobody: bool,
    },
}

/// For how long the SAT may go on showing what was before a request that it has.
const SHOWN_WITHIN: TimeDelta = TimeDelta::days(1);

/// What is known of our own request for the cancellation.
#[derive(Clone, Copy, Debug)]
struct Request {
    /// The PAC has said that the SAT has it, which the consultation service may not show yet.
    received: bool,
    /// A rejection that the SAT shows is that of our request, and not of one before it, by whomever.
    rejection_is_ours: bool,
}

impl Request {
    fn of(rebill: &rebill::Model, now: DateTime<Utc>) -> Self {
        let received_at = rebill.cancellation_received_at.map(|at| at.0);
        // The SAT is asked before the cancellation is asked for: what it said then stays noted until it says something else.
        let was_another = rebill.sat_status.is_some_and(|before| before.0 != SatCfdiStatus::Rejected);
        let shown_by_now = received_at.is_some_and(|at| now - at > SHOWN_WITHIN);
        Self {
            received: received_at.is_some(),
            rejection_is_ours: rebill.cancellation_asked_at.is_some() && (was_another || shown_by_now),
        }
    }
}

/// What the SAT's words mean to a trámite that stands so.
fn meaning(stands: RebillStatus, request: Request, says: SatCfdiStatus) -> Meaning {
    let awaited = stands == RebillStatus::AwaitingAcceptance;
    match says {
        SatCfdiStatus::CancelledWithoutAcceptance => Meaning::Cancelled { asked_nobody: true },
        SatCfdiStatus::CancelledWithAcceptance | SatCfdiStatus::CancelledBySilence => {
            Meaning::Cancelled { asked_nobody: false }
        }
        SatCfdiStatus::Rejected if awaited || request.rejection_is_ours => Meaning::Rejected,
        SatCfdiStatus::InProcess if !awaited => Meaning::Asked,
        // "No cancelable" is no end: the SAT says it of a CFDI that others refer to, as of one that is being replaced, and has
        // cancelled such all the same. "No encontrado" is a CFDI that the SAT has not filed yet.
        SatCfdiStatus::Rejected
        | SatCfdiStatus::InProcess
        | SatCfdiStatus::NotCancellable
        | SatCfdiStatus::NotFound
        | SatCfdiStatus::CancellableWithoutAcceptance
        | SatCfdiStatus::CancellableWithAcceptance
        | SatCfdiStatus::Unknown => match (awaited, request.received) {
            (true, _) => Meaning::Wait(Awaited::Answer),
            (false, true) => Meaning::Wait(Awaited::Showing),
            (false, false) => Meaning::NotAsked,
        },
    }
}

/// Fetches and stores the SAT's receipt of the cancellation; whether it is there.
pub(super) async fn fetch_receipt(app: &App, rebill: &rebill::Model) -> Result<bool, StepError> {
    if rebill.receipt_received_at.is_some() {
        return Ok(true);
    }
    let cancelled = documents::expression(&original(app, rebill).await?)?;
    let Some(receipt) = answered(app, app.pac.receipt(cancelled.folio_fiscal)).await? else {
        return Ok(false);
    };
    held_against(&receipt, &cancelled)?;
    let row = receipt::Model {
        rebill_id: Text(rebill.id.0.clone()),
        xml: receipt.xml().to_vec(),
        received_at: Instant(app.clock.now()),
    };
    let transaction = app.store.begin().await?;
    stored::insert_receipt(&transaction, row).await?;
    transaction.commit().await?;
    Ok(true)
}

/// What is stored stays as it is: another document's receipt must not come to be stored.
fn held_against(receipt: &CancellationReceipt, cancelled: &CfdiExpression) -> Result<(), GatewayError> {
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
            issuer: documents::ISSUER_RFC.parse().unwrap(),
            receiver: "EKU9003173C9".parse().unwrap(),
            total: "743.00".parse().unwrap(),
        };
        let held = |issuer: &str, folio_fiscal: &str| {
            let (issuer, folio_fiscal) = (issuer.parse().unwrap(), folio_fiscal.parse().unwrap());
            let at = "2020-06-02T17:07:09".parse().unwrap();
            let pac = crate::sandbox::csd::pac().unwrap();
            held_against(&CancellationReceipt::issue(issuer, folio_fiscal, at, &pac).unwrap(), &cancelled)
        };
        assert_eq!(held(documents::ISSUER_RFC, ours), Ok(()));
        for (issuer, folio_fiscal) in [(documents::ISSUER_RFC, another), ("EKU9003173C9", ours)] {
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
    const STANDINGS: [RebillStatus; 2] = [RebillStatus::Cancelling, RebillStatus::AwaitingAcceptance];

    const RECEIVED: Request = Request { received: true, rejection_is_ours: true };
    const UNSURE: Request = Request { received: false, rejection_is_ours: true };

    #[test]
    fn only_cancelled_and_a_rejection_of_our_request_end_it() {
        for (stands, ours) in STANDINGS.into_iter().flat_map(|stands| [(stands, RECEIVED), (stands, UNSURE)])
        {
            let before = Request { rejection_is_ours: false, ..ours };
            for says in CANCELLED {
                assert!(matches!(meaning(stands, before, says), Meaning::Cancelled { .. }), "{says:?}");
            }
            assert_eq!(meaning(stands, ours, SatCfdiStatus::Rejected), Meaning::Rejected);
            for says in NOTHING_ASKED.into_iter().chain([SatCfdiStatus::InProcess]) {
                let meant = meaning(stands, ours, says);
                let goes_on = matches!(meant, Meaning::Wait(_) | Meaning::Asked | Meaning::NotAsked);
                assert!(goes_on, "{stands:?} {says:?}: {meant:?}");
            }
        }
        let before = Request { rejection_is_ours: false, ..RECEIVED };
        let shown = meaning(RebillStatus::AwaitingAcceptance, before, SatCfdiStatus::Rejected);
        assert_eq!(shown, Meaning::Rejected, "the SAT has shown our request meanwhile");
    }

    #[test]
    fn a_rejection_from_before_our_request_is_asked_again_and_waited_out() {
        let old = |request| {
            let before = Request { rejection_is_ours: false, ..request };
            meaning(RebillStatus::Cancelling, before, SatCfdiStatus::Rejected)
        };
        assert_eq!(old(UNSURE), Meaning::NotAsked);
        assert_eq!(old(RECEIVED), Meaning::Wait(Awaited::Showing));
    }

    #[test]
    fn it_is_asked_again_only_where_neither_the_pac_nor_the_sat_says_that_the_sat_has_it() {
        for says in NOTHING_ASKED {
            assert_eq!(meaning(RebillStatus::Cancelling, UNSURE, says), Meaning::NotAsked);
            assert_eq!(meaning(RebillStatus::Cancelling, RECEIVED, says), Meaning::Wait(Awaited::Showing));
            for request in [RECEIVED, UNSURE] {
                let waits = meaning(RebillStatus::AwaitingAcceptance, request, says);
                assert_eq!(waits, Meaning::Wait(Awaited::Answer), "a gap in what the SAT shows");
            }
        }
    }

    #[test]
    fn acceptance_is_waited_for_once_the_sat_has_asked() {
        let in_process = SatCfdiStatus::InProcess;
        assert_eq!(meaning(RebillStatus::Cancelling, UNSURE, in_process), Meaning::Asked);
        let waits = meaning(RebillStatus::AwaitingAcceptance, RECEIVED, in_process);
        assert_eq!(waits, Meaning::Wait(Awaited::Answer));
    }
}
