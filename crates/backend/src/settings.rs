//! What the command line and the environment say.

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::TimeDelta;
use clap::{Parser, ValueEnum};
use mx_fiscal::{CancellationPolicy, LastDate, Money, PersonKind, Term, Threshold};

use crate::iso_duration::{IsoDuration, NoDuration};

/// The reference backend of PASE's re-billing portal.
#[derive(Clone, Debug, Parser)]
#[command(name = "pase-backend", version)]
pub struct Settings {
    /// Where to listen; port 0 takes a free one
    #[arg(long, env = "PASE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The database
    #[arg(long, env = "PASE_DATABASE", default_value = "sqlite:pase.sqlite")]
    pub database: String,

    /// The portal's built files, served under /up/; without it only the API is served
    #[arg(long, env = "PASE_STATIC_DIR")]
    pub static_dir: Option<PathBuf>,

    /// Serve the demo data, with a clock that can be moved and a page that stands for the buzón tributario
    #[arg(long, env = "PASE_SANDBOX")]
    pub sandbox: bool,

    /// A proxy stands before this server and appends the client's address to X-Forwarded-For
    #[arg(long, env = "PASE_BEHIND_PROXY")]
    pub behind_proxy: bool,

    /// From this total on, inclusive, the receiver must accept a cancellation
    #[arg(long, env = "PASE_ACCEPTANCE_THRESHOLD", default_value = "1000.00", value_name = "MXN")]
    pub acceptance_threshold: Money,

    /// How long a receiver is asked to take for it (ISO 8601)
    #[arg(long, env = "PASE_ACCEPTANCE_WINDOW", default_value = "PT24H", value_name = "DURATION", value_parser = duration)]
    pub acceptance_window: TimeDelta,

    /// Within how long of the cancellation the corrected document is available (ISO 8601)
    #[arg(long, env = "PASE_ISSUANCE_WINDOW", default_value = "PT24H", value_name = "DURATION", value_parser = duration)]
    pub issuance_window: TimeDelta,

    /// Refuse to re-bill after the month of the annual return of an issuer of this kind; without it no invoice has a last date
    #[arg(long, env = "PASE_LAST_DATE", value_enum, value_name = "ISSUER")]
    pub last_date: Option<IssuerKind>,

    /// How the log on standard error is written
    #[arg(long, env = "PASE_LOG_FORMAT", value_enum, default_value = "compact")]
    pub log_format: LogFormat,
}

/// How a log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line an event, for people.
    Compact,
    /// A JSON object an event, for machines.
    Json,
}

/// Who issues the invoices: the month of the annual return hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum IssuerKind {
    /// Persona moral: to 31 March of the next year.
    Moral,
    /// Persona física: to 30 April of the next year.
    Fisica,
}

impl Settings {
    /// The rules of a cancellation.
    pub(crate) fn policy(&self) -> CancellationPolicy {
        CancellationPolicy {
            acceptance_threshold: Threshold::AtOrAbove(self.acceptance_threshold),
            acceptance_window: Term::Elapsed(self.acceptance_window),
            issuance_window: Term::Elapsed(self.issuance_window),
            last_date: match self.last_date {
                None => LastDate::Open,
                Some(IssuerKind::Moral) => LastDate::AnnualReturnOf(PersonKind::Moral),
                Some(IssuerKind::Fisica) => LastDate::AnnualReturnOf(PersonKind::Fisica),
            },
            ..CancellationPolicy::default()
        }
    }
}

fn duration(text: &str) -> Result<TimeDelta, NoDuration> {
    text.parse::<IsoDuration>().map(|duration| duration.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_arguments_it_is_no_sandbox_and_the_rules_are_the_manuals() {
        let settings = Settings::try_parse_from(["pase-backend"]).unwrap();
        assert!(!settings.sandbox);
        assert_eq!(settings.policy(), CancellationPolicy::default());
    }

    #[test]
    fn the_rules_are_settings() {
        let arguments =
            ["--acceptance-threshold", "5000.00", "--acceptance-window", "P3D", "--last-date", "moral"];
        let policy = Settings::try_parse_from(["pase-backend"].iter().chain(&arguments)).unwrap().policy();
        assert_eq!(policy.acceptance_threshold, Threshold::AtOrAbove("5000.00".parse().unwrap()));
        assert_eq!(policy.acceptance_window, Term::Elapsed(TimeDelta::days(3)));
        assert_eq!(policy.last_date, LastDate::AnnualReturnOf(PersonKind::Moral));
        assert!(Settings::try_parse_from(["pase-backend", "--issuance-window", "24"]).is_err());
    }
}
