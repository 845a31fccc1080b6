//! The portal's root. It provides the contexts of all views and starts everything that lives as
//! long as the portal.

use leptos::html;
use leptos::prelude::*;
use pase_contract::AccountId;

use super::deferred_screens::DeferredScreens;
use super::frame::Frame;
use super::staged_start::StagedStart;
use crate::api::Client;
use crate::browser::host::Host;
use crate::browser::page;
use crate::context::config::Config;
use crate::context::content::MainElement;
use crate::context::session::{Session, SessionState};
use crate::context::waiting_count::WaitingCount;
use crate::navigation::{Navigation, Route};

/// The whole portal.
#[component]
pub fn App(
    /// The host page's settings.
    config: Config,
    /// The host page.
    host: Host,
) -> impl IntoView {
    let navigation = Navigation::new(config.base.clone(), host);
    let known_logged_out = config.known_logged_out;
    let known = if known_logged_out { SessionState::Nobody } else { SessionState::Checking };
    let session = Session::new(known, &config.api);
    let client = provide_contexts(config, host, navigation, session);

    if known_logged_out {
        // The page says that nobody is logged in. But after Back the browser may show an old page
        // from its cache, so the server is asked, too. This happens in a task of its own after the
        // login has been rendered, so that the browser can respond to the customer in between.
        let client = client.clone();
        page::soon(move || session.check(&client));
    } else {
        session.check(&client);
    }
    provide_context(StagedStart::new());
    session.sync_with_other_windows(client.clone());
    // The session may have ended elsewhere while the page was hidden or in the browser's cache.
    page::on_return(move || session.check(&client));
    leave_address_of_other_customer(session, navigation);
    report_session_to_host(session, host);
    view! { <Frame screens=DeferredScreens::new()/> }
}

/// Provides the contexts that every view can use.
fn provide_contexts(config: Config, host: Host, navigation: Navigation, session: Session) -> Client {
    let client = Client::new(config.api.clone(), move |signal| session.apply_signal(signal));
    provide_context(config);
    provide_context(host);
    provide_context(navigation);
    provide_context(session);
    provide_context(WaitingCount::new());
    provide_context(MainElement(NodeRef::<html::Main>::new()));
    provide_context(client.clone());
    client
}

/// The app before it has asked a server or a browser for anything, for prerendering.
#[cfg(feature = "ssr")]
pub(super) fn prerendered_app(
    config: Config,
    host: Host,
    route: Route,
    known: SessionState,
) -> impl IntoView {
    let navigation = Navigation::starting_at(config.base.clone(), host, route);
    let session = Session::new(known, &config.api);
    provide_contexts(config, host, navigation, session);
    view! { <Frame screens=DeferredScreens::available_now()/> }
}

/// When a customer logs in after another one, in this window or in another one, sends them to their
/// own front page. The address is still the earlier customer's.
fn leave_address_of_other_customer(session: Session, navigation: Navigation) {
    Effect::new(move |before: Option<Option<AccountId>>| {
        let before = before.flatten();
        let now = session.state.with(|state| match state {
            SessionState::LoggedIn(account) => Some(account.id.clone()),
            SessionState::Nobody => before.clone(),
            _ => None,
        });
        if before.is_some() && now.is_some() && before != now {
            navigation.replace(&Route::Home);
        }
        now
    });
}

/// Tells the host page whether a customer is logged in, but never who it is.
fn report_session_to_host(session: Session, host: Host) {
    let state = Memo::new(move |_| session.state.with(SessionState::event_value));
    Effect::new(move |_| {
        if let Some(state) = state.get() {
            host.dispatch_event("pase-session", &[("state", state)]);
        }
    });
}
