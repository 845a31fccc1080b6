//! The log: on standard error, one event per line. No event contains personal data: routes are
//! logged as templates, and a customer at most as an account's random id.

use std::io::IsTerminal;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::settings::LogFormat;

/// Starts the log. If the program already has one, that one stays.
pub(crate) fn start(format: LogFormat) {
    // The database's own events would contain SQL statements.
    let ours = Targets::new().with_target("pase_backend", LevelFilter::INFO).with_default(LevelFilter::WARN);
    // A file or a pipe gets no escape sequences.
    let colours = std::io::stderr().is_terminal();
    let started = match format {
        LogFormat::Compact => {
            let lines =
                fmt::layer().compact().with_target(false).with_ansi(colours).with_writer(std::io::stderr);
            tracing_subscriber::registry().with(ours).with(lines).try_init()
        }
        LogFormat::Json => {
            let lines = fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
            tracing_subscriber::registry().with(ours).with(lines).try_init()
        }
    };
    // An error means that a log was started before, as in tests.
    drop(started);
}
