//! A sandbox's database: which one it is, the demo data, and the reset.

use chrono::Utc;
use thiserror::Error;

use super::clock::BEGINNING;
use super::{Sandbox, seed};
use crate::app::App;
use crate::store::sandbox::clock::{offset, put_offset};
use crate::store::sandbox::reset::clear;
use crate::store::{StoreError, accounts};
use crate::use_cases::failure::{Failure, Outcome};

/// Why a database cannot be opened with, or without, `--sandbox`.
#[derive(Debug, Error)]
pub(crate) enum WrongDatabase {
    /// It contains customers, but not those of a sandbox.
    #[error("this database holds real customers: it cannot be opened with --sandbox")]
    Real,
    /// It contains the demo accounts, whose password everybody knows.
    #[error("this database is a sandbox's: it cannot be opened without --sandbox")]
    Sandbox,
    /// It cannot be read.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for WrongDatabase {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// Checks that the database fits `--sandbox`. In a sandbox, it sets the clock and adds the demo
/// data the first time.
pub(crate) async fn open(app: &App, sandbox: Option<&Sandbox>) -> Result<(), WrongDatabase> {
    match (offset(app.store.reader()).await?, sandbox) {
        (Some(offset), Some(_)) => app.clock.set_offset(offset),
        (None, Some(sandbox)) => {
            if accounts::any_exists(app.store.reader()).await? {
                return Err(WrongDatabase::Real);
            }
            reset(app, sandbox).await?;
        }
        (Some(_), None) => return Err(WrongDatabase::Sandbox),
        (None, None) => {}
    }
    Ok(())
}

/// Deletes everything, including sessions, throttling and mails, sets the clock back and adds the
/// demo data again.
pub(crate) async fn reset(app: &App, sandbox: &Sandbox) -> Outcome<()> {
    let password = seed::password_hash().await?;
    let world = seed::world(&password)?;
    let offset = (BEGINNING - Utc::now()).num_milliseconds();
    let _send_lock = app.mail.pause_sending().await;
    let transaction = app.store.begin().await?;
    clear(&transaction).await?;
    world.insert_all(&transaction).await?;
    put_offset(&transaction, offset).await?;
    transaction.commit().await?;
    app.clock.set_offset(offset);
    app.mail.empty_folder().await.map_err(|error| {
        tracing::error!(error = %error, "a file of the mails' folder stays");
        Failure::Internal("the folder of mails cannot be emptied")
    })?;
    sandbox.pac.refuse_receivers(None);
    Ok(())
}
