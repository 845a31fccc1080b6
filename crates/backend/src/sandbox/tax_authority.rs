//! The sandbox's tax authority. It cancels a document at once, or when the receiver has answered in
//! the sandbox's buzón tributario, and reports a document's state in the words of the SAT's
//! consultation service.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mx_fiscal::{CancellationPolicy, PersonKind};
use pase_contract::invoices::InvoiceStatus;
use pase_contract::rebills::SatCfdiStatus;
use thiserror::Error;
use uuid::Uuid;

use super::faults::Faults;
use crate::gateways::{CancellationAnswer, CfdiExpression, GatewayError, SatAnswer, TaxAuthority};
use crate::kernel::clock::Clock;
use crate::kernel::mexico_city;
use crate::store::sandbox::cancellation_outcome::CancellationOutcome;
use crate::store::sandbox::cancellations::{self, Cancellation};
use crate::store::sandbox::fault::{Fault, Operation};
use crate::store::{Store, StoreError, invoices};

/// Why a receiver's decision changes nothing.
#[derive(Debug, Error)]
pub(crate) enum DecisionError {
    /// No cancellation of this document was requested.
    #[error("no cancellation was asked for")]
    Unknown,
    /// The request has already been decided.
    #[error("the cancellation is decided")]
    Decided,
    #[error(transparent)]
    Database(#[from] StoreError),
}

/// Cancels at once below the threshold. From the threshold on, it cancels when the receiver has
/// accepted in the sandbox's buzón, or has not answered for three business days.
#[derive(Clone, Debug)]
pub(crate) struct SandboxTaxAuthority {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) policy: CancellationPolicy,
}

#[async_trait]
impl TaxAuthority for SandboxTaxAuthority {
    async fn status(&self, document: &CfdiExpression) -> Result<SatAnswer, GatewayError> {
        let (own, document) = (self.clone(), document.clone());
        let truth = async move { Ok(to_sat_answer(own.status_of(&document).await?)) };
        match self.faults().next_fault(Operation::Status).await? {
            None => truth.await,
            Some(Fault::Say { status }) => Ok(to_sat_answer(status)),
            Some(fault) => self.faults().run_with_fault(fault, truth).await,
        }
    }
}

impl SandboxTaxAuthority {
    fn faults(&self) -> Faults {
        Faults::new(self.store.clone(), self.clock.clone())
    }

    /// Opens a cancellation request, unless one is open or the document is cancelled. After a
    /// rejection it opens another one, as the SAT does.
    pub(super) async fn request(&self, request: &CfdiExpression) -> Result<CancellationAnswer, GatewayError> {
        let now = self.clock.now();
        let uuid = request.folio_fiscal.uuid();
        let transaction = self.store.begin().await?;
        let known = cancellations::find(&transaction, uuid).await?;
        let asks = self.policy.needs_acceptance(request.total);
        let opened = Cancellation {
            uuid,
            receiver_rfc: request.receiver.clone(),
            total: request.total,
            requested_at: now,
            outcome: (!asks).then_some(CancellationOutcome::NotNeeded),
            decided_at: (!asks).then_some(now),
            asked: known.as_ref().map_or(0, |known| known.asked).saturating_add(1),
        };
        let answer = match known {
            None => {
                cancellations::insert(&transaction, opened).await?;
                CancellationAnswer::Received
            }
            Some(known) if known.outcome == Some(CancellationOutcome::Rejected) => {
                cancellations::replace(&transaction, opened).await?;
                CancellationAnswer::Received
            }
            Some(known) => {
                let counted = Cancellation { asked: opened.asked, ..known };
                cancellations::replace(&transaction, counted).await?;
                CancellationAnswer::AlreadyRequested
            }
        };
        transaction.commit().await?;
        Ok(answer)
    }

    async fn status_of(&self, document: &CfdiExpression) -> Result<SatCfdiStatus, StoreError> {
        let uuid = document.folio_fiscal.uuid();
        // It knows every invoice in the sandbox, as the SAT knows every document that PACs have
        // stamped.
        let Some(known) = invoices::with_uuid(self.store.reader(), uuid).await? else {
            return Ok(SatCfdiStatus::NotFound);
        };
        if known.receiver_rfc != document.receiver || known.total != document.total {
            return Ok(SatCfdiStatus::NotFound);
        }
        self.settle_silence(uuid).await?;
        let request = cancellations::find(self.store.reader(), uuid).await?;
        Ok(match request.map(|request| request.outcome) {
            Some(Some(CancellationOutcome::NotNeeded)) => SatCfdiStatus::CancelledWithoutAcceptance,
            Some(Some(CancellationOutcome::Accepted)) => SatCfdiStatus::CancelledWithAcceptance,
            Some(Some(CancellationOutcome::Silence)) => SatCfdiStatus::CancelledBySilence,
            Some(Some(CancellationOutcome::Rejected)) => SatCfdiStatus::Rejected,
            Some(None) => SatCfdiStatus::InProcess,
            None if known.status == InvoiceStatus::Cancelled => SatCfdiStatus::CancelledWithoutAcceptance,
            None if self.policy.needs_acceptance(document.total) => SatCfdiStatus::CancellableWithAcceptance,
            None => SatCfdiStatus::CancellableWithoutAcceptance,
        })
    }

    /// When a document was cancelled; `None` if it was not.
    pub(super) async fn cancelled_at(&self, uuid: Uuid) -> Result<Option<DateTime<Utc>>, StoreError> {
        let request = cancellations::find(self.store.reader(), uuid).await?;
        let cancelled = request.filter(|request| {
            request.outcome.is_some_and(|outcome| outcome != CancellationOutcome::Rejected)
        });
        Ok(cancelled.and_then(|request| request.decided_at))
    }

    /// Accepts a request whose receiver has not answered in time.
    async fn settle_silence(&self, uuid: Uuid) -> Result<(), StoreError> {
        let request = cancellations::find(self.store.reader(), uuid).await?;
        let Some(open) = request.filter(|request| request.outcome.is_none()) else {
            return Ok(());
        };
        match end_of_silence(open.requested_at) {
            Some(end) if self.clock.now() >= end => {
                cancellations::decide(self.store.writer(), uuid, CancellationOutcome::Silence, end).await
            }
            _ => Ok(()),
        }
    }

    /// All requests that it has received.
    pub(crate) async fn all(&self) -> Result<Vec<Cancellation>, StoreError> {
        cancellations::all(self.store.reader()).await
    }

    /// All requests that a receiver had or has to answer, newest first.
    pub(crate) async fn requests(&self) -> Result<Vec<Cancellation>, StoreError> {
        cancellations::for_receivers(self.store.reader()).await
    }

    /// Records the receiver's answer.
    pub(crate) async fn answer(&self, uuid: Uuid, accepts: bool) -> Result<(), DecisionError> {
        let outcome = if accepts { CancellationOutcome::Accepted } else { CancellationOutcome::Rejected };
        self.settle_silence(uuid).await?;
        let transaction = self.store.begin().await?;
        let known = cancellations::find(&transaction, uuid).await?;
        if known.ok_or(DecisionError::Unknown)?.outcome.is_some() {
            return Err(DecisionError::Decided);
        }
        cancellations::decide(&transaction, uuid, outcome, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// A state in the SAT's words.
fn to_sat_answer(status: SatCfdiStatus) -> SatAnswer {
    use SatCfdiStatus::{
        CancellableWithAcceptance, CancellableWithoutAcceptance, CancelledBySilence, CancelledWithAcceptance,
        CancelledWithoutAcceptance, InProcess, NotCancellable, NotFound, Rejected, Unknown,
    };
    const FOUND: &str = "S - Comprobante obtenido satisfactoriamente.";
    const NOT_FOUND: &str = "N - 602: Comprobante no encontrado.";
    const ACCEPTED: &str = "Cancelable con aceptación";
    const FREE: &str = "Cancelable sin aceptación";
    let [query, estado, cancellable, cancellation] = match status {
        NotFound => [NOT_FOUND, "No Encontrado", "", ""],
        NotCancellable => [FOUND, "Vigente", "No cancelable", ""],
        CancellableWithoutAcceptance => [FOUND, "Vigente", FREE, ""],
        CancellableWithAcceptance => [FOUND, "Vigente", ACCEPTED, ""],
        InProcess => [FOUND, "Vigente", ACCEPTED, "En proceso"],
        Rejected => [FOUND, "Vigente", ACCEPTED, "Solicitud rechazada"],
        CancelledWithoutAcceptance => [FOUND, "Cancelado", FREE, "Cancelado sin aceptación"],
        CancelledWithAcceptance => [FOUND, "Cancelado", ACCEPTED, "Cancelado con aceptación"],
        CancelledBySilence => [FOUND, "Cancelado", ACCEPTED, "Plazo vencido"],
        Unknown => [FOUND, "Vigente", "Por definirse", ""],
    }
    .map(str::to_owned);
    SatAnswer { query, estado, cancellable, cancellation }
}

/// When silence counts as acceptance: by the SAT's own rule, whatever our policy is. `None` would
/// mean never.
fn end_of_silence(requested_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    CancellationPolicy::sat(PersonKind::Moral).accepted_by_silence_at(requested_at, &mexico_city::ZONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_accepts_after_three_business_days() {
        let end = |requested: &str| end_of_silence(requested.parse().unwrap()).unwrap().to_rfc3339();
        assert_eq!(end("2020-06-03T15:00:00Z"), "2020-06-08T15:00:00+00:00", "from Wednesday to Monday");
        assert_eq!(end("2020-06-01T15:00:00Z"), "2020-06-04T15:00:00+00:00", "from Monday to Thursday");
        assert_eq!(end("2020-09-15T15:00:00Z"), "2020-09-21T15:00:00+00:00", "16 September rests");
    }

    #[test]
    fn what_it_says_is_read_as_what_it_means() {
        use SatCfdiStatus::{
            CancellableWithAcceptance, CancellableWithoutAcceptance, CancelledBySilence,
            CancelledWithAcceptance, CancelledWithoutAcceptance, InProcess, NotCancellable, NotFound,
            Rejected, Unknown,
        };
        for status in [
            NotFound,
            NotCancellable,
            CancellableWithoutAcceptance,
            CancellableWithAcceptance,
            InProcess,
            Rejected,
            CancelledWithoutAcceptance,
            CancelledWithAcceptance,
            CancelledBySilence,
        ] {
            assert_eq!(to_sat_answer(status).status(), Ok(status));
        }
        assert!(to_sat_answer(Unknown).status().is_err());
    }
}
