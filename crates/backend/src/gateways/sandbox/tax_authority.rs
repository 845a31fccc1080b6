//! The sandbox's tax authority: cancels at once, or when the receiver has answered in the sandbox's buzón tributario.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mx_fiscal::{CancellationPolicy, PersonKind};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::clock::Clock;
use crate::gateways::{Cancellation, CancellationRequest, GatewayError, TaxAuthority};
use crate::mexico_city;
use crate::store::Store;
use crate::store::columns::{Centavos, Instant, Text, Word};
use crate::store::entities::sandbox_cancellation as cancellation;

/// How a request for cancellation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Cancelled at once: no acceptance was needed.
    NotNeeded,
    /// The receiver accepted.
    Accepted,
    /// The receiver said nothing in time, which accepts (RMF 2.7.1.34).
    Silence,
    /// The receiver refused.
    Rejected,
}

/// Why a decision of the receiver changes nothing.
#[derive(Debug, Error)]
pub(crate) enum DecisionError {
    /// Nothing was asked about this document.
    #[error("no cancellation was asked for")]
    Unknown,
    /// It is decided.
    #[error("the cancellation is decided")]
    Decided,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Cancels at once below the threshold; from it on, when the receiver has accepted in the sandbox's buzón, or has said
/// nothing for three business days.
#[derive(Clone, Debug)]
pub(crate) struct SandboxTaxAuthority {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) policy: CancellationPolicy,
}

#[async_trait]
impl TaxAuthority for SandboxTaxAuthority {
    async fn cancel(&self, request: &CancellationRequest) -> Result<Cancellation, GatewayError> {
        let now = self.clock.now();
        let transaction = self.store.begin().await?;
        let known = cancellation::Entity::find_by_id(Text(request.uuid)).one(&transaction).await?;
        let stands = match known {
            Some(known) => {
                if known.outcome.is_none()
                    && end_of_silence(known.requested_at.0).is_some_and(|end| now >= end)
                {
                    decide(&transaction, request.uuid, Outcome::Silence, now).await?;
                    Cancellation::Cancelled(now)
                } else {
                    stands(&known)
                }
            }
            None => {
                let row = self.opened(request, now);
                let active = cancellation::ActiveModel::from(row.clone());
                cancellation::Entity::insert(active).exec_without_returning(&transaction).await?;
                stands(&row)
            }
        };
        transaction.commit().await?;
        Ok(stands)
    }
}

impl SandboxTaxAuthority {
    fn opened(&self, request: &CancellationRequest, now: DateTime<Utc>) -> cancellation::Model {
        let asks = self.policy.needs_acceptance(request.total);
        cancellation::Model {
            uuid: Text(request.uuid),
            receiver_rfc: Text(request.receiver.clone()),
            total: Centavos(request.total),
            requested_at: Instant(now),
            outcome: (!asks).then_some(Word(Outcome::NotNeeded)),
            decided_at: (!asks).then_some(Instant(now)),
        }
    }

    /// All requests that were or are put to a receiver, the newest first.
    pub(crate) async fn requests(&self) -> Result<Vec<cancellation::Model>, DbErr> {
        use cancellation::Column;
        let put = Column::Outcome.is_null().or(Column::Outcome.ne(Word(Outcome::NotNeeded)));
        cancellation::Entity::find()
            .filter(put)
            .order_by_desc(Column::RequestedAt)
            .all(self.store.reader())
            .await
    }

    /// The receiver's answer.
    ///
    /// # Errors
    /// [`DecisionError`].
    pub(crate) async fn answer(&self, uuid: Uuid, accepts: bool) -> Result<(), DecisionError> {
        let outcome = if accepts { Outcome::Accepted } else { Outcome::Rejected };
        let transaction = self.store.begin().await?;
        let known = cancellation::Entity::find_by_id(Text(uuid)).one(&transaction).await?;
        if known.ok_or(DecisionError::Unknown)?.outcome.is_some() {
            return Err(DecisionError::Decided);
        }
        decide(&transaction, uuid, outcome, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(())
    }
}

async fn decide(
    transaction: &sea_orm::DatabaseTransaction,
    uuid: Uuid,
    outcome: Outcome,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    cancellation::Entity::update_many()
        .col_expr(cancellation::Column::Outcome, Expr::value(Word(outcome)))
        .col_expr(cancellation::Column::DecidedAt, Expr::value(Instant(now)))
        .filter(cancellation::Column::Uuid.eq(Text(uuid)))
        .exec(transaction)
        .await
        .map(drop)
}

fn stands(row: &cancellation::Model) -> Cancellation {
    let decided_at = row.decided_at.map_or(row.requested_at.0, |at| at.0);
    match row.outcome.map(|outcome| outcome.0) {
        None => Cancellation::AwaitingAcceptance(row.requested_at.0),
        Some(Outcome::Rejected) => Cancellation::Rejected(decided_at),
        Some(Outcome::NotNeeded | Outcome::Accepted | Outcome::Silence) => {
            Cancellation::Cancelled(decided_at)
        }
    }
}

/// When silence accepts: by the SAT's own rule, whatever our policy is. `None` would be never.
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
}
