//! What our own page shows before the app is there: the app's own views, as HTML, rendered when the page is built.
//!
//! Native only (`crates/prerender`): nothing of it is in the wasm. The loader exchanges it for the app
//! (loader/prerendered.js, docs/decisions/0028-prerendered-login.md).

use leptos::prelude::*;

use crate::app::still;
use crate::browser::host::Host;
use crate::config::Config;
use crate::route::{HelpContext, Route};
use crate::session::SessionState;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prerendered {
    /// The login: for who has no session's cookie.
    Login,
    /// The bones of a screen behind it: for who has one.
    Account,
    /// Help, which is the same for everyone.
    Help,
}

/// One of them, as it goes into the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    /// The window's title, as text.
    pub title: String,
    /// The elements.
    pub markup: String,
}

impl Prerendered {
    /// Renders it for a page of this configuration.
    pub fn render(self, config: Config) -> Html {
        let owner = Owner::new();
        owner.with(|| {
            let host = Host::in_the_making();
            let (route, known) = match self {
                Self::Login => (Route::Home, SessionState::Nobody),
                Self::Account => (Route::Home, SessionState::Checking),
                Self::Help => (Route::Help(HelpContext::default()), SessionState::Checking),
            };
            // The markers that hydration would need; the app is put in its place instead.
            let markup = still(config, host, route, known).to_html().replace("<!>", "");
            Html { title: host.title().unwrap_or_default(), markup }
        })
    }
}
