//! The settings of the command line and the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use cfdi::{Csd, CsdError};
use chrono::TimeDelta;
use clap::{Parser, ValueEnum};
use mx_fiscal::{CancellationPolicy, LastDate, Money, PersonKind, Threshold, TimeLimit};
use thiserror::Error;

use crate::domain::issuer;
use crate::kernel::allowed_origin::AllowedOrigin;
use crate::kernel::iso_duration::{InvalidDuration, IsoDuration};
use crate::mail::MailSettings;

/// The reference backend of PASE's re-billing portal.
#[derive(Clone, Debug, Parser)]
#[command(name = "pase-backend", version)]
pub struct Settings {
    /// The address to listen on; port 0 takes a free one
    #[arg(long, env = "PASE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The URL of the database
    #[arg(long, env = "PASE_DATABASE", default_value = "sqlite:pase.sqlite")]
    pub database: String,

    /// The folder of the portal's built files, served under /up/; without it only the API is served
    #[arg(long, env = "PASE_STATIC_DIR")]
    pub static_dir: Option<PathBuf>,

    /// Serve the demo data, with a clock that can be moved and a page that stands in for the buzón
    /// tributario
    #[arg(long, env = "PASE_SANDBOX")]
    pub sandbox: bool,

    /// A proxy in front of this server appends the client's address to X-Forwarded-For and sets
    /// X-Forwarded-Proto
    #[arg(long, env = "PASE_BEHIND_PROXY")]
    pub behind_proxy: bool,

    /// Let pages of this origin use the API and the portal's files, which a page needs if it embeds
    /// the portal and is served from another host of the same site; repeat the option for more
    /// origins, or separate them by commas in the environment
    #[arg(long = "allow-origin", env = "PASE_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub allowed_origins: Vec<AllowedOrigin>,

    /// From this total on, inclusive, the receiver must accept a cancellation
    #[arg(long, env = "PASE_ACCEPTANCE_THRESHOLD", default_value = "1000.00", value_name = "MXN")]
    pub acceptance_threshold: Money,

    /// How long the receiver has to accept it (ISO 8601)
    #[arg(long, env = "PASE_ACCEPTANCE_WINDOW", default_value = "PT24H", value_name = "DURATION", value_parser = duration)]
    pub acceptance_window: TimeDelta,

    /// How long after the cancellation the corrected document is available at the latest (ISO 8601)
    #[arg(long, env = "PASE_ISSUANCE_WINDOW", default_value = "PT24H", value_name = "DURATION", value_parser = duration)]
    pub issuance_window: TimeDelta,

    /// Refuse to re-bill after the month of the annual return of this kind of issuer; without it
    /// invoices have no last date
    #[arg(long, env = "PASE_LAST_DATE", value_enum, value_name = "ISSUER")]
    pub last_date: Option<IssuerKind>,

    /// The issuer's certificate (.cer), with which documents are sealed; required without --sandbox
    #[arg(
        long,
        env = "PASE_CSD_CERTIFICATE",
        value_name = "FILE",
        required_unless_present = "sandbox",
        conflicts_with = "sandbox"
    )]
    pub csd_certificate: Option<PathBuf>,

    /// The certificate's private key (.key); required without --sandbox
    #[arg(
        long,
        env = "PASE_CSD_KEY",
        value_name = "FILE",
        required_unless_present = "sandbox",
        conflicts_with = "sandbox"
    )]
    pub csd_key: Option<PathBuf>,

    /// A file with the key's password; required without --sandbox
    #[arg(
        long,
        env = "PASE_CSD_PASSWORD_FILE",
        value_name = "FILE",
        required_unless_present = "sandbox",
        conflicts_with = "sandbox"
    )]
    pub csd_password_file: Option<PathBuf>,

    /// How long the PAC and the SAT may take for an answer (ISO 8601)
    #[arg(long, env = "PASE_ANSWER_LIMIT", default_value = "PT30S", value_name = "DURATION", value_parser = duration)]
    pub answer_limit: TimeDelta,

    /// How mails are sent
    #[command(flatten)]
    pub mail: MailSettings,

    /// The format of the log on standard error
    #[arg(long, env = "PASE_LOG_FORMAT", value_enum, default_value = "compact")]
    pub log_format: LogFormat,
}

/// The format of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One line per event, for people.
    Compact,
    /// One JSON object per event, for machines.
    Json,
}

/// The kind of issuer, which decides the month of the annual return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum IssuerKind {
    /// Persona moral: until 31 March of the next year.
    Moral,
    /// Persona física: until 30 April of the next year.
    Fisica,
}

impl Settings {
    /// The rules of a cancellation, as these settings have them.
    pub(crate) fn policy(&self) -> CancellationPolicy {
        CancellationPolicy {
            acceptance_threshold: Threshold::AtOrAbove(self.acceptance_threshold),
            acceptance_window: TimeLimit::Elapsed(self.acceptance_window),
            issuance_window: TimeLimit::Elapsed(self.issuance_window),
            last_date: match self.last_date {
                None => LastDate::Open,
                Some(IssuerKind::Moral) => LastDate::AnnualReturnOf(PersonKind::Moral),
                Some(IssuerKind::Fisica) => LastDate::AnnualReturnOf(PersonKind::Fisica),
            },
            ..CancellationPolicy::default()
        }
    }
}

impl Settings {
    /// The issuer's CSD; `None` in a sandbox, which has its own.
    ///
    /// # Errors
    /// [`CsdSettingError`] if there is no CSD of the issuer to seal with.
    pub(crate) fn csd(&self) -> Result<Option<Csd>, CsdSettingError> {
        if self.sandbox {
            return Ok(None);
        }
        let read = |file: &Option<PathBuf>, which| {
            let file = file.as_deref().ok_or(CsdSettingError::Missing(which))?;
            std::fs::read(file).map_err(|error| CsdSettingError::File(which, error))
        };
        let (certificate, key) = (read(&self.csd_certificate, "certificate")?, read(&self.csd_key, "key")?);
        let password = String::from_utf8(read(&self.csd_password_file, "password")?);
        let password = password.map_err(|_| CsdSettingError::Password)?;
        let csd = Csd::open(&certificate, &key, password.trim_end_matches(['\r', '\n']))?;
        if csd.certificate().rfc().as_str() != issuer::RFC {
            return Err(CsdSettingError::OtherIssuer);
        }
        Ok(Some(csd))
    }
}

/// Why there is no CSD to seal with. The portal must not start without one, because it could cancel
/// invoices and then not issue the corrected ones.
#[derive(Debug, Error)]
pub enum CsdSettingError {
    /// A file of the CSD is not set.
    #[error("the CSD's {0} is not set")]
    Missing(&'static str),
    /// A file of the CSD cannot be read.
    #[error("the CSD's {0} cannot be read: {1}")]
    File(&'static str, std::io::Error),
    /// The password is not UTF-8.
    #[error("the CSD's password is not UTF-8")]
    Password,
    /// The files are not a CSD.
    #[error(transparent)]
    Csd(#[from] CsdError),
    /// The CSD is not the issuer's.
    #[error("the CSD is of another RFC than the issuer's")]
    OtherIssuer,
}

fn duration(text: &str) -> Result<TimeDelta, InvalidDuration> {
    text.parse::<IsoDuration>().map(|duration| duration.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSD: [&str; 6] = ["--csd-certificate", "a", "--csd-key", "b", "--csd-password-file", "c"];

    #[test]
    fn outside_of_a_sandbox_it_needs_a_csd_and_in_one_it_takes_none() {
        let parse = |arguments: &[&str]| {
            Settings::try_parse_from(["pase-backend"].iter().chain(arguments))
                .map(|settings| settings.sandbox)
        };
        assert!(parse(&[]).is_err());
        assert!(parse(&CSD[..4]).is_err());
        assert!(!parse(&CSD).unwrap());
        assert!(parse(&["--sandbox"]).unwrap());
        assert!(parse(&[&["--sandbox"], &CSD[..]].concat()).is_err(), "its certificates are test material");
    }

    #[test]
    fn a_csd_is_the_issuers() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sandbox/csd/");
        let password = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(password.path(), "12345678a\n").unwrap();
        let opened = |name: &str| {
            let [certificate, key] = ["cer", "key"].map(|ending| format!("{folder}{name}.{ending}"));
            let password = password.path().to_str().unwrap();
            let arguments = ["pase-backend", "--csd-certificate", &certificate, "--csd-key", &key];
            let all = arguments.iter().copied().chain(["--csd-password-file", password]);
            Settings::try_parse_from(all).unwrap().csd()
        };
        assert!(opened("issuer").unwrap().is_some());
        assert!(matches!(opened("pac"), Err(CsdSettingError::OtherIssuer)));
        assert!(matches!(opened("nobody"), Err(CsdSettingError::File("certificate", _))));
    }

    #[test]
    fn without_arguments_it_is_no_sandbox_and_the_rules_are_the_manuals() {
        let settings = Settings::try_parse_from(["pase-backend"].iter().chain(&CSD)).unwrap();
        assert!(!settings.sandbox);
        assert_eq!(settings.policy(), CancellationPolicy::default());
    }

    #[test]
    fn other_origins_are_allowed_one_by_one() {
        let parse = |arguments: &[&str]| {
            let all = ["pase-backend", "--sandbox"].iter().chain(arguments);
            Settings::try_parse_from(all).map(|settings| settings.allowed_origins.len())
        };
        assert_eq!(parse(&[]).unwrap(), 0);
        let two = ["--allow-origin", "https://www.pase.mx", "--allow-origin", "https://cuenta.pase.mx"];
        assert_eq!(parse(&two).unwrap(), 2);
        assert!(parse(&["--allow-origin", "*"]).is_err());
    }

    #[test]
    fn the_rules_are_settings() {
        let arguments =
            ["--acceptance-threshold", "5000.00", "--acceptance-window", "P3D", "--last-date", "moral"];
        let policy = Settings::try_parse_from(["pase-backend", "--sandbox"].iter().chain(&arguments))
            .unwrap()
            .policy();
        assert_eq!(policy.acceptance_threshold, Threshold::AtOrAbove("5000.00".parse().unwrap()));
        assert_eq!(policy.acceptance_window, TimeLimit::Elapsed(TimeDelta::days(3)));
        assert_eq!(policy.last_date, LastDate::AnnualReturnOf(PersonKind::Moral));
        assert!(Settings::try_parse_from(["pase-backend", "--sandbox", "--issuance-window", "24"]).is_err());
    }
}
