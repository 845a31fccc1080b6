//! The worker: drives every trámite that is not at rest. Its state is the database alone, so that a crash loses nothing: it
//! goes on with what it finds. It is woken by whoever has given it work, and looks for itself besides.

use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use pase_contract::RebillId;
use tokio::sync::watch;

use crate::app::App;
use crate::backoff::Backoff;
use crate::failure::Outcome;
use crate::rebills::progress::{Progress, StepError, step};
use crate::store::rebills as store;

/// How often it looks for work by itself.
const LOOKS_EVERY: Duration = Duration::from_secs(2);
/// How often the tax authority is asked whether a receiver has answered.
const ASKS_EVERY: TimeDelta = TimeDelta::minutes(1);
/// How long it leaves a trámite alone whose step failed.
const AFTER_FAILURES: Backoff = Backoff { first: TimeDelta::seconds(1), longest: TimeDelta::minutes(5) };
const AT_ONCE: u64 = 50;

/// Lets the worker look for work now.
pub(crate) fn wake(app: &App) {
    app.work.notify_one();
}

/// Lets the worker look now at what waits for an answer, too.
pub(crate) async fn wake_waiting(app: &App) -> Outcome<()> {
    store::resume_waiting(app.store.writer()).await?;
    wake(app);
    Ok(())
}

/// Works until `stop` says so; a step that was begun is finished.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let more = match drive(&app, &stop).await {
            Ok(more) => more,
            Err(failure) => {
                tracing::error!(error = %failure, "the worker cannot look for work");
                false
            }
        };
        if more {
            continue;
        }
        tokio::select! {
            () = app.work.notified() => {}
            () = tokio::time::sleep(LOOKS_EVERY) => {}
            // An error says that whoever could stop the worker is gone: the program is ending.
            _ = stop.changed() => {}
        }
    }
}

/// Goes on with every trámite that is due; `true` says that there may be more of them.
async fn drive(app: &App, stop: &watch::Receiver<bool>) -> Outcome<bool> {
    let due = store::to_drive(app.store.reader(), Utc::now(), AT_ONCE).await?;
    let more = u64::try_from(due.len()).is_ok_and(|found| found == AT_ONCE);
    for id in due {
        if *stop.borrow() {
            return Ok(false);
        }
        drive_one(app, &id, stop).await?;
    }
    Ok(more)
}

async fn drive_one(app: &App, id: &RebillId, stop: &watch::Receiver<bool>) -> Outcome<()> {
    while !*stop.borrow() {
        match step(app, id).await {
            Ok(Progress::Made) => {}
            Ok(Progress::AtRest) => break,
            Ok(Progress::Waiting) => {
                store::put_off(app.store.writer(), id, Utc::now() + ASKS_EVERY, 0).await?;
                break;
            }
            Err(error) => {
                put_off(app, id, &error).await?;
                break;
            }
        }
    }
    Ok(())
}

async fn put_off(app: &App, id: &RebillId, error: &StepError) -> Outcome<()> {
    let failures = store::find(app.store.reader(), id).await?.map_or(0, |rebill| rebill.failures);
    tracing::warn!(rebill = %id, failures, error = %error, "a trámite's step was put off");
    store::put_off(
        app.store.writer(),
        id,
        Utc::now() + AFTER_FAILURES.after(failures),
        failures.saturating_add(1),
    )
    .await?;
    Ok(())
}
