//! Mail: what a customer is told without asking.
//!
//! A use case writes a mail into the outbox (`store::mails`) in the transaction that is its reason,
//! so that both exist or neither does. What the mail says is stored with it (`content`); `letter`
//! and the templates turn it into text and HTML. `jobs::mail_sender` hands the mail over through a
//! `transport` (a folder or SMTP) and marks it afterwards. What happens if the program ends between
//! these two is described in `docs/decisions/0024-mail-from-an-outbox.md`.

pub(crate) mod content;
mod letter;
pub(crate) mod message;
mod settings;
pub(crate) mod tramite;
pub(crate) mod transport;

use std::path::PathBuf;

use lettre::message::Mailbox;
use tokio::sync::{Mutex, MutexGuard};

use self::content::MailContent;
pub(crate) use self::letter::Letter;
use self::settings::PublicUrl;
pub(crate) use self::settings::folder_beside;
pub use self::settings::{MailSettingError, MailSettings};
use self::transport::Transport;

/// How mails are sent: by which transport, from which address, and where their links lead.
#[derive(Debug)]
pub(crate) struct Mail {
    /// `None` if no transport is set. Mails then wait in the outbox.
    pub(crate) transport: Option<Transport>,
    pub(crate) from: Mailbox,
    public_url: PublicUrl,
    /// Held while a mail is handed over, and while the outbox and the folder are emptied: the two
    /// must not overlap.
    send_lock: Mutex<()>,
}

impl Mail {
    /// Mail as the settings describe it. Without a transport in the settings, mails go into this
    /// folder, if there is one.
    ///
    /// # Errors
    /// [`MailSettingError`] if there is a transport that cannot be used.
    pub(crate) fn new(settings: &MailSettings, folder: Option<PathBuf>) -> Result<Self, MailSettingError> {
        Ok(Self {
            transport: settings.transport(folder)?,
            from: settings.mail_from.clone(),
            public_url: settings.public_url.clone().unwrap_or_default(),
            send_lock: Mutex::new(()),
        })
    }

    /// Mail without a transport.
    #[cfg(test)]
    pub(crate) fn unconnected() -> Self {
        let pase = lettre::Address::new("cavi", "pase.com.mx").unwrap();
        let (from, public_url) = (Mailbox::new(None, pase), PublicUrl::default());
        Self { transport: None, from, public_url, send_lock: Mutex::new(()) }
    }

    /// The letter of a mail to a customer with this name.
    pub(crate) fn letter(&self, content: &MailContent, name: &str) -> Result<Letter, askama::Error> {
        content.letter(name, &self.public_url)
    }

    /// While the guard is held, no mail is handed over.
    pub(crate) async fn pause_sending(&self) -> MutexGuard<'_, ()> {
        self.send_lock.lock().await
    }

    /// Removes the mails from the folder, if mails go to one. Other files stay.
    pub(crate) async fn empty_folder(&self) -> std::io::Result<()> {
        match &self.transport {
            Some(Transport::Folder(folder)) => folder.empty().await,
            Some(Transport::Smtp(_)) | None => Ok(()),
        }
    }
}
