//! The deferred screens: every screen except the login and those of `standby`. In a release they
//! are in a wasm file of their own, the second one, which is downloaded while the customer types
//! their password.
//!
//! wasm-split divides the code (build/split.rs and build/post_build.mjs): what only
//! [`load_deferred_module`] reaches goes into the second file. So no other file may name one of
//! these screens. tests/architecture checks that.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use pase_contract::{AccountId, TagId};

use super::screen::{Availability, Screen};
use super::staged_start::StagedPart;
use crate::browser::clock::ServerClock;
use crate::browser::focus;
use crate::context::content::MainElement;
use crate::context::session::{Session, SessionState};
use crate::features::attention::Attention;
use crate::features::clarifications::Clarifications;
use crate::features::dashboard::{Dashboard, Home};
use crate::features::fiscal_profiles::{FiscalProfilesPage, OpenProfile};
use crate::features::help::Help;
use crate::features::invoices::{FilterText, Invoices};
use crate::features::movements::Movements;
use crate::features::rebill_modal::OpenRebill;
use crate::features::tramites::{TramitePage, TramitesPage};
use crate::navigation::{Navigation, Route, SectionName};
use crate::ui::{Empty, Page};

/// What the second wasm file exports.
#[derive(Clone, Copy)]
struct DeferredModule {
    /// Sets up what its screens share. Called once, in the app's owner.
    provide_state: fn(),
    /// Renders a screen.
    render: fn(Screen) -> AnyView,
}

const DEFERRED_MODULE: DeferredModule = DeferredModule { provide_state, render };

/// The download of the second file.
#[derive(Clone, Copy)]
enum Download {
    /// The download is in progress, or nobody has requested it yet.
    Pending,
    Failed,
    Done(DeferredModule),
}

/// The deferred screens, for the frame.
#[derive(Clone, Copy)]
pub(crate) struct DeferredScreens {
    download: RwSignal<Download>,
    is_requested: StoredValue<bool>,
    /// The app's owner, which outlives every screen.
    owner: StoredValue<Option<Owner>>,
}

impl DeferredScreens {
    /// Screens that nobody has requested yet. The current owner must be the app's.
    pub(crate) fn new() -> Self {
        Self {
            download: RwSignal::new(Download::Pending),
            is_requested: StoredValue::new(false),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Screens that are available at once, because natively nothing is downloaded.
    #[cfg(feature = "ssr")]
    pub(crate) fn available_now() -> Self {
        let screens = Self::new();
        screens.download.set(Download::Done(DEFERRED_MODULE));
        screens
    }

    /// Whether the screens can be shown; tracked.
    pub(crate) fn availability(self) -> Availability {
        match self.download.get() {
            Download::Pending => Availability::Pending,
            Download::Failed => Availability::Failed,
            Download::Done(_) => Availability::Available,
        }
    }

    /// Downloads the screens, unless that is in progress or done. After a failure it tries again.
    pub(crate) fn fetch(self) {
        if self.is_requested.try_update_value(|requested| std::mem::replace(requested, true)) != Some(false) {
            return;
        }
        if matches!(self.download.try_get_untracked(), Some(Download::Failed)) {
            self.download.try_set(Download::Pending);
        }
        spawn_local(async move {
            let download = match load_deferred_module().await {
                Ok(module) => {
                    // If the portal was unmounted meanwhile, its owner is gone.
                    let Some(owner) = self.owner.try_get_value().flatten() else { return };
                    owner.with(module.provide_state);
                    Download::Done(module)
                }
                Err(NotDownloaded) => {
                    self.is_requested.try_set_value(false);
                    Download::Failed
                }
            };
            self.download.try_set(download);
        });
    }

    /// Renders a screen; nothing while the screens are not available.
    pub(crate) fn render(self, screen: Screen) -> AnyView {
        match self.download.try_get_untracked() {
            Some(Download::Done(module)) => (module.render)(screen),
            _ => ().into_any(),
        }
    }
}

/// The second file could not be downloaded. The browser's console says why.
struct NotDownloaded;

impl From<SplitLoaderError> for NotDownloaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// The point where the code is divided. The functions that this returns are in the second file,
/// with all code that only they reach.
#[cfg(split)]
#[leptos::wasm_split::wasm_split(customer, wasm_split_path = leptos::wasm_split, fallible)]
fn load_deferred_module() -> Result<DeferredModule, NotDownloaded> {
    Ok(DEFERRED_MODULE)
}

/// Without the division, the whole portal is one file.
#[cfg(not(split))]
async fn load_deferred_module() -> Result<DeferredModule, NotDownloaded> {
    Ok(DEFERRED_MODULE)
}

/// Provides the server's clock and what the customer types and chooses. They belong to the app, so
/// they outlive each screen.
fn provide_state() {
    let (rebill, profile, filter) = (OpenRebill::new(), OpenProfile::new(), FilterText::new());
    let session = expect_context::<Session>();
    let claim_filter = move |state: &SessionState| {
        if let SessionState::LoggedIn(account) = state {
            filter.set_owner(&account.id);
        }
    };
    // Also right now, so that the first request for the list already uses the text.
    session.state.with_untracked(claim_filter);
    Effect::new(move |_| session.state.with(claim_filter));
    if let Some(MainElement(main)) = use_context() {
        focus::restore_lost_focus_to_heading(main);
    }
    provide_context(ServerClock::new());
    let attention = Attention::new();
    provide_context(attention);
    provide_context(rebill);
    provide_context(profile);
    provide_context(filter);
    forget_when_customer_changes(session, move || {
        rebill.close();
        profile.clear();
        filter.clear();
        attention.forget();
    });
}

/// Calls `forget` when a customer logs out, or when another one logs in. If a session ends by
/// itself, the same customer finds what they typed and chose after logging in again.
fn forget_when_customer_changes(session: Session, forget: impl Fn() + 'static) {
    Effect::new(move |earlier: Option<Option<AccountId>>| {
        let earlier = earlier.flatten();
        session.state.with(|state| {
            if !state.may_see_input_of(earlier.as_ref()) {
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

fn render(screen: Screen) -> AnyView {
    match screen {
        Screen::Home => view! { <Home/> }.into_any(),
        Screen::Tag(tag) => view! { <TagScreen tag=tag/> }.into_any(),
        Screen::Rebills => view! { <TramitesPage/> }.into_any(),
        Screen::Rebill(id) => view! { <TramitePage id=id/> }.into_any(),
        Screen::FiscalProfiles(address) => view! { <FiscalProfilesPage address=address/> }.into_any(),
        Screen::Help(context) => view! { <Help context=context/> }.into_any(),
        Screen::NotFound => view! { <NotFound/> }.into_any(),
        // The frame itself renders these.
        Screen::Checking
        | Screen::SessionUnknown
        | Screen::Downloading
        | Screen::DownloadFailed
        | Screen::Login => ().into_any(),
    }
}

#[component]
fn TagScreen(tag: TagId) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let section = Memo::new(move |_| navigation.route.with(Route::section_name));
    let own = StoredValue::new(tag.clone());
    let content = move || {
        let tag = own.get_value();
        // `None` while the customer leaves for another screen.
        section.get().map(|section| match section {
            SectionName::Movements => view! { <Movements tag=tag/> }.into_any(),
            SectionName::Invoices => view! { <Invoices tag=tag/> }.into_any(),
            SectionName::Clarifications => view! { <Clarifications tag=tag/> }.into_any(),
        })
    };
    view! {
        <Dashboard tag=tag section=section>
            <StagedPart>{content}</StagedPart>
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
