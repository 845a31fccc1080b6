//! What the whole program shares: one of each, made once at the start.

use std::sync::Arc;

use mx_fiscal::CancellationPolicy;
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::documents::Printer;
use crate::fiscal_profiles::PadronBudget;
use crate::gateways::{Pac, SandboxPac, SandboxTaxAuthority, TaxAuthority, Unconnected};
use crate::rebills::InFlight;
use crate::sandbox::Sandbox;
use crate::sessions::password::Passwords;
use crate::store::Store;

/// The program's parts.
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) policy: CancellationPolicy,
    pub(crate) pac: Arc<dyn Pac>,
    pub(crate) tax_authority: Arc<dyn TaxAuthority>,
    pub(crate) passwords: Passwords,
    pub(crate) printer: Printer,
    pub(crate) in_flight: InFlight,
    /// How often each account's saves may still ask the PAC.
    pub(crate) padron_budget: PadronBudget,
    /// Notified when there is work for the worker.
    pub(crate) work: Notify,
    /// Whether a proxy stands before this server and names the client's address.
    pub(crate) behind_proxy: bool,
    /// There only with `--sandbox`.
    pub(crate) sandbox: Option<Sandbox>,
}

impl App {
    /// The program on this database; with `sandbox`, with the demo data and with gateways that need nobody.
    pub(crate) fn new(
        store: Store,
        printer: Printer,
        policy: CancellationPolicy,
        behind_proxy: bool,
        sandbox: bool,
    ) -> Self {
        let clock = Clock::default();
        let (pac, tax_authority, sandbox): (Arc<dyn Pac>, Arc<dyn TaxAuthority>, _) = if sandbox {
            let tax_authority = SandboxTaxAuthority { store: store.clone(), clock: clock.clone(), policy };
            let pac = SandboxPac::new(store.clone(), clock.clone());
            (Arc::new(pac.clone()), Arc::new(tax_authority.clone()), Some(Sandbox { pac, tax_authority }))
        } else {
            (Arc::new(Unconnected), Arc::new(Unconnected), None)
        };
        Self {
            store,
            clock,
            policy,
            pac,
            tax_authority,
            passwords: Passwords::default(),
            printer,
            in_flight: InFlight::default(),
            padron_budget: PadronBudget::default(),
            work: Notify::new(),
            behind_proxy,
            sandbox,
        }
    }
}
