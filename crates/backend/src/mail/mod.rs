//! Mail: what a customer is told of a trámite without asking for it.
//!
//! A step writes its mails into the outbox (`store::mails`) in its own transaction: a step has its mail, or neither is
//! there. What a mail says is made of facts that are kept with it (`facts`), by `letters` and the templates. The `sender`
//! hands it over by a `transport` (a folder or SMTP) and then marks it. What happens in between, should the program end
//! there, is said in `docs/decisions/0024-mail-from-an-outbox.md`.

mod facts;
mod letters;
mod message;
pub(crate) mod sender;
mod settings;
mod transport;
mod words;

use chrono::TimeDelta;
use lettre::message::Mailbox;
use pase_contract::rebills::RebillStatus;
use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, MutexGuard};

use crate::store::entities::mail;

pub use self::facts::MailFacts;
pub(crate) use self::facts::{Subjects, facts};
pub(crate) use self::letters::Letter;
use self::settings::PublicUrl;
pub use self::settings::{MailSetting, MailSettings};
use self::transport::Transport;

/// How long before the end of the time for accepting the reminder comes.
pub(crate) const REMINDER_BEFORE: TimeDelta = TimeDelta::hours(4);

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// The trámite is registered.
    Registered,
    /// The cancellation must be accepted in the buzón tributario.
    AcceptNow,
    /// It must still be accepted, and the time for it is nearly over.
    AcceptReminder,
    /// The new receiver's data were refused and must be mended. The only one that a trámite may have several of.
    NeedsCorrection,
    /// The cancellation was rejected.
    Rejected,
    /// The corrected document can be downloaded.
    Ready,
}

impl MailKind {
    /// What is told at once when a trámite comes to a status.
    pub(crate) fn of_step(step: RebillStatus) -> Option<Self> {
        match step {
            RebillStatus::Registered => Some(Self::Registered),
            RebillStatus::AwaitingAcceptance => Some(Self::AcceptNow),
            RebillStatus::NeedsCorrection => Some(Self::NeedsCorrection),
            RebillStatus::Rejected => Some(Self::Rejected),
            RebillStatus::Issued => Some(Self::Ready),
            RebillStatus::Validating
            | RebillStatus::Cancelling
            | RebillStatus::Issuing
            | RebillStatus::Unknown => None,
        }
    }
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailOutcome {
    /// It was handed over.
    Sent,
    /// A reminder of something that has been done.
    Cancelled,
    /// Nobody takes it: it was refused for days, or its receiver is no address.
    Undeliverable,
}

/// The way out: how mails are handed over, from whom, and where their links lead.
#[derive(Debug)]
pub(crate) struct Mail {
    /// None outside of a sandbox that was told of none: mails then wait in the outbox.
    transport: Option<Transport>,
    from: Mailbox,
    public_url: PublicUrl,
    /// Held by whoever hands a mail over or empties outbox and folder: the two must not meet.
    turn: Mutex<()>,
}

impl Mail {
    /// As the settings have it; in a sandbox without any, into a folder beside the database.
    ///
    /// # Errors
    /// [`MailSetting`] when there is a way out that cannot be used.
    pub(crate) fn new(settings: &MailSettings, sandbox: bool, database: &str) -> Result<Self, MailSetting> {
        Ok(Self {
            transport: settings.transport(sandbox, database)?,
            from: settings.mail_from.clone(),
            public_url: settings.public_url.clone().unwrap_or_default(),
            turn: Mutex::new(()),
        })
    }

    /// Without a way out.
    #[cfg(test)]
    pub(crate) fn unconnected() -> Self {
        let pase = lettre::Address::new("cavi", "pase.com.mx").unwrap();
        let (from, public_url) = (Mailbox::new(None, pase), PublicUrl::default());
        Self { transport: None, from, public_url, turn: Mutex::new(()) }
    }

    /// What a mail says.
    pub(crate) fn letter(&self, mail: &mail::Model) -> Result<Letter, askama::Error> {
        letters::letter(mail.kind.0, &mail.facts.0, &self.public_url.tramite(&mail.rebill_id.0))
    }

    /// While it is held, nothing is handed over.
    pub(crate) async fn quiet(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Removes the mails in the folder, if it is one that they go to; other files stay.
    pub(crate) async fn empty_folder(&self) -> std::io::Result<()> {
        match &self.transport {
            Some(Transport::Folder(folder)) => folder.empty().await,
            Some(Transport::Smtp(_)) | None => Ok(()),
        }
    }
}
