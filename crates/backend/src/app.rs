//! The parts that the whole program shares. Each is created once, when the program starts.

use std::sync::Arc;
use std::time::Duration;

use cfdi::Csd;
use mx_fiscal::CancellationPolicy;

use crate::gateways::{DocumentSource, Gateways, Pac, TaxAuthority};
use crate::jobs::worker_waker::WorkerWaker;
use crate::kernel::allowed_origin::AllowedOrigin;
use crate::kernel::clock::Clock;
use crate::mail::Mail;
use crate::store::Store;
use crate::use_cases::documents::printer::Printer;
use crate::use_cases::fiscal_profiles::budget::PadronBudget;
use crate::use_cases::rebills::idempotency::InFlight;
use crate::use_cases::sessions::password::Passwords;

/// The program's parts. This file imports only parts of use cases and jobs that do not import it
/// back, and does not know which mode the program runs in.
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) policy: CancellationPolicy,
    pub(crate) pac: Arc<dyn Pac>,
    pub(crate) tax_authority: Arc<dyn TaxAuthority>,
    /// Makes missing documents, if there is one.
    pub(crate) document_source: Option<Arc<dyn DocumentSource>>,
    /// How long the PAC and the SAT may take for an answer.
    pub(crate) answer_limit: Duration,
    /// The issuer's CSD, which seals documents.
    pub(crate) csd: Csd,
    pub(crate) passwords: Passwords,
    pub(crate) printer: Printer,
    pub(crate) in_flight: InFlight,
    /// Limits how often the saves of each account may ask the PAC.
    pub(crate) padron_budget: PadronBudget,
    pub(crate) worker_waker: WorkerWaker,
    pub(crate) mail: Mail,
    /// Whether browsers reach the portal over TLS: the session's cookie is `Secure` then, and they
    /// are told to stay with TLS.
    pub(crate) is_served_over_tls: bool,
    /// Whether a proxy in front of this server reports the client's address.
    pub(crate) behind_proxy: bool,
    /// The origins whose pages may use the API, besides its own.
    pub(crate) allowed_origins: Vec<AllowedOrigin>,
}

/// The parts that depend on how the program is started.
pub(crate) struct Configuration {
    pub(crate) policy: CancellationPolicy,
    pub(crate) answer_limit: Duration,
    pub(crate) is_served_over_tls: bool,
    pub(crate) behind_proxy: bool,
    pub(crate) allowed_origins: Vec<AllowedOrigin>,
    pub(crate) gateways: Gateways,
    pub(crate) csd: Csd,
    pub(crate) mail: Mail,
}

impl App {
    /// The program on this database and this clock.
    pub(crate) fn new(store: Store, clock: Clock, printer: Printer, configuration: Configuration) -> Self {
        let Configuration {
            policy,
            answer_limit,
            is_served_over_tls,
            behind_proxy,
            allowed_origins,
            gateways: Gateways { pac, tax_authority, document_source },
            csd,
            mail,
        } = configuration;
        Self {
            store,
            clock,
            policy,
            pac,
            tax_authority,
            document_source,
            answer_limit,
            csd,
            passwords: Passwords::default(),
            printer,
            in_flight: InFlight::default(),
            padron_budget: PadronBudget::default(),
            worker_waker: WorkerWaker::default(),
            mail,
            is_served_over_tls,
            behind_proxy,
            allowed_origins,
        }
    }

    /// The program with the manual's rules, which sends no mail.
    #[cfg(test)]
    pub(crate) fn for_tests(store: Store, clock: Clock, gateways: Gateways, csd: Csd) -> Self {
        let configuration = Configuration {
            policy: CancellationPolicy::default(),
            answer_limit: Duration::from_secs(5),
            is_served_over_tls: false,
            behind_proxy: false,
            allowed_origins: Vec::new(),
            gateways,
            csd,
            mail: Mail::unconnected(),
        };
        Self::new(store, clock, Printer::new().unwrap(), configuration)
    }
}
