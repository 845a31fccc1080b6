//! The mail settings of the command line and the environment.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use axum::http::Uri;
use clap::Args;
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use pase_contract::RebillId;
use thiserror::Error;

use super::transport::{Folder, Transport, smtp};

/// How mails are sent.
#[derive(Clone, Debug, Args)]
pub struct MailSettings {
    /// The mail server: smtps://user@host:465, or smtp://user@host:587?tls=required; without TLS
    /// only on this machine
    #[arg(
        long,
        env = "PASE_SMTP_URL",
        hide_env_values = true,
        value_name = "URL",
        conflicts_with = "mail_dir"
    )]
    pub smtp_url: Option<SmtpUrl>,

    /// A file with the password of the user that --smtp-url names
    #[arg(long, env = "PASE_SMTP_PASSWORD_FILE", value_name = "FILE", requires = "smtp_url")]
    pub smtp_password_file: Option<PathBuf>,

    /// A folder that mails are written to instead of being sent; with --sandbox, defaults to one
    /// beside the database
    #[arg(long, env = "PASE_MAIL_DIR", value_name = "FOLDER")]
    pub mail_dir: Option<PathBuf>,

    /// The sender of mails
    #[arg(long, env = "PASE_MAIL_FROM", default_value = "PASE <cavi@pase.com.mx>", value_name = "MAILBOX")]
    pub mail_from: Mailbox,

    /// The site that the links in mails lead to: scheme and host, without a path; with --sandbox,
    /// defaults to the address that the server listens on
    #[arg(long, env = "PASE_PUBLIC_URL", value_name = "ORIGIN")]
    pub public_url: Option<PublicUrl>,
}

/// Why mails cannot be sent as the settings say.
#[derive(Debug, Error)]
pub enum MailSettingError {
    /// Mails are sent, but nothing says where their links lead.
    #[error("mails go out, but --public-url does not say where their links lead")]
    MissingPublicUrl,
    /// The mail server's address or its password cannot be used.
    #[error(transparent)]
    SmtpUrl(#[from] InvalidSmtpUrl),
    /// The password's file cannot be read, or is not text.
    #[error("the mail server's password cannot be read: {0}")]
    Password(#[from] std::io::Error),
}

impl MailSettings {
    /// Sets the address that links lead to, unless it is already set. In a sandbox this is the
    /// address that the server listens on.
    pub fn set_default_public_url(&mut self, address: SocketAddr) {
        self.public_url.get_or_insert_with(|| PublicUrl(format!("http://{address}")));
    }

    /// The transport that was set, or else this folder; `None` if there is neither.
    pub(super) fn transport(&self, folder: Option<PathBuf>) -> Result<Option<Transport>, MailSettingError> {
        let transport = match (&self.smtp_url, &self.mail_dir) {
            (Some(url), _) => Some(Transport::Smtp(url.server(self.smtp_password()?.as_deref())?)),
            (None, Some(folder)) => Some(Transport::Folder(Folder::new(folder.clone()))),
            (None, None) => folder.map(|folder| Transport::Folder(Folder::new(folder))),
        };
        if transport.is_some() && self.public_url.is_none() {
            return Err(MailSettingError::MissingPublicUrl);
        }
        Ok(transport)
    }
}

impl MailSettings {
    fn smtp_password(&self) -> std::io::Result<Option<String>> {
        let password = self.smtp_password_file.as_ref().map(std::fs::read_to_string).transpose()?;
        Ok(password.map(|password| password.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

/// `portal.mail` beside `portal.sqlite`.
pub(crate) fn folder_beside(database: &str) -> PathBuf {
    let file = database.strip_prefix("sqlite:").unwrap_or(database);
    let file = file.strip_prefix("//").unwrap_or(file);
    let (file, _) = file.split_once('?').unwrap_or((file, ""));
    Path::new(file).with_extension("mail")
}

/// A mail server's address. It may contain a password, so it is never shown. For the same reason a
/// malformed address is not an error of the command line, which would quote it.
#[derive(Clone)]
pub struct SmtpUrl(String);

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(…)")
    }
}

/// Why a mail server's address or password cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidSmtpUrl {
    /// The address is malformed.
    #[error("an address of a mail server is smtps://… or smtp://…?tls=required")]
    Form,
    /// Customers' data would be sent unencrypted.
    #[error("a mail server on another machine must be reached by TLS: smtps://… or smtp://…?tls=required")]
    NotEncrypted,
    /// A password is set, but no user.
    #[error("a mail server's password is set, but its address names no user")]
    NoUser,
    /// A password is set twice: in the address and in a file.
    #[error("a mail server's password stands in its address and in a file")]
    TwoPasswords,
}

impl From<String> for SmtpUrl {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl SmtpUrl {
    /// The server, if it can be reached without exposing customers' data. `password` is for an
    /// address that contains none.
    fn server(&self, password: Option<&str>) -> Result<AsyncSmtpTransport<Tokio1Executor>, InvalidSmtpUrl> {
        let uri: Uri = self.0.parse().map_err(|_| InvalidSmtpUrl::Form)?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or(InvalidSmtpUrl::Form)?;
        let required = uri.query().is_some_and(|query| query.split('&').any(|part| part == "tls=required"));
        match uri.scheme_str() {
            Some("smtps") => {}
            Some("smtp") if required || is_this_machine(host) => {}
            Some("smtp") => return Err(InvalidSmtpUrl::NotEncrypted),
            _ => return Err(InvalidSmtpUrl::Form),
        }
        let user =
            uri.authority().and_then(|authority| authority.as_str().rsplit_once('@')).map(|(user, _)| user);
        let url = match (user, password) {
            (_, None) => self.0.clone(),
            (None | Some(""), Some(_)) => return Err(InvalidSmtpUrl::NoUser),
            (Some(user), Some(_)) if user.contains(':') => return Err(InvalidSmtpUrl::TwoPasswords),
            (Some(user), Some(password)) => {
                let encoded: String = password.bytes().map(|byte| format!("%{byte:02X}")).collect();
                self.0.replacen(&format!("{user}@"), &format!("{user}:{encoded}@"), 1)
            }
        };
        smtp(&url).map_err(|_| InvalidSmtpUrl::Form)
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// The origin of the portal's site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

/// The error for a text that is not an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a site is https://host or http://host, without a path")]
pub struct InvalidPublicUrl;

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, InvalidPublicUrl> {
        let uri: Uri = text.parse().map_err(|_| InvalidPublicUrl)?;
        let bare = matches!(uri.path(), "" | "/") && uri.query().is_none();
        match (uri.scheme_str(), uri.authority()) {
            (Some(scheme @ ("http" | "https")), Some(authority))
                if bare && !authority.as_str().contains('@') =>
            {
                Ok(Self(format!("{scheme}://{authority}")))
            }
            _ => Err(InvalidPublicUrl),
        }
    }
}

impl Default for PublicUrl {
    /// A placeholder for a program that sends no mails, so that nobody ever follows it.
    fn default() -> Self {
        Self("http://localhost".to_owned())
    }
}

impl PublicUrl {
    /// The address of a trámite's page in the portal.
    pub(super) fn tramite(&self, id: &RebillId) -> String {
        format!("{}/up/tramites/{id}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        mail: MailSettings,
    }

    fn settings(arguments: &[&str]) -> Result<MailSettings, clap::Error> {
        Line::try_parse_from(["test"].iter().chain(arguments)).map(|line| line.mail)
    }

    #[tokio::test]
    async fn customers_data_leave_this_machine_by_tls_alone() {
        for url in [
            "smtps://user:pass@mail.example",
            "smtp://mail.example:587?tls=required",
            "smtp://127.0.0.1:2525",
            "smtp://[::1]:25",
            "smtp://localhost",
        ] {
            assert!(SmtpUrl(url.to_owned()).server(None).is_ok(), "{url}");
        }
        for url in
            ["smtp://mail.example", "smtp://mail.example?tls=opportunistic", "smtp://127.0.0.1.example"]
        {
            assert_eq!(
                SmtpUrl(url.to_owned()).server(None).unwrap_err(),
                InvalidSmtpUrl::NotEncrypted,
                "{url}"
            );
        }
        for url in ["", "mail.example", "https://mail.example", "smtps://"] {
            assert_eq!(SmtpUrl(url.to_owned()).server(None).unwrap_err(), InvalidSmtpUrl::Form, "{url}");
        }
    }

    #[test]
    fn a_password_is_shown_to_nobody() {
        let settings = settings(&["--smtp-url", "smtps://user:secret@mail.example"]).unwrap();
        assert!(!format!("{settings:?}").contains("secret"));
        let wrong = self::settings(&["--smtp-url", "smtp://user:secret@mail.example"]).unwrap();
        let error = wrong.transport(None).unwrap_err();
        assert!(matches!(error, MailSettingError::SmtpUrl(_)) && !error.to_string().contains("secret"));
    }

    #[tokio::test]
    async fn a_password_in_a_file_is_of_the_user_in_the_address_and_the_only_one() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "s3cret word\n").unwrap();
        let file = file.path().to_str().unwrap();
        let transport = |url: &str, file: &str| {
            let all =
                ["--smtp-url", url, "--smtp-password-file", file, "--public-url", "https://pase.example"];
            settings(&all).unwrap().transport(None)
        };
        assert!(transport("smtps://pase@mail.example", file).is_ok());
        for (url, wrong) in [
            ("smtps://mail.example", InvalidSmtpUrl::NoUser),
            ("smtps://pase:other@mail.example", InvalidSmtpUrl::TwoPasswords),
        ] {
            let error = transport(url, file).unwrap_err();
            assert!(
                matches!(error, MailSettingError::SmtpUrl(invalid) if invalid == wrong),
                "{url}: {error}"
            );
        }
        assert!(matches!(
            transport("smtps://pase@mail.example", "nowhere"),
            Err(MailSettingError::Password(_))
        ));
        assert!(settings(&["--smtp-password-file", file]).is_err(), "of which server?");
    }

    #[test]
    fn a_site_has_no_path() {
        let site = |text: &str| text.parse::<PublicUrl>().map(|site| site.tramite(&"r1".parse().unwrap()));
        assert_eq!(site("https://www.pase.com.mx/").unwrap(), "https://www.pase.com.mx/up/tramites/r1");
        assert_eq!(site("http://[::1]:8080").unwrap(), "http://[::1]:8080/up/tramites/r1");
        for text in [
            "www.pase.com.mx",
            "https://pase.mx/up",
            "ftp://pase.mx",
            "https://a@pase.mx",
            "/",
            "https://pase.mx?x",
        ] {
            assert_eq!(site(text), Err(InvalidPublicUrl), "{text}");
        }
    }

    #[tokio::test]
    async fn a_sandbox_has_a_folder_beside_its_database_and_others_have_what_they_are_told() {
        for (database, folder) in [
            ("sqlite:///var/lib/pase/portal.sqlite", "/var/lib/pase/portal.mail"),
            ("sqlite:pase.sqlite", "pase.mail"),
            ("sqlite://pase.sqlite?mode=rwc", "pase.mail"),
        ] {
            assert_eq!(folder_beside(database), Path::new(folder), "{database}");
        }
        let site = ["--public-url", "https://www.pase.com.mx"];
        let none = settings(&site).unwrap();
        assert!(none.transport(None).unwrap().is_none());
        assert!(matches!(none.transport(Some("pase.mail".into())), Ok(Some(Transport::Folder(_)))));
        let server = settings(&[&site[..], &["--smtp-url", "smtps://mail.example"]].concat()).unwrap();
        for folder in [Some("pase.mail".into()), None] {
            assert!(matches!(server.transport(folder), Ok(Some(Transport::Smtp(_)))));
        }
        assert!(settings(&["--smtp-url", "smtps://mail.example", "--mail-dir", "x"]).is_err());
        let nowhere = settings(&["--mail-dir", "x"]).unwrap();
        assert!(matches!(nowhere.transport(None), Err(MailSettingError::MissingPublicUrl)));
    }
}
