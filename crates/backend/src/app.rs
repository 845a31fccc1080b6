//! What the whole program shares: one of each, made once at the start.

use std::sync::Arc;
use std::time::Duration;

use cfdi::{Csd, CsdError};
use mx_fiscal::CancellationPolicy;

use crate::allowed_origin::AllowedOrigin;
use crate::clock::Clock;
use crate::documents::Printer;
use crate::fiscal_profiles::PadronBudget;
use crate::gateways::{Pac, SandboxPac, SandboxTaxAuthority, TaxAuthority, Unconnected};
use crate::mail::Mail;
use crate::rebills::InFlight;
use crate::sandbox::{self, Sandbox};
use crate::sessions::password::Passwords;
use crate::store::Store;
use crate::worker::Alarm;

/// The program's parts.
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) policy: CancellationPolicy,
    pub(crate) pac: Arc<dyn Pac>,
    pub(crate) tax_authority: Arc<dyn TaxAuthority>,
    /// How long the two may take for an answer.
    pub(crate) answer_limit: Duration,
    /// What the issuer seals with.
    pub(crate) csd: Csd,
    pub(crate) passwords: Passwords,
    pub(crate) printer: Printer,
    pub(crate) in_flight: InFlight,
    /// How often each account's saves may still ask the PAC.
    pub(crate) padron_budget: PadronBudget,
    /// Wakes the worker.
    pub(crate) alarm: Alarm,
    /// How customers are written to.
    pub(crate) mail: Mail,
    /// Whether a proxy stands before this server and names the client's address.
    pub(crate) behind_proxy: bool,
    /// Whose pages may use the API besides its own origin's.
    pub(crate) allowed_origins: Vec<AllowedOrigin>,
    /// There only with `--sandbox`.
    pub(crate) sandbox: Option<Sandbox>,
}

/// What can be otherwise from one program to the next.
#[derive(Debug)]
pub(crate) struct Configuration {
    pub(crate) policy: CancellationPolicy,
    pub(crate) answer_limit: Duration,
    pub(crate) behind_proxy: bool,
    pub(crate) allowed_origins: Vec<AllowedOrigin>,
    /// The issuer's CSD; without one it is a sandbox, with the demo data, certificates of its own and gateways that need nobody.
    pub(crate) csd: Option<Csd>,
    pub(crate) mail: Mail,
}

impl App {
    /// The program on this database.
    ///
    /// # Errors
    /// [`CsdError`] when the sandbox's certificates cannot be opened.
    pub(crate) fn new(
        store: Store,
        printer: Printer,
        configuration: Configuration,
    ) -> Result<Self, CsdError> {
        let Configuration { policy, answer_limit, behind_proxy, allowed_origins, csd, mail } = configuration;
        let clock = Clock::default();
        let (csd, pac, tax_authority, sandbox): (_, Arc<dyn Pac>, Arc<dyn TaxAuthority>, _) = match csd {
            Some(csd) => (csd, Arc::new(Unconnected), Arc::new(Unconnected), None),
            None => {
                let csd = sandbox::csd::issuer()?;
                let authority = SandboxTaxAuthority { store: store.clone(), clock: clock.clone(), policy };
                let issuer = csd.certificate().rfc().clone();
                let pac = SandboxPac::new(
                    store.clone(),
                    clock.clone(),
                    authority.clone(),
                    issuer,
                    sandbox::csd::pac()?,
                );
                let sandbox = Sandbox { pac: pac.clone(), tax_authority: authority.clone() };
                (csd, Arc::new(pac), Arc::new(authority), Some(sandbox))
            }
        };
        Ok(Self {
            store,
            clock,
            policy,
            pac,
            tax_authority,
            answer_limit,
            csd,
            passwords: Passwords::default(),
            printer,
            in_flight: InFlight::default(),
            padron_budget: PadronBudget::default(),
            alarm: Alarm::default(),
            mail,
            behind_proxy,
            allowed_origins,
            sandbox,
        })
    }
}
