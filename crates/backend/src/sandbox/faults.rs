//! Faults that the sandbox's PAC and SAT can be told to have: to be slow or down, to lose an
//! answer, to return an error, or to crash this whole program. They are stored in the database, so
//! a crash does not forget them.

use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DbErr, EntityTrait};

use super::fault::{Fault, Operation, WaitClock};
use super::tables::sandbox_fault::{ActiveModel, Column, Entity};
use crate::gateways::GatewayError;
use crate::kernel::clock::Clock;
use crate::store::Store;
use crate::store::columns::JsonColumn;

/// How often a slow operation looks at the product's clock.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// The faults that were set.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    store: Store,
    clock: Clock,
}

impl Faults {
    pub(crate) fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// Sets the fault of an operation, for a number of calls or until it is changed. `None` makes
    /// the operation work again.
    pub(crate) async fn set(
        &self,
        operation: Operation,
        fault: Option<(Fault, Option<u32>)>,
    ) -> Result<(), DbErr> {
        let Some((fault, times)) = fault else {
            return Entity::delete_by_id(operation.name()).exec(self.store.writer()).await.map(drop);
        };
        let row = ActiveModel {
            operation: Set(operation.name()),
            fault: Set(JsonColumn(fault)),
            times_left: Set(times.map(i64::from)),
        };
        let replace = OnConflict::column(Column::Operation)
            .update_columns([Column::Fault, Column::TimesLeft])
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(self.store.writer()).await.map(drop)
    }

    /// The fault that applies to this call of an operation, if any. The call is counted.
    pub(super) async fn next_fault(&self, operation: Operation) -> Result<Option<Fault>, DbErr> {
        if Entity::find_by_id(operation.name()).one(self.store.reader()).await?.is_none() {
            return Ok(None);
        }
        let transaction = self.store.begin().await?;
        let Some(row) = Entity::find_by_id(operation.name()).one(&transaction).await? else {
            return Ok(None);
        };
        match row.times_left {
            None => {}
            Some(..=1) => Entity::delete_by_id(operation.name()).exec(&transaction).await.map(drop)?,
            Some(times) => {
                let left = ActiveModel { times_left: Set(Some(times - 1)), ..row.clone().into() };
                left.update(&transaction).await.map(drop)?;
            }
        }
        transaction.commit().await?;
        Ok(Some(row.fault.0))
    }

    /// Does an operation's work, with the fault that applies to this call.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        operation: Operation,
        work: impl Future<Output = Result<T, GatewayError>> + Send + 'static,
    ) -> Result<T, GatewayError> {
        match self.next_fault(operation).await? {
            None => work.await,
            Some(fault) => self.run_with_fault(fault, work).await,
        }
    }

    pub(super) async fn run_with_fault<T: Send + 'static>(
        &self,
        fault: Fault,
        work: impl Future<Output = Result<T, GatewayError>> + Send + 'static,
    ) -> Result<T, GatewayError> {
        match fault {
            Fault::Slow { seconds, clock } => {
                let own = self.clone();
                // A task of its own does the work even if the caller has given up.
                let late = tokio::spawn(async move {
                    own.wait(seconds, clock).await;
                    work.await
                });
                late.await.unwrap_or_else(|_| Err(GatewayError::NoAnswer("it panicked".to_owned())))
            }
            Fault::Down => Err(GatewayError::Unreachable("it was told to be down".to_owned())),
            Fault::LoseAnswer => {
                work.await?;
                Err(GatewayError::NoAnswer("it was told to lose it".to_owned()))
            }
            Fault::Error { code } => Err(GatewayError::Refused { code }),
            Fault::Say { .. } => work.await,
            Fault::CrashBefore => std::process::abort(),
            Fault::CrashAfter => {
                work.await?;
                std::process::abort()
            }
        }
    }

    async fn wait(&self, seconds: i64, clock: WaitClock) {
        match clock {
            WaitClock::Real => {
                tokio::time::sleep(Duration::from_secs(u64::try_from(seconds).unwrap_or_default())).await;
            }
            WaitClock::Sandbox => {
                let length = TimeDelta::try_seconds(seconds).unwrap_or(TimeDelta::MAX);
                let end = self.clock.now().checked_add_signed(length);
                while end.is_none_or(|end| self.clock.now() < end) {
                    tokio::time::sleep(POLL_INTERVAL).await;
                }
            }
        }
    }
}
