//! The two ways to send mails: into a folder, and to a mail server by SMTP.

use std::error::Error as _;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use lettre::transport::smtp;
use lettre::transport::smtp::response::Code;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use thiserror::Error;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// The file extensions of a mail: complete, and while it is being written.
const EXTENSIONS: [&str; 2] = ["eml", "part"];
/// How long a mail server may take for each answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// A way to send mails.
#[derive(Debug)]
pub(crate) enum Transport {
    Folder(Folder),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// Why a mail was not taken. The texts contain nothing that a server has said, because servers
/// quote addresses.
#[derive(Debug, Error)]
pub(crate) enum TransportError {
    /// The server gave no answer about the mail, or an answer that is about this client. Every
    /// other mail would fare the same.
    #[error("it cannot be reached: {0}")]
    Unreachable(String),
    /// The server refused the mail, at least for now.
    #[error("it answered {0}")]
    Refused(Code),
}

impl Transport {
    /// Hands a mail over. If this succeeds, the server or the folder has the mail. If it fails, it
    /// may have it all the same.
    pub(crate) async fn hand_over(&self, id: Uuid, message: Message) -> Result<(), TransportError> {
        match self {
            Self::Folder(folder) => {
                let written = folder.write(id, &message.formatted()).await;
                written.map_err(|error| TransportError::Unreachable(error.to_string()))
            }
            Self::Smtp(server) => {
                server.send(message).await.map(drop).map_err(|error| transport_error(&error))
            }
        }
    }
}

/// The mail server at a URL that the settings have already checked.
pub(crate) fn smtp(url: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, smtp::Error> {
    let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?;
    Ok(server.timeout(Some(ANSWER_LIMIT)).build())
}

fn transport_error(error: &smtp::Error) -> TransportError {
    match error.status() {
        // RFC 5321, section 3.8: the server is shutting down.
        Some(code) if u16::from(code) == 421 => TransportError::Unreachable("it is closing".to_owned()),
        // RFC 4954, section 6: the server takes nothing from anybody who logs in as we do. The mail
        // is not the cause.
        Some(code) if matches!(u16::from(code), 454 | 530 | 534 | 535 | 538) => {
            TransportError::Unreachable(format!("it does not let us in: {code}"))
        }
        Some(code) => TransportError::Refused(code),
        None if error.is_response() || error.is_client() => {
            TransportError::Unreachable("it does not speak SMTP as we do".to_owned())
        }
        None => TransportError::Unreachable(
            error.source().map_or_else(|| "no connection".to_owned(), ToString::to_string),
        ),
    }
}

/// A folder in which each mail is a file named by the mail's id. The same mail again overwrites its
/// file.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Writes a mail so that its file is complete or not there, even after a power failure.
    async fn write(&self, id: Uuid, bytes: &[u8]) -> io::Result<()> {
        tokio::fs::create_dir_all(&self.path).await?;
        let [whole, part] = EXTENSIONS.map(|ending| self.path.join(format!("{id}.{ending}")));
        let mut file = tokio::fs::File::create(&part).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        tokio::fs::rename(&part, &whole).await?;
        tokio::fs::File::open(&self.path).await?.sync_all().await
    }

    /// Removes all mails and leaves all other files.
    pub(crate) async fn empty(&self) -> io::Result<()> {
        let mut files = match tokio::fs::read_dir(&self.path).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            files => files?,
        };
        while let Some(file) = files.next_entry().await? {
            let name = PathBuf::from(file.file_name());
            let ending = name.extension().is_some_and(|ending| EXTENSIONS.iter().any(|ours| ending == *ours));
            let stem = name.file_stem().and_then(|stem| stem.to_str());
            if ending && stem.is_some_and(|stem| stem.parse::<Uuid>().is_ok()) {
                tokio::fs::remove_file(file.path()).await?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &std::path::Path) -> Vec<String> {
        let files = std::fs::read_dir(path).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn a_repeat_is_the_same_file_and_emptying_leaves_what_is_no_mail() {
        let parent = tempfile::TempDir::new().unwrap();
        let folder = Folder::new(parent.path().join("mail"));
        folder.empty().await.unwrap();
        let id: Uuid = "5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60".parse().unwrap();
        folder.write(id, b"one").await.unwrap();
        folder.write(id, b"two").await.unwrap();
        assert_eq!(names(&folder.path), [format!("{id}.eml")]);
        assert_eq!(std::fs::read(folder.path.join(format!("{id}.eml"))).unwrap(), b"two");
        for other in ["notes.eml", "5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60.txt"] {
            std::fs::write(folder.path.join(other), "").unwrap();
        }
        std::fs::write(folder.path.join(format!("{id}.part")), "half").unwrap();
        folder.empty().await.unwrap();
        assert_eq!(names(&folder.path), ["5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60.txt", "notes.eml"]);
    }
}
