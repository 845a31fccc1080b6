//! The worker: drives every trámite that is not at rest, several at once. Its only state is the
//! database, so a crash loses nothing: it goes on with what it finds. Code that gives it work wakes
//! it, and it also looks for work by itself.
//!
//! Each trámite is driven by one task at a time. A set in this process ensures that, and not a
//! lease in the database: after a crash, a lease would have to expire before anybody could go on
//! (`docs/decisions/0021-who-drives-a-tramite.md`).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use pase_contract::RebillId;
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};

use crate::app::App;
use crate::gateways::GatewayError;
use crate::kernel::backoff::{Backoff, with_jitter};
use crate::kernel::random;
use crate::store::rebills::{self as store, RetryCounts};
use crate::use_cases::failure::Outcome;
use crate::use_cases::rebills::progress::{Awaited, Progress, StepError, step};

/// How often it looks for work by itself.
const POLL_INTERVAL: Duration = Duration::from_secs(2);
/// How many trámites are driven at once.
const MAX_CONCURRENT: usize = 8;
/// How long steps in progress may take once the program has been told to stop. They are safe to
/// break off, because the PAC and the SAT are asked again.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);

/// The pauses after a step has failed.
const FAILURE_BACKOFF: Backoff = Backoff { first: TimeDelta::seconds(1), longest: TimeDelta::minutes(5) };
/// The pauses while the SAT does not show a request that it has.
const SAT_STATUS_BACKOFF: Backoff = Backoff { first: TimeDelta::seconds(1), longest: TimeDelta::minutes(1) };
/// The pauses while a receiver has not answered.
const ACCEPTANCE_POLL_BACKOFF: Backoff =
    Backoff { first: TimeDelta::minutes(1), longest: TimeDelta::minutes(1) };
/// The pauses while the PAC has no receipt.
const RECEIPT_BACKOFF: Backoff = Backoff { first: TimeDelta::seconds(5), longest: TimeDelta::hours(1) };

/// Why a trámite is put off.
#[derive(Clone, Copy, Debug)]
enum PostponeReason {
    Failed,
    Waits(Awaited),
}

impl PostponeReason {
    /// How long to pause if the trámite was put off this often before, and the counts after this
    /// time. A step that waits has not failed, so it resets the failures.
    fn pause(self, before: RetryCounts) -> (TimeDelta, RetryCounts) {
        let pauses = match self {
            Self::Failed => {
                let failures = before.failures.saturating_add(1);
                return (FAILURE_BACKOFF.after(before.failures), RetryCounts { failures, ..before });
            }
            Self::Waits(Awaited::SatToShowRequest) => SAT_STATUS_BACKOFF,
            Self::Waits(Awaited::Answer) => ACCEPTANCE_POLL_BACKOFF,
            Self::Waits(Awaited::Receipt) => RECEIPT_BACKOFF,
        };
        (pauses.after(before.waits), RetryCounts { failures: 0, waits: before.waits.saturating_add(1) })
    }
}

/// Makes the worker go on now with everything, including what waits for an answer or was put off.
pub(crate) async fn wake_all(app: &App) -> Outcome<()> {
    // Counted before the database is written: see `postpone`.
    app.worker_waker.count_waking();
    store::resume(app.store.writer()).await?;
    app.worker_waker.wake();
    Ok(())
}

/// Works until `stop` is true. Steps in progress may then take [`SHUTDOWN_GRACE`].
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut tasks = Tasks::default();
    while !*stop.borrow() {
        let pause = match tasks.start_due(&app, &stop).await {
            Ok(pause) => pause,
            Err(failure) => {
                tracing::error!(error = %failure, "the worker cannot look for work");
                POLL_INTERVAL
            }
        };
        tokio::select! {
            Some(ended) = tasks.running.join_next_with_id(), if !tasks.running.is_empty() => {
                tasks.on_ended(&app, ended).await;
            }
            () = app.worker_waker.woken() => {}
            () = tokio::time::sleep(pause) => {}
            // An error means that nobody can set `stop` any more: the program is ending.
            _ = stop.changed() => {}
        }
    }
    let last = async {
        while let Some(ended) = tasks.running.join_next_with_id().await {
            tasks.on_ended(&app, ended).await;
        }
    };
    if tokio::time::timeout(SHUTDOWN_GRACE, last).await.is_err() {
        tracing::warn!("steps were broken off; they are taken again at the next start");
    }
}

/// The trámites that are being driven, each by a task of its own.
#[derive(Default)]
struct Tasks {
    running: JoinSet<()>,
    rebill_of_task: HashMap<Id, RebillId>,
}

impl Tasks {
    /// Starts driving due trámites that are not being driven yet, as far as there is room. Returns
    /// how long it takes until more may be due.
    async fn start_due(&mut self, app: &Arc<App>, stop: &watch::Receiver<bool>) -> Outcome<Duration> {
        if self.running.len() >= MAX_CONCURRENT {
            return Ok(POLL_INTERVAL);
        }
        let now = Utc::now();
        // The trámites that are being driven are due, too.
        let limit = u64::try_from(MAX_CONCURRENT + self.running.len()).unwrap_or(u64::MAX);
        for id in store::to_drive(app.store.reader(), now, limit).await? {
            if self.running.len() < MAX_CONCURRENT
                && !self.rebill_of_task.values().any(|driven| *driven == id)
            {
                let (app, stop) = (Arc::clone(app), stop.clone());
                let own = id.clone();
                let task = self.running.spawn(async move { drive(&app, &own, &stop).await });
                self.rebill_of_task.insert(task.id(), id);
            }
        }
        let next = store::next_due(app.store.reader(), now).await?;
        let pause = next.and_then(|due| (due - now).to_std().ok());
        Ok(pause.map_or(POLL_INTERVAL, |pause| pause.min(POLL_INTERVAL)))
    }

    async fn on_ended(&mut self, app: &App, ended: Result<(Id, ()), JoinError>) {
        match ended {
            Ok((task, ())) => {
                self.rebill_of_task.remove(&task);
            }
            Err(error) => {
                if let Some(id) = self.rebill_of_task.remove(&error.id()) {
                    tracing::error!(rebill = %id, "a trámite's step panicked");
                    let wakings = app.worker_waker.wakings();
                    if let Err(failure) = postpone(app, &id, PostponeReason::Failed, wakings).await {
                        tracing::error!(rebill = %id, error = %failure, "a trámite cannot be put off");
                    }
                }
            }
        }
    }
}

/// Takes the steps of one trámite until nothing more can be done at once.
async fn drive(app: &App, id: &RebillId, stop: &watch::Receiver<bool>) {
    while !*stop.borrow() {
        let wakings = app.worker_waker.wakings();
        let reason = match step(app, id).await {
            Ok(Progress::Made) => continue,
            Ok(Progress::AtRest) => return,
            Ok(Progress::Waiting(awaited)) => PostponeReason::Waits(awaited),
            Err(error) => {
                log_step_error(id, &error);
                PostponeReason::Failed
            }
        };
        match postpone(app, id, reason, wakings).await {
            Ok(true) => return,
            // Everything was woken in the meantime, so the trámite is looked at again.
            Ok(false) => {}
            Err(failure) => {
                tracing::error!(rebill = %id, error = %failure, "a trámite cannot be put off");
                // The trámite is still due. Without this pause the worker would try again without
                // end.
                return tokio::time::sleep(POLL_INTERVAL).await;
            }
        }
    }
}

/// Logs a failed step. A missing answer is a warning, because its cause lies outside this program.
/// A refusal or a failure of this program is an error, because somebody has to look into it.
fn log_step_error(id: &RebillId, error: &StepError) {
    match error {
        StepError::Gateway(GatewayError::Unreachable(_) | GatewayError::NoAnswer(_)) => {
            tracing::warn!(rebill = %id, error = %error, "a trámite's step was put off");
        }
        StepError::Gateway(_) | StepError::Failure(_) => {
            tracing::error!(rebill = %id, error = %error, "a trámite's step was put off");
        }
    }
}

/// Puts a trámite off. If everything was woken since its step began, it returns `false` instead,
/// because the trámite must be looked at again.
async fn postpone(app: &App, id: &RebillId, reason: PostponeReason, wakings: u64) -> Outcome<bool> {
    let chance = u16::from_le_bytes(random::bytes()?);
    let transaction = app.store.begin().await?;
    // `wake_all` counts first and writes afterwards, and only one transaction writes at a time. So
    // either the new count is seen here, or `wake_all` overwrites what is written here.
    if app.worker_waker.wakings() != wakings {
        return Ok(false);
    }
    let rebill = store::find(&transaction, id).await?;
    let before = rebill.map_or_else(RetryCounts::default, |rebill| rebill.retry_counts);
    let (pause, counts) = reason.pause(before);
    store::postpone(&transaction, id, Utc::now() + with_jitter(pause, chance), counts).await?;
    transaction.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_long_it_has_waited_the_first_failure_is_a_first_one() {
        let mut counts = RetryCounts::default();
        let mut pauses = Vec::new();
        for reason in [PostponeReason::Waits(Awaited::Receipt); 12] {
            let (pause, next) = reason.pause(counts);
            pauses.push(pause.num_seconds());
            counts = next;
        }
        assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
        let (pause, failed) = PostponeReason::Failed.pause(counts);
        assert_eq!((pause, failed), (TimeDelta::seconds(1), RetryCounts { failures: 1, waits: 12 }));
        let (pause, failed) = PostponeReason::Failed.pause(failed);
        assert_eq!((pause, failed.failures), (TimeDelta::seconds(2), 2));
        let (pause, waits) = PostponeReason::Waits(Awaited::Receipt).pause(failed);
        assert_eq!((pause, waits), (TimeDelta::hours(1), RetryCounts { failures: 0, waits: 13 }));
    }
}
