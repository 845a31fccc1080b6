//! The sandbox: demo data, a clock that can be moved, a PAC and a SAT that can be told to fail, and
//! a buzón tributario to answer in. It is always compiled in, but reachable only with `--sandbox`.
//! Nothing outside this folder knows that it exists, except the wiring (`backend.rs`) and its tables
//! (`store/sandbox`).

mod clock;
pub(crate) mod csd;
mod database;
mod faults;
mod pac;
mod padron;
mod pages;
#[cfg(test)]
mod promises;
mod seed;
mod tax_authority;

use std::sync::Arc;

use cfdi::{Csd, CsdError};
use mx_fiscal::CancellationPolicy;

pub(crate) use self::database::open;
use self::pac::SandboxPac;
pub(crate) use self::pages::routes;
use self::tax_authority::SandboxTaxAuthority;
use crate::gateways::Gateways;
use crate::kernel::clock::Clock;
use crate::store::Store;

/// What only a sandbox has.
#[derive(Clone, Debug)]
pub(crate) struct Sandbox {
    pub(crate) pac: SandboxPac,
    pub(crate) tax_authority: SandboxTaxAuthority,
}

impl Sandbox {
    /// A PAC and a SAT that remember in this database and go by this clock and these rules.
    ///
    /// # Errors
    /// [`CsdError`] if this program was built with files that are not a CSD.
    pub(crate) fn new(
        store: &Store,
        clock: &Clock,
        policy: CancellationPolicy,
        issuer: &Csd,
    ) -> Result<Self, CsdError> {
        let (store, clock) = (store.clone(), clock.clone());
        let tax_authority = SandboxTaxAuthority { store: store.clone(), clock: clock.clone(), policy };
        let issuer = issuer.certificate().rfc().clone();
        let pac = SandboxPac::new(store, clock, tax_authority.clone(), issuer, csd::pac()?);
        Ok(Self { pac, tax_authority })
    }

    /// Both, as the rest of the program asks them.
    pub(crate) fn gateways(&self) -> Gateways {
        let pac = Arc::new(self.pac.clone());
        let tax_authority = Arc::new(self.tax_authority.clone());
        Gateways { pac: Arc::clone(&pac) as _, tax_authority, document_source: Some(pac) }
    }
}

/// The sandbox's program on a new database in this folder, without its jobs, so that a test takes
/// each step itself.
#[cfg(test)]
pub(crate) async fn app_in(folder: &tempfile::TempDir) -> crate::app::App {
    let url = format!("sqlite://{}", folder.path().join("portal.sqlite").display());
    app_for_tests(Store::open(&url).await.unwrap()).await
}

/// The same on this database.
#[cfg(test)]
pub(crate) async fn app_for_tests(store: Store) -> crate::app::App {
    let (clock, policy) = (Clock::default(), CancellationPolicy::default());
    let csd = csd::issuer().unwrap();
    let sandbox = Sandbox::new(&store, &clock, policy, &csd).unwrap();
    let app = crate::app::App::for_tests(store, clock, sandbox.gateways(), csd);
    open(&app, Some(&sandbox)).await.unwrap();
    app
}

/// How many cancellations the tax authority was asked for.
#[cfg(test)]
pub(crate) async fn count_cancellations(app: &crate::app::App) -> u64 {
    let cancellations = crate::store::sandbox::cancellations::all(app.store.reader()).await.unwrap();
    u64::try_from(cancellations.len()).unwrap()
}
