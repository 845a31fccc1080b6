//! The HTML that our own page shows until the app has started: the app's own views, rendered when
//! the page is built.
//!
//! Compiled only natively, for `crates/prerender`; it is not in the wasm. The loader later replaces
//! this HTML with the app (loader/prerendered.js, docs/decisions/0028-prerendered-login.md).

use leptos::prelude::*;

use super::app::prerendered_app;
use crate::browser::host::Host;
use crate::context::config::Config;
use crate::context::session::SessionState;
use crate::navigation::{HelpContext, Route};

/// A prerendered screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prerendered {
    /// The login, for a visitor without a session cookie.
    Login,
    /// The skeleton of a customer's screen, for a visitor with a session cookie.
    Account,
    /// Help, which is the same for everyone.
    Help,
}

/// A prerendered screen as the page contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    /// The window's title, as text.
    pub title: String,
    /// The elements, as HTML.
    pub markup: String,
}

impl Prerendered {
    /// Renders the screen for a page with this configuration.
    pub fn render(self, config: Config) -> Html {
        let owner = Owner::new();
        owner.with(|| {
            let host = Host::for_prerender();
            let (route, known) = match self {
                Self::Login => (Route::Home, SessionState::Nobody),
                Self::Account => (Route::Home, SessionState::Checking),
                Self::Help => (Route::Help(HelpContext::default()), SessionState::Checking),
            };
            // `<!>` is a marker for hydration. The app replaces this markup instead of hydrating
            // it.
            let markup = prerendered_app(config, host, route, known).to_html().replace("<!>", "");
            Html { title: host.title().unwrap_or_default(), markup }
        })
    }
}
