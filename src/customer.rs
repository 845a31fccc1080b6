//! What is behind the login, and help: in a release a wasm file of its own, which is fetched while the customer types.
//!
//! The split is made by wasm-split (build/split.rs and build/post_build.mjs): whatever only [`screens`] reaches goes into
//! the second file. So nothing but this file may name a screen of the customer's, and what stays in the first one is the
//! login, the frame, and what both share.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use pase_contract::{AccountId, TagId};

use crate::app::{Screen, section_name};
use crate::browser::clock::ServerClock;
use crate::features::clarifications::Clarifications;
use crate::features::dashboard::{Dashboard, Home};
use crate::features::fiscal_profiles::{FiscalProfilesPage, OpenProfile};
use crate::features::help::Help;
use crate::features::invoices::{FilterText, Invoices};
use crate::features::movements::Movements;
use crate::features::rebill::{OpenRebill, TramitePage, TramitesPage};
use crate::navigation::Navigation;
use crate::route::{Route, Section};
use crate::session::{Session, SessionState};
use crate::start::InTurn;
use crate::ui::{Empty, Page};

/// What the second file hands out.
#[derive(Clone, Copy)]
pub(crate) struct Customer {
    /// Sets up what the screens share, once in the app's owner.
    pub(crate) begin: fn(),
    /// Makes a screen.
    pub(crate) show: fn(Screen) -> AnyView,
}

const CUSTOMER: Customer = Customer { begin, show };

/// Whether the customer's screens are there.
#[derive(Clone, Copy)]
pub(crate) enum Arrival {
    /// They are being fetched, or nobody has asked for them yet.
    UnderWay,
    /// They did not arrive.
    Failed,
    /// They are there, and this makes them.
    Here(Customer),
}

/// The customer's screens, for the frame.
#[derive(Clone, Copy)]
pub(crate) struct CustomerScreens {
    /// How far they have come.
    pub(crate) arrival: RwSignal<Arrival>,
    is_asked_for: StoredValue<bool>,
    /// The app's, which outlives every screen.
    owner: StoredValue<Option<Owner>>,
}

impl CustomerScreens {
    /// Screens that nobody has asked for, of the app whose owner is the current one.
    pub(crate) fn new() -> Self {
        Self {
            arrival: RwSignal::new(Arrival::UnderWay),
            is_asked_for: StoredValue::new(false),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Screens that are there, natively.
    #[cfg(feature = "ssr")]
    pub(crate) fn here() -> Self {
        let screens = Self::new();
        screens.arrival.set(Arrival::Here(CUSTOMER));
        screens
    }

    /// Fetches them, unless that is under way or done; what did not arrive is fetched again.
    pub(crate) fn fetch(self) {
        if self.is_asked_for.try_update_value(|asked| std::mem::replace(asked, true)) != Some(false) {
            return;
        }
        if matches!(self.arrival.try_get_untracked(), Some(Arrival::Failed)) {
            self.arrival.try_set(Arrival::UnderWay);
        }
        spawn_local(async move {
            let arrival = match screens().await {
                Ok(customer) => {
                    // Gone when the portal has been taken off the page meanwhile.
                    let Some(owner) = self.owner.try_get_value().flatten() else { return };
                    owner.with(customer.begin);
                    Arrival::Here(customer)
                }
                Err(NotArrived) => {
                    self.is_asked_for.try_set_value(false);
                    Arrival::Failed
                }
            };
            self.arrival.try_set(arrival);
        });
    }

    /// One of them; nothing while they are not there.
    pub(crate) fn show(self, screen: Screen) -> AnyView {
        match self.arrival.try_get_untracked() {
            Some(Arrival::Here(customer)) => (customer.show)(screen),
            _ => ().into_any(),
        }
    }
}

/// The second file could not be fetched. The browser's console says why.
struct NotArrived;

impl From<SplitLoaderError> for NotArrived {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Where the app is split: the functions that are handed out are in the second file, with all that only they reach.
#[cfg(split)]
#[leptos::wasm_split::wasm_split(customer, wasm_split_path = leptos::wasm_split, fallible)]
fn screens() -> Result<Customer, NotArrived> {
    Ok(CUSTOMER)
}

/// In one piece.
#[cfg(not(split))]
async fn screens() -> Result<Customer, NotArrived> {
    Ok(CUSTOMER)
}

/// What was typed and chosen, and the server's clock, belong to the app and not to a screen.
fn begin() {
    let (rebill, profile, filter) = (OpenRebill::new(), OpenProfile::new(), FilterText::new());
    provide_context(ServerClock::new());
    provide_context(rebill);
    provide_context(profile);
    provide_context(filter);
    forget_what_was_anothers(expect_context::<Session>(), move || {
        rebill.close();
        profile.clear();
        filter.clear();
    });
}

/// What was typed and chosen outlives the end of a session, but not its customer: who logs out, or logs in after
/// someone else, finds nothing of it.
fn forget_what_was_anothers(session: Session, forget: impl Fn() + 'static) {
    Effect::new(move |earlier: Option<Option<AccountId>>| {
        let earlier = earlier.flatten();
        session.state.with(|state| {
            if !state.keeps_place_of(earlier.as_ref()) {
                forget();
            }
            match state {
                SessionState::LoggedIn(account) => Some(account.id.clone()),
                SessionState::Nobody => None,
                _ => earlier,
            }
        })
    });
}

fn show(screen: Screen) -> AnyView {
    match screen {
        Screen::Home => view! { <Home/> }.into_any(),
        Screen::Tag(tag) => view! { <TagScreen tag=tag/> }.into_any(),
        Screen::Rebills => view! { <TramitesPage/> }.into_any(),
        Screen::Rebill(id) => view! { <TramitePage id=id/> }.into_any(),
        Screen::FiscalProfiles(address) => view! { <FiscalProfilesPage address=address/> }.into_any(),
        Screen::Help(context) => view! { <Help context=context/> }.into_any(),
        Screen::NotFound => view! { <NotFound/> }.into_any(),
        // The frame's own.
        Screen::Checking | Screen::Unknown | Screen::Arriving | Screen::Missing | Screen::Login => {
            ().into_any()
        }
    }
}

#[component]
fn TagScreen(tag: TagId) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let section = Memo::new(move |_| navigation.route.with(section_name));
    let own = StoredValue::new(tag.clone());
    let looked_at = move || {
        let tag = own.get_value();
        match section.get() {
            name if name == Section::Clarifications.name() => view! { <Clarifications tag=tag/> }.into_any(),
            "facturas" => view! { <Invoices tag=tag/> }.into_any(),
            "movimientos" => view! { <Movements tag=tag/> }.into_any(),
            _ => ().into_any(),
        }
    };
    view! {
        <Dashboard tag=tag section=section>
            <InTurn>{looked_at}</InTurn>
        </Dashboard>
    }
}

#[component]
fn NotFound() -> impl IntoView {
    let home = expect_context::<Navigation>().href(&Route::Home);
    view! {
        <Page title="No encontramos esta página">
            <Empty title="La dirección no existe o cambió">
                <p><a href=home>"Ir a mis facturas"</a></p>
            </Empty>
        </Page>
    }
}
