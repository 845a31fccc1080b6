//! The sender: hands over the due mails of the outbox, one after the other, beside the worker. Its
//! only state is the database. A mail is marked after it was handed over, so a program that ends in
//! between hands the same message over again. No mail that a step has written is lost.

use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use thiserror::Error;
use tokio::sync::watch;
use uuid::Uuid;

use crate::app::App;
use crate::kernel::backoff::{Backoff, with_jitter};
use crate::kernel::random;
use crate::mail::Mail;
use crate::mail::content::MailContent;
use crate::mail::message::{Envelope, MessageError, message};
use crate::mail::transport::{Transport, TransportError};
use crate::store::StoreError;
use crate::store::mails::{self as store, MailOutcome, OutboxMail};
use crate::use_cases::failure::{Failure, Outcome};

/// How often it looks for due mails.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// How many due mails it reads from the outbox at a time.
const BATCH_SIZE: u64 = 20;
/// How long a hand-over in progress may take once the program has been told to stop.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);

/// The pauses while the mail server or the folder cannot be reached.
const UNREACHABLE_BACKOFF: Backoff = Backoff { first: TimeDelta::seconds(1), longest: TimeDelta::minutes(5) };
/// The pauses after a mail was refused.
const REFUSAL_BACKOFF: Backoff = Backoff { first: TimeDelta::seconds(10), longest: TimeDelta::hours(1) };
/// How long a refused mail is tried again. RFC 5321, section 4.5.4.1, says four to five days.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(4);

/// Why a mail was not sent.
#[derive(Debug, Error)]
enum SendError {
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    Message(#[from] MessageError),
    #[error("it cannot be written: {0}")]
    Template(#[from] askama::Error),
    /// The error does not contain the content, because errors are logged.
    #[error("its content cannot be read")]
    Content,
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for SendError {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// Sends due mails until `stop` is true.
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
                    POLL_INTERVAL
                }
                Err(error) => {
                    tracing::warn!(error = %error, "mails were put off");
                    failures += 1;
                    pause(UNREACHABLE_BACKOFF, failures - 1).to_std().unwrap_or(POLL_INTERVAL)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                // An error means that nobody can set `stop` any more: the program is ending.
                _ = stop.changed() => {}
            }
        }
    };
    let too_late = async {
        // An error means the same as above.
        let _ = stopping.wait_for(|stop| *stop).await;
        tokio::time::sleep(SHUTDOWN_GRACE).await;
    };
    tokio::select! {
        () = sending => {}
        () = too_late => tracing::warn!("a mail was broken off; it is handed over again at the next start"),
    }
}

/// Hands over all due mails. A refused mail is put off alone; if nothing can be reached, all mails
/// are.
async fn send_due(app: &Arc<App>, stop: &watch::Receiver<bool>) -> Result<(), SendError> {
    loop {
        let due = store::due(app.store.reader(), app.clock.now(), Utc::now(), BATCH_SIZE).await?;
        if due.is_empty() {
            return Ok(());
        }
        for id in due {
            if *stop.borrow() {
                return Ok(());
            }
            // In a task of its own, so that a panic over one mail does not hold up the others.
            let own = Arc::clone(app);
            let sent = tokio::spawn(async move { send(&own, id).await }).await;
            match sent {
                Ok(Ok(())) => {}
                Ok(Err(SendError::Transport(TransportError::Refused(code)))) => {
                    tracing::warn!(mail = %id, %code, "a mail was refused");
                    postpone(app, id).await?;
                }
                // A later version of this program may have written it, and may be started again.
                Ok(Err(error @ SendError::Content)) => {
                    tracing::error!(mail = %id, error = %error, "a mail was put off");
                    postpone(app, id).await?;
                }
                Ok(Err(error @ (SendError::Message(_) | SendError::Template(_)))) => {
                    tracing::error!(mail = %id, error = %error, "a mail cannot be sent");
                    store::record_outcome(
                        app.store.writer(),
                        id,
                        MailOutcome::Undeliverable,
                        app.clock.now(),
                    )
                    .await?;
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    tracing::error!(mail = %id, "sending a mail panicked");
                    postpone(app, id).await?;
                }
            }
        }
    }
}

/// Hands a mail over if it is still to be sent, and marks it.
async fn send(app: &App, id: Uuid) -> Result<(), SendError> {
    let mail: &Mail = &app.mail;
    let Some(transport) = &mail.transport else { return Ok(()) };
    let _send_lock = mail.pause_sending().await;
    // Since it was found, it may have been cancelled, or removed by a reset of the sandbox.
    let Some(unsent) = store::find_unsent(app.store.reader(), id).await? else { return Ok(()) };
    hand_over(mail, transport, &unsent).await?;
    // If the program ends here, the mail is handed over again.
    store::record_outcome(app.store.writer(), id, MailOutcome::Sent, app.clock.now()).await?;
    tracing::info!(mail = %id, key = unsent.key, "a mail was sent");
    Ok(())
}

async fn hand_over(mail: &Mail, transport: &Transport, unsent: &OutboxMail) -> Result<(), SendError> {
    let OutboxMail { id, email, name, content, due_at, .. } = unsent;
    let content: MailContent = serde_json::from_value(content.clone()).map_err(|_| SendError::Content)?;
    let letter = mail.letter(&content, name)?;
    let envelope = Envelope { id: *id, email, name, due_at: *due_at };
    Ok(transport.hand_over(*id, message(&envelope, &letter, &mail.from)?).await?)
}

/// Puts off a mail that was refused or cannot be read, or gives it up if that has lasted for longer
/// than [`GIVE_UP_AFTER`].
async fn postpone(app: &App, id: Uuid) -> Outcome<()> {
    let Some(mail) = store::find_unsent(app.store.reader(), id).await? else { return Ok(()) };
    let now = Utc::now();
    let since = mail.refused_since.unwrap_or(now);
    if now - since > GIVE_UP_AFTER {
        tracing::error!(mail = %id, key = mail.key, "a mail was given up");
        store::record_outcome(app.store.writer(), id, MailOutcome::Undeliverable, app.clock.now()).await?;
        return Ok(());
    }
    let until = now + pause(REFUSAL_BACKOFF, mail.failures);
    store::postpone(app.store.writer(), id, until, mail.failures.saturating_add(1), since).await?;
    Ok(())
}

fn pause(backoff: Backoff, failures: i64) -> TimeDelta {
    // Without random bytes the pause has its full length.
    let chance = random::bytes().map_or(u16::MAX, u16::from_le_bytes);
    with_jitter(backoff.after(failures), chance)
}
