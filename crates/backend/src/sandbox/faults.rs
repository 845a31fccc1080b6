//! Faults that the sandbox's PAC and SAT can be told to have: to be slow or down, to lose an
//! answer, to return an error, or to crash this whole program. They are stored in the database, so
//! a crash does not forget them.

use std::time::Duration;

use chrono::TimeDelta;

use crate::gateways::GatewayError;
use crate::kernel::clock::Clock;
use crate::store::sandbox::fault::{Fault, Operation, WaitClock};
use crate::store::sandbox::faults::{self as store, SetFault};
use crate::store::{Store, StoreError};

/// How often a slow operation looks at the product's clock.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// The database is a part of the sandbox's PAC and SAT: without it they give no answer.
impl From<StoreError> for GatewayError {
    fn from(error: StoreError) -> Self {
        Self::NoAnswer(error.to_string())
    }
}

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
    ) -> Result<(), StoreError> {
        let Some((fault, times)) = fault else {
            return store::delete(self.store.writer(), operation).await;
        };
        let set = SetFault { fault, times_left: times.map(i64::from) };
        store::put(self.store.writer(), operation, set).await
    }

    /// The fault that applies to this call of an operation, if any. The call is counted.
    pub(super) async fn next_fault(&self, operation: Operation) -> Result<Option<Fault>, StoreError> {
        if store::find(self.store.reader(), operation).await?.is_none() {
            return Ok(None);
        }
        let transaction = self.store.begin().await?;
        let Some(set) = store::find(&transaction, operation).await? else {
            return Ok(None);
        };
        match set.times_left {
            None => {}
            Some(..=1) => store::delete(&transaction, operation).await?,
            Some(times) => {
                let left = SetFault { times_left: Some(times - 1), ..set.clone() };
                store::put(&transaction, operation, left).await?;
            }
        }
        transaction.commit().await?;
        Ok(Some(set.fault))
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
