//! The program as a whole: opened, served, drained.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{App, Configuration};
use crate::documents::Printer;
use crate::mail::{self, Mail, MailSetting};
use crate::settings::{CsdSetting, Settings};
use crate::store::Store;
use crate::{http, logging, sandbox, worker};

/// How long requests that are being answered may take once the program is to end.
const DRAIN_LIMIT: Duration = Duration::from_secs(10);

/// The backend on its database, not served yet.
pub struct Backend {
    app: Arc<App>,
    static_dir: Option<PathBuf>,
}

/// Why the program did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The database cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Database(String),
    /// The database is of the other kind: a sandbox's or a real one.
    #[error("{0}")]
    WrongDatabase(String),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// There is nothing to seal documents with.
    #[error(transparent)]
    Csd(#[from] CsdSetting),
    /// Mails cannot go out as they were told to.
    #[error(transparent)]
    Mail(#[from] MailSetting),
    /// The program itself failed.
    #[error("{0}")]
    Broken(String),
}

impl Backend {
    /// Starts the log and opens the database, made and migrated if need be, in a sandbox with the demo data.
    ///
    /// # Errors
    /// [`StartError`] when the database cannot be opened or is of the other kind.
    pub async fn open(settings: &Settings) -> Result<Self, StartError> {
        logging::start(settings.log_format);
        let csd = settings.csd()?;
        let mail = Mail::new(&settings.mail, settings.sandbox, &settings.database)?;
        let store =
            Store::open(&settings.database).await.map_err(|error| StartError::Database(error.to_string()))?;
        let printer = Printer::new().map_err(|error| StartError::Broken(error.to_string()))?;
        let configuration = Configuration {
            policy: settings.policy(),
            answer_limit: settings.answer_limit.to_std().unwrap_or_default(),
            behind_proxy: settings.behind_proxy,
            allowed_origins: settings.allowed_origins.clone(),
            csd,
            mail,
        };
        let app = App::new(store, printer, configuration);
        let app = app.map_err(|error| StartError::Broken(error.to_string()))?;
        sandbox::open(&app).await.map_err(|error| StartError::WrongDatabase(error.to_string()))?;
        app.passwords.prepare().await.map_err(|error| StartError::Broken(error.to_string()))?;
        Ok(Self { app: Arc::new(app), static_dir: settings.static_dir.clone() })
    }

    /// Everything that is served.
    pub fn router(&self) -> Router {
        http::router(Arc::clone(&self.app), self.static_dir.as_deref())
    }

    /// Starts to drive trámites and to send what customers are told of them.
    pub fn start_worker(&self) -> Worker {
        let (stop, stopped) = watch::channel(false);
        let driving = tokio::spawn(worker::run(Arc::clone(&self.app), stopped.clone()));
        let sending = tokio::spawn(mail::sender::run(Arc::clone(&self.app), stopped));
        Worker { stop, tasks: [driving, sending] }
    }

    /// Serves and drives trámites until `until`; then answers what was begun, finishes the step that was begun, and closes
    /// the database.
    ///
    /// # Errors
    /// When the listener fails.
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
            // Nobody listening means that the server has ended by itself.
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

/// The worker of a [`Backend`], working.
#[derive(Debug)]
pub struct Worker {
    stop: watch::Sender<bool>,
    /// One drives, one sends.
    tasks: [JoinHandle<()>; 2],
}

impl Worker {
    /// Lets it finish the step and the mail that it has begun, and no others.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            if task.await.is_err() {
                tracing::error!("the worker had ended by a panic");
            }
        }
    }
}
