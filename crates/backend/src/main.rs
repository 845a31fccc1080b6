//! The binary: reads its settings, listens, prints its address, and serves until SIGTERM or SIGINT.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use pase_backend::{Backend, Settings, StartError};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Settings::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "pase-backend: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(mut settings: Settings) -> Result<(), StartError> {
    let cannot_listen = |error| StartError::Listen(settings.listen, error);
    // Listening comes first, so that a port that is in use is noticed before a database is opened.
    let listener = TcpListener::bind(settings.listen).await.map_err(cannot_listen)?;
    let address = listener.local_addr().map_err(cannot_listen)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(StartError::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(StartError::Signals)?;
    if settings.sandbox {
        settings.mail.set_default_public_url(address);
    }
    let backend = Backend::open(&settings).await?;
    // The only line on standard output, for the process that started this one and waits for it.
    let mut output = std::io::stdout();
    writeln!(output, "listening on http://{address}")
        .and_then(|()| output.flush())
        .map_err(StartError::Output)?;
    let until = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    backend.serve(listener, until).await.map_err(cannot_listen)
}
