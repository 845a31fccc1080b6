//! What the sandbox's PAC and SAT are told to do wrong: to be slow or down, to lose an answer, to give an error, or to take
//! this whole program with them. What they were told is kept in the database, so that a crash does not forget it.

use std::time::Duration;

use chrono::TimeDelta;
use pase_contract::rebills::SatCfdiStatus;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DbErr, EntityTrait};
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::gateways::GatewayError;
use crate::store::Store;
use crate::store::columns::AsJson;
use crate::store::entities::sandbox_fault::{ActiveModel, Column, Entity};

/// What can be asked of the PAC and, the last, of the SAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Validate,
    Stamp,
    Find,
    Cancel,
    Receipt,
    Status,
}

impl Operation {
    fn name(self) -> String {
        match self {
            Self::Validate => "validate",
            Self::Stamp => "stamp",
            Self::Find => "find",
            Self::Cancel => "cancel",
            Self::Receipt => "receipt",
            Self::Status => "status",
        }
        .to_owned()
    }
}

/// What it does wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    /// Waits first; what it then does, it does also when nobody waits for the answer any more.
    Slow { seconds: i64, clock: Clocked },
    /// Is not reached.
    Down,
    /// Does it, and the answer is lost.
    LoseAnswer,
    /// Refuses, by this code.
    Error { code: String },
    /// Of the SAT alone: says this, whatever is true.
    Say { status: SatCfdiStatus },
    /// This program ends before it was asked, in the middle of whatever it does.
    CrashBefore,
    /// It does it, and this program ends before it has the answer.
    CrashAfter,
}

/// By which clock it is slow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Clocked {
    /// The product's, which can be moved.
    #[default]
    Sandbox,
    /// The real one.
    Real,
}

/// How often the product's clock is looked at.
const LOOKS_EVERY: Duration = Duration::from_millis(20);

/// The faults that were told.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    store: Store,
    clock: Clock,
}

impl Faults {
    pub(crate) fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// From now on, or so many times, an operation does this; `None`: it works.
    pub(crate) async fn tell(
        &self,
        operation: Operation,
        told: Option<(Fault, Option<u32>)>,
    ) -> Result<(), DbErr> {
        let Some((fault, times)) = told else {
            return Entity::delete_by_id(operation.name()).exec(self.store.writer()).await.map(drop);
        };
        let row = ActiveModel {
            operation: Set(operation.name()),
            fault: Set(AsJson(fault)),
            times_left: Set(times.map(i64::from)),
        };
        let replace = OnConflict::column(Column::Operation)
            .update_columns([Column::Fault, Column::TimesLeft])
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(self.store.writer()).await.map(drop)
    }

    /// What an operation does wrong this time.
    pub(super) async fn take(&self, operation: Operation) -> Result<Option<Fault>, DbErr> {
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

    /// Does an operation's work as well as it was told to.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        operation: Operation,
        work: impl Future<Output = Result<T, GatewayError>> + Send + 'static,
    ) -> Result<T, GatewayError> {
        match self.take(operation).await? {
            None => work.await,
            Some(fault) => self.spoil(fault, work).await,
        }
    }

    pub(super) async fn spoil<T: Send + 'static>(
        &self,
        fault: Fault,
        work: impl Future<Output = Result<T, GatewayError>> + Send + 'static,
    ) -> Result<T, GatewayError> {
        match fault {
            Fault::Slow { seconds, clock } => {
                let own = self.clone();
                // A task of its own: it is done also when the asker has given up.
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

    async fn wait(&self, seconds: i64, clock: Clocked) {
        match clock {
            Clocked::Real => {
                tokio::time::sleep(Duration::from_secs(u64::try_from(seconds).unwrap_or_default())).await;
            }
            Clocked::Sandbox => {
                let length = TimeDelta::try_seconds(seconds).unwrap_or(TimeDelta::MAX);
                let end = self.clock.now().checked_add_signed(length);
                while end.is_none_or(|end| self.clock.now() < end) {
                    tokio::time::sleep(LOOKS_EVERY).await;
                }
            }
        }
    }
}
