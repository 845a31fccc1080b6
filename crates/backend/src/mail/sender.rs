//! The sender: hands over what is due in the outbox, beside the worker, one mail after the other. Its state is the database
//! alone. A mail is marked after it was handed over, so a program that ends in between hands it over again, as the same
//! message; what a step has written is never lost.

use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use thiserror::Error;
use tokio::sync::watch;
use uuid::Uuid;

use super::message::{NoMessage, message};
use super::transport::{NotTaken, Transport};
use super::{Mail, MailOutcome};
use crate::app::App;
use crate::backoff::{Backoff, spread};
use crate::failure::{Failure, Outcome};
use crate::random;
use crate::store::entities::mail;
use crate::store::mails as store;

/// How often it looks for what is due.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// How many it takes up at a time, so that it looks up in between whether the program is to end.
const AT_A_TIME: u64 = 20;
/// How long a hand-over that was begun may take once the program is to end.
const LAST_HAND_OVER: Duration = Duration::from_secs(10);

/// How long it leaves a way out alone that cannot be reached.
const UNTIL_REACHED: Backoff = Backoff { first: TimeDelta::seconds(1), longest: TimeDelta::minutes(5) };
/// How long it leaves a mail alone that was refused.
const AFTER_REFUSALS: Backoff = Backoff { first: TimeDelta::seconds(10), longest: TimeDelta::hours(1) };
/// For how long a mail that is refused is offered again: RFC 5321, section 4.5.4.1, has four to five days.
const PATIENCE: TimeDelta = TimeDelta::days(4);

/// Why a mail did not go out.
#[derive(Debug, Error)]
enum NotSent {
    #[error(transparent)]
    NotTaken(#[from] NotTaken),
    #[error(transparent)]
    NoMessage(#[from] NoMessage),
    #[error("it cannot be written: {0}")]
    Template(#[from] askama::Error),
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<sea_orm::DbErr> for NotSent {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failure(error.into())
    }
}

/// Sends until `stop` says so.
pub(crate) async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    if app.mail.transport.is_none() {
        tracing::warn!(
            "no mail server is set (--smtp-url): customers get no mail; what they should get waits in the outbox"
        );
        return;
    }
    let mut stopping = stop.clone();
    let sending = async {
        let mut failures = 0;
        while !*stop.borrow() {
            let pause = match send_due(&app, &stop).await {
                Ok(()) => {
                    failures = 0;
                    LOOKS_EVERY
                }
                Err(error) => {
                    tracing::warn!(error = %error, "mails were put off");
                    failures += 1;
                    pause(UNTIL_REACHED, failures - 1).to_std().unwrap_or(LOOKS_EVERY)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                // An error says that whoever could stop it is gone: the program is ending.
                _ = stop.changed() => {}
            }
        }
    };
    let too_late = async {
        // The same.
        let _ = stopping.wait_for(|stop| *stop).await;
        tokio::time::sleep(LAST_HAND_OVER).await;
    };
    tokio::select! {
        () = sending => {}
        () = too_late => tracing::warn!("a mail was broken off; it is handed over again at the next start"),
    }
}

/// Hands over what is due. A mail that is refused is put off alone; when nothing can be reached, so is all.
async fn send_due(app: &Arc<App>, stop: &watch::Receiver<bool>) -> Result<(), NotSent> {
    loop {
        let due = store::due(app.store.reader(), app.clock.now(), Utc::now(), AT_A_TIME).await?;
        if due.is_empty() {
            return Ok(());
        }
        for id in due {
            if *stop.borrow() {
                return Ok(());
            }
            // A task of its own: a panic about one mail must not keep the others.
            let own = Arc::clone(app);
            let sent = tokio::spawn(async move { send(&own, id).await }).await;
            match sent {
                Ok(Ok(())) => {}
                Ok(Err(NotSent::NotTaken(NotTaken::Refused(code)))) => {
                    tracing::warn!(mail = %id, %code, "a mail was refused");
                    put_off(app, id).await?;
                }
                Ok(Err(error @ (NotSent::NoMessage(_) | NotSent::Template(_)))) => {
                    tracing::error!(mail = %id, error = %error, "a mail cannot be sent");
                    store::end(app.store.writer(), id, MailOutcome::Undeliverable, app.clock.now()).await?;
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    tracing::error!(mail = %id, "sending a mail panicked");
                    put_off(app, id).await?;
                }
            }
        }
    }
}

/// Hands a mail over, if it still is to be, and marks it.
async fn send(app: &App, id: Uuid) -> Result<(), NotSent> {
    let mail: &Mail = &app.mail;
    let Some(transport) = &mail.transport else { return Ok(()) };
    let _turn = mail.quiet().await;
    // It may have been cancelled since it was found, or be gone with the sandbox's last world.
    let Some(row) = store::waiting(app.store.reader(), id).await? else { return Ok(()) };
    hand_over(mail, transport, &row).await?;
    // Whoever ends here hands it over again.
    store::end(app.store.writer(), id, MailOutcome::Sent, app.clock.now()).await?;
    tracing::info!(rebill = %row.rebill_id.0, mail = %id, kind = ?row.kind.0, "a mail was sent");
    Ok(())
}

async fn hand_over(mail: &Mail, transport: &Transport, row: &mail::Model) -> Result<(), NotSent> {
    let letter = mail.letter(row)?;
    Ok(transport.hand_over(row.id.0, message(row, &letter, &mail.from)?).await?)
}

/// Puts a mail off that was refused, or gives it up once that has gone on for long.
async fn put_off(app: &App, id: Uuid) -> Outcome<()> {
    let Some(row) = store::waiting(app.store.reader(), id).await? else { return Ok(()) };
    let now = Utc::now();
    let since = row.refused_since.map_or(now, |since| since.0);
    if now - since > PATIENCE {
        tracing::error!(rebill = %row.rebill_id.0, mail = %id, "a mail was given up");
        store::end(app.store.writer(), id, MailOutcome::Undeliverable, app.clock.now()).await?;
        return Ok(());
    }
    let until = now + pause(AFTER_REFUSALS, row.failures);
    store::put_off(app.store.writer(), id, until, row.failures.saturating_add(1), since).await?;
    Ok(())
}

fn pause(backoff: Backoff, failures: i64) -> TimeDelta {
    // Without chance, all the same.
    let chance = random::bytes().map_or(u16::MAX, u16::from_le_bytes);
    spread(backoff.after(failures), chance)
}
