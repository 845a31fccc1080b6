//! The worker: drives every trámite that is not at rest, several at once. Its state is the database alone, so that a crash
//! loses nothing: it goes on with what it finds. It is woken by whoever has given it work, and looks for itself besides.
//!
//! One trámite is driven by one task at a time, which a set in this process sees to and no lease in the database: a lease
//! would have to run out after a crash before anybody could go on (`docs/decisions/0021-who-drives-a-tramite.md`).

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use pase_contract::RebillId;
use tokio::sync::{Notify, watch};
use tokio::task::{Id, JoinError, JoinSet};

use crate::app::App;
use crate::backoff::{Backoff, spread};
use crate::failure::Outcome;
use crate::gateways::GatewayError;
use crate::random;
use crate::rebills::progress::{Awaited, Progress, StepError, step};
use crate::store::rebills::{self as store, PutOffs};

/// How often it looks for work by itself.
const LOOKS_EVERY: Duration = Duration::from_secs(2);
/// How many trámites are driven at once.
const AT_ONCE: usize = 8;
/// How long steps that were begun may take once the program is to end. They are safe to break off: PAC and SAT are asked again.
const LAST_STEPS: Duration = Duration::from_secs(10);

/// How long it leaves a trámite alone whose step failed.
const AFTER_FAILURES: Backoff = Backoff { first: TimeDelta::seconds(1), longest: TimeDelta::minutes(5) };
/// How long it leaves the SAT alone that has a request and does not show it yet.
const UNTIL_SHOWN: Backoff = Backoff { first: TimeDelta::seconds(1), longest: TimeDelta::minutes(1) };
/// How often the SAT is asked whether a receiver has answered.
const UNTIL_ANSWERED: Backoff = Backoff { first: TimeDelta::minutes(1), longest: TimeDelta::minutes(1) };
/// How long it leaves a PAC alone that has no receipt yet.
const UNTIL_RECEIPT: Backoff = Backoff { first: TimeDelta::seconds(5), longest: TimeDelta::hours(1) };

/// Why a trámite is left alone for a while.
#[derive(Clone, Copy, Debug)]
enum Reason {
    Failed,
    Waits(Awaited),
}

impl Reason {
    /// For how long, where it was put off so often before; and how often that then is. A step that waits has not failed.
    fn pause(self, before: PutOffs) -> (TimeDelta, PutOffs) {
        let pauses = match self {
            Self::Failed => {
                let failures = before.failures.saturating_add(1);
                return (AFTER_FAILURES.after(before.failures), PutOffs { failures, ..before });
            }
            Self::Waits(Awaited::Showing) => UNTIL_SHOWN,
            Self::Waits(Awaited::Answer) => UNTIL_ANSWERED,
            Self::Waits(Awaited::Receipt) => UNTIL_RECEIPT,
        };
        (pauses.after(before.waits), PutOffs { failures: 0, waits: before.waits.saturating_add(1) })
    }
}

/// Wakes the worker.
#[derive(Debug, Default)]
pub(crate) struct Alarm {
    work: Notify,
    /// How often everything was woken: a step that has begun before must not put its trámite off afterwards.
    wakings: AtomicU64,
}

/// Lets the worker look for work now.
pub(crate) fn wake(app: &App) {
    app.alarm.work.notify_one();
}

/// Lets the worker go on now with what waits for an answer or was put off, too.
pub(crate) async fn wake_all(app: &App) -> Outcome<()> {
    // Counted before it is written: see `put_off`.
    app.alarm.wakings.fetch_add(1, Ordering::SeqCst);
    store::resume(app.store.writer()).await?;
    wake(app);
    Ok(())
}

/// Works until `stop` says so; steps that were begun have a while to end.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let mut tasks = Tasks::default();
    while !*stop.borrow() {
        let pause = match tasks.begin(&app, &stop).await {
            Ok(pause) => pause,
            Err(failure) => {
                tracing::error!(error = %failure, "the worker cannot look for work");
                LOOKS_EVERY
            }
        };
        tokio::select! {
            Some(ended) = tasks.running.join_next_with_id(), if !tasks.running.is_empty() => {
                tasks.ended(&app, ended).await;
            }
            () = app.alarm.work.notified() => {}
            () = tokio::time::sleep(pause) => {}
            // An error says that whoever could stop the worker is gone: the program is ending.
            _ = stop.changed() => {}
        }
    }
    let last = async {
        while let Some(ended) = tasks.running.join_next_with_id().await {
            tasks.ended(&app, ended).await;
        }
    };
    if tokio::time::timeout(LAST_STEPS, last).await.is_err() {
        tracing::warn!("steps were broken off; they are taken again at the next start");
    }
}

/// The trámites that are being driven, each by a task of its own.
#[derive(Default)]
struct Tasks {
    running: JoinSet<()>,
    whose: HashMap<Id, RebillId>,
}

impl Tasks {
    /// Begins to drive what is due and is not being driven, as far as there is room. How long there is nothing more to begin.
    async fn begin(&mut self, app: &Arc<App>, stop: &watch::Receiver<bool>) -> Outcome<Duration> {
        if self.running.len() >= AT_ONCE {
            return Ok(LOOKS_EVERY);
        }
        let now = Utc::now();
        // Those that are being driven are due, too.
        let limit = u64::try_from(AT_ONCE + self.running.len()).unwrap_or(u64::MAX);
        for id in store::to_drive(app.store.reader(), now, limit).await? {
            if self.running.len() < AT_ONCE && !self.whose.values().any(|driven| *driven == id) {
                let (app, stop) = (Arc::clone(app), stop.clone());
                let own = id.clone();
                let task = self.running.spawn(async move { drive(&app, &own, &stop).await });
                self.whose.insert(task.id(), id);
            }
        }
        let next = store::next_due(app.store.reader(), now).await?;
        let pause = next.and_then(|due| (due - now).to_std().ok());
        Ok(pause.map_or(LOOKS_EVERY, |pause| pause.min(LOOKS_EVERY)))
    }

    async fn ended(&mut self, app: &App, ended: Result<(Id, ()), JoinError>) {
        match ended {
            Ok((task, ())) => {
                self.whose.remove(&task);
            }
            Err(error) => {
                if let Some(id) = self.whose.remove(&error.id()) {
                    tracing::error!(rebill = %id, "a trámite's step panicked");
                    let wakings = app.alarm.wakings.load(Ordering::SeqCst);
                    if let Err(failure) = put_off(app, &id, Reason::Failed, wakings).await {
                        tracing::error!(rebill = %id, error = %failure, "a trámite cannot be put off");
                    }
                }
            }
        }
    }
}

/// Takes the steps of one trámite until there is nothing to do at once.
async fn drive(app: &App, id: &RebillId, stop: &watch::Receiver<bool>) {
    while !*stop.borrow() {
        let wakings = app.alarm.wakings.load(Ordering::SeqCst);
        let reason = match step(app, id).await {
            Ok(Progress::Made) => continue,
            Ok(Progress::AtRest) => return,
            Ok(Progress::Waiting(awaited)) => Reason::Waits(awaited),
            Err(error) => {
                tell(id, &error);
                Reason::Failed
            }
        };
        match put_off(app, id, reason, wakings).await {
            Ok(true) => return,
            // Everything was woken meanwhile.
            Ok(false) => {}
            Err(failure) => {
                tracing::error!(rebill = %id, error = %failure, "a trámite cannot be put off");
                // It is still due: not at once, or this would go round and round.
                return tokio::time::sleep(LOOKS_EVERY).await;
            }
        }
    }
}

/// An answer that does not come is the world's; a refusal or something of this program's needs somebody to look.
fn tell(id: &RebillId, error: &StepError) {
    match error {
        StepError::Gateway(GatewayError::Unreachable(_) | GatewayError::NoAnswer(_)) => {
            tracing::warn!(rebill = %id, error = %error, "a trámite's step was put off");
        }
        StepError::Gateway(_) | StepError::Failure(_) => {
            tracing::error!(rebill = %id, error = %error, "a trámite's step was put off");
        }
    }
}

/// Puts a trámite off, unless everything was woken since its step began: then it is to be looked at again.
async fn put_off(app: &App, id: &RebillId, reason: Reason, wakings: u64) -> Outcome<bool> {
    let chance = u16::from_le_bytes(random::bytes()?);
    let transaction = app.store.begin().await?;
    // Who wakes counts first and writes afterwards, and only one writes at a time: either the count is seen here, or what is
    // written here is overwritten there.
    if app.alarm.wakings.load(Ordering::SeqCst) != wakings {
        return Ok(false);
    }
    let before = store::find(&transaction, id)
        .await?
        .map_or_else(PutOffs::default, |rebill| PutOffs { failures: rebill.failures, waits: rebill.waits });
    let (pause, so_often) = reason.pause(before);
    store::put_off(&transaction, id, Utc::now() + spread(pause, chance), so_often).await?;
    transaction.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_long_it_has_waited_the_first_failure_is_a_first_one() {
        let mut so_often = PutOffs::default();
        let mut pauses = Vec::new();
        for reason in [Reason::Waits(Awaited::Receipt); 12] {
            let (pause, next) = reason.pause(so_often);
            pauses.push(pause.num_seconds());
            so_often = next;
        }
        assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
        let (pause, failed) = Reason::Failed.pause(so_often);
        assert_eq!((pause, failed), (TimeDelta::seconds(1), PutOffs { failures: 1, waits: 12 }));
        let (pause, failed) = Reason::Failed.pause(failed);
        assert_eq!((pause, failed.failures), (TimeDelta::seconds(2), 2));
        let (pause, waits) = Reason::Waits(Awaited::Receipt).pause(failed);
        assert_eq!((pause, waits), (TimeDelta::hours(1), PutOffs { failures: 0, waits: 13 }));
    }
}
