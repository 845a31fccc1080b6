//! The program as a whole: opening it, serving requests, and shutting it down.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use cfdi::{Csd, CsdError};
use mx_fiscal::CancellationPolicy;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{App, Configuration};
use crate::gateways::Gateways;
use crate::jobs::{mail_sender, worker};
use crate::kernel::clock::Clock;
use crate::mail::{Mail, MailSettingError, folder_beside};
use crate::sandbox::{self, Sandbox};
use crate::settings::{CsdSettingError, Settings};
use crate::store::Store;
use crate::use_cases::documents::Printer;
use crate::{http, logging};

/// How long requests in progress may take once the program has been told to stop.
const DRAIN_LIMIT: Duration = Duration::from_secs(10);

/// The backend on its open database, not serving yet.
pub struct Backend {
    app: Arc<App>,
    mode: Mode,
    static_dir: Option<PathBuf>,
}

/// Why the program did not start or could not go on serving.
#[derive(Debug, Error)]
pub enum StartError {
    /// The database cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Database(String),
    /// A sandbox was started on a real database, or the reverse, or the database could not be read
    /// to tell which kind it is.
    #[error("{0}")]
    WrongDatabase(String),
    /// Listening failed, at the start or while serving.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The signals that end the program cannot be received.
    #[error("signals cannot be received: {0}")]
    Signals(std::io::Error),
    /// The line that says where the program listens cannot be written.
    #[error("the address cannot be written to the standard output: {0}")]
    Output(std::io::Error),
    /// There is no CSD to seal documents with.
    #[error(transparent)]
    Csd(#[from] CsdSettingError),
    /// The mail settings cannot be used.
    #[error(transparent)]
    Mail(#[from] MailSettingError),
    /// Something in the program itself failed.
    #[error("{0}")]
    Internal(String),
}

/// Whether the program works for real customers. Decided here, once: every other part gets what
/// follows from it, and does not ask.
enum Mode {
    Live(Gateways),
    Sandbox(Box<Sandbox>),
}

impl Mode {
    /// With the issuer's CSD the program is live and asks these gateways; without one it is a
    /// sandbox, which has its own CSD and its own gateways.
    fn new(
        csd: Option<Csd>,
        live: Gateways,
        store: &Store,
        clock: &Clock,
        policy: CancellationPolicy,
    ) -> Result<(Self, Csd), CsdError> {
        match csd {
            Some(csd) => Ok((Self::Live(live), csd)),
            None => {
                let csd = sandbox::csd::issuer()?;
                let sandbox = Sandbox::new(store, clock, policy, &csd)?;
                Ok((Self::Sandbox(Box::new(sandbox)), csd))
            }
        }
    }

    fn sandbox(&self) -> Option<&Sandbox> {
        match self {
            Self::Live(_) => None,
            Self::Sandbox(sandbox) => Some(sandbox),
        }
    }

    fn gateways(&self) -> Gateways {
        match self {
            Self::Live(gateways) => gateways.clone(),
            Self::Sandbox(sandbox) => sandbox.gateways(),
        }
    }
}

impl Backend {
    /// Opens the backend with no PAC connected, as [`open_with`](Self::open_with) does.
    ///
    /// # Errors
    /// As [`open_with`](Self::open_with).
    pub async fn open(settings: &Settings) -> Result<Self, StartError> {
        Self::open_with(settings, Gateways::unconnected()).await
    }

    /// Starts the log and opens the database: creates it if it is missing, migrates it and, in a
    /// new sandbox, adds the demo data. Outside the sandbox the program asks these gateways.
    ///
    /// # Errors
    /// [`StartError`] if the database cannot be opened or does not fit `--sandbox`, or if the CSD
    /// or the mail settings cannot be used.
    pub async fn open_with(settings: &Settings, live: Gateways) -> Result<Self, StartError> {
        logging::start(settings.log_format);
        let csd = settings.csd()?;
        let mail_folder = settings.sandbox.then(|| folder_beside(&settings.database));
        let mail = Mail::new(&settings.mail, mail_folder)?;
        let store =
            Store::open(&settings.database).await.map_err(|error| StartError::Database(error.to_string()))?;
        let printer = Printer::new().map_err(|error| StartError::Internal(error.to_string()))?;
        let (clock, policy) = (Clock::default(), settings.policy());
        let internal = |error: CsdError| StartError::Internal(error.to_string());
        let (mode, csd) = Mode::new(csd, live, &store, &clock, policy).map_err(internal)?;
        let configuration = Configuration {
            policy,
            answer_limit: settings.answer_limit.to_std().unwrap_or_default(),
            is_served_over_tls: matches!(mode, Mode::Live(_)),
            behind_proxy: settings.behind_proxy,
            allowed_origins: settings.allowed_origins.clone(),
            gateways: mode.gateways(),
            csd,
            mail,
        };
        let app = App::new(store, clock, printer, configuration);
        let opened = sandbox::open(&app, mode.sandbox()).await;
        opened.map_err(|error| StartError::WrongDatabase(error.to_string()))?;
        app.passwords.prepare().await.map_err(|error| StartError::Internal(error.to_string()))?;
        Ok(Self { app: Arc::new(app), mode, static_dir: settings.static_dir.clone() })
    }

    /// The routes of everything that is served.
    pub fn router(&self) -> Router {
        let extra = self.mode.sandbox().cloned().map(sandbox::routes);
        http::router(Arc::clone(&self.app), self.static_dir.as_deref(), extra)
    }

    /// Starts the two background tasks: one drives trámites, the other sends mails.
    pub fn start_worker(&self) -> Worker {
        let (stop, stopped) = watch::channel(false);
        let driving = tokio::spawn(worker::run(Arc::clone(&self.app), stopped.clone()));
        let sending = tokio::spawn(mail_sender::run(Arc::clone(&self.app), stopped));
        Worker { stop, tasks: [driving, sending] }
    }

    /// Serves requests and drives trámites until `until` resolves. Then it finishes the requests
    /// and steps in progress and closes the database.
    ///
    /// # Errors
    /// If the listener fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        until: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let worker = self.start_worker();
        let (drain, mut draining) = watch::channel(false);
        let service = self.router().into_make_service_with_connect_info::<SocketAddr>();
        let server = axum::serve(listener, service).with_graceful_shutdown(async move {
            until.await;
            tracing::info!("draining");
            // An error means that nobody receives it: the server has already ended by itself.
            let _ = drain.send(true);
        });
        let too_late = async move {
            while !*draining.borrow() {
                if draining.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
            tokio::time::sleep(DRAIN_LIMIT).await;
        };
        let served = tokio::select! {
            served = server => served,
            () = too_late => {
                tracing::warn!("some requests took too long to be drained");
                Ok(())
            }
        };
        worker.stop().await;
        if let Err(error) = self.app.store.clone().close().await {
            tracing::warn!(error = %error, "the database was not closed");
        }
        served
    }
}

/// The running background tasks of a [`Backend`].
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    /// One task drives trámites, the other sends mails.
    tasks: [JoinHandle<()>; 2],
}

impl Worker {
    /// Lets the tasks finish the steps and the mail in progress, without starting others, and waits
    /// until both have ended.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            if task.await.is_err() {
                tracing::error!("a background task panicked");
            }
        }
    }
}
