//! Where the customer is and how they get to other screens: typed addresses over the page's own
//! history.
//!
//! [`Route::parse`] matches addresses, and [`Route`] also writes them. Clicks are heard only on the
//! portal's root. A link is the portal's only if whole path segments match: `/up-something` is not.
//! A host therefore keeps its own links, history and scroll position
//! (docs/decisions/0001-own-typed-routes.md). From `leptos_router` come only the types for an
//! address and for a change of it.

mod help;
mod query;
mod route;
mod section;

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::location::{LocationChange, Url};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlAnchorElement;

use crate::browser::history;
use crate::browser::host::Host;

pub use help::{HelpContext, HelpTopic};
pub use route::{FiscalProfilesAddress, Route};
pub use section::{InvoicesAddress, MovementsAddress, OpenInvoice, RebillStep, Section, SectionName};

/// The navigation, for all views.
#[derive(Clone, Copy)]
pub struct Navigation {
    base: StoredValue<Arc<str>>,
    host: Host,
    current: RwSignal<Route>,
    /// The depth of the current entry of the history ([`history::depth`]).
    depth: StoredValue<u32>,
    /// Whether the portal has told the history to go back and has not arrived yet. A second press
    /// in this time must not go back twice.
    is_closing: StoredValue<bool>,
    /// Whether the customer must stay on the current screen, because an answer is pending.
    hold_signal: StoredValue<Option<Signal<bool>>>,
    /// The address that the customer is at.
    pub route: Memo<Route>,
}

impl Navigation {
    /// Begins at the page's address, and follows when the customer goes back or forward. If the
    /// page's address is outside the base, the portal opens its front page. If the customer later
    /// goes back or forward to such an address, the portal keeps its current screen.
    pub fn new(base: Arc<str>, host: Host) -> Self {
        let own = base.clone();
        let here = move || history::here().and_then(|url| route_at(&own, &url));
        let navigation = Self::starting_at(base, host, here().unwrap_or(Route::Home));
        navigation.depth.set_value(history::depth());
        history::on_travel(move || navigation.travelled(here()));
        navigation
    }

    /// Follows the customer, who has gone back or forward.
    fn travelled(&self, here: Option<Route>) {
        self.is_closing.try_set_value(false);
        let (Some(before), Some(now)) = (self.depth.try_get_value(), here) else { return };
        let depth = history::depth();
        if self.is_held() && depth < before {
            // The answer to a request is shown on the screen that sent it. The entry that the
            // customer left still exists, so going forward returns to it.
            history::travel(i32::try_from(before - depth).unwrap_or(1));
            return;
        }
        self.depth.try_set_value(depth);
        // If a step back was just undone, the route is the same and nothing changes.
        self.current.try_set(now);
    }

    /// Keeps the customer on the current screen while `held` is true, even if they press Back.
    pub fn hold_while(&self, held: Signal<bool>) {
        self.hold_signal.try_set_value(Some(held));
        let hold_signal = self.hold_signal;
        on_cleanup(move || {
            hold_signal.try_set_value(None);
        });
    }

    fn is_held(&self) -> bool {
        let held = self.hold_signal.try_get_value().flatten();
        held.and_then(|held| held.try_get_untracked()).unwrap_or(false)
    }

    /// Begins at a given address, whatever the page's address is.
    pub(crate) fn starting_at(base: Arc<str>, host: Host, route: Route) -> Self {
        let current = RwSignal::new(route);
        Self {
            base: StoredValue::new(base),
            host,
            current,
            depth: StoredValue::new(0),
            is_closing: StoredValue::new(false),
            hold_signal: StoredValue::new(None),
            route: Memo::new(move |_| current.get()),
        }
    }

    /// The full path of an address, for a link.
    pub fn href(&self, route: &Route) -> String {
        let base = self.base.try_get_value().unwrap_or_default();
        match route {
            Route::Home => format!("{base}/"),
            route => format!("{base}{route}"),
        }
    }

    /// Goes to an address. Back returns.
    pub fn go(&self, route: &Route) {
        let value = self.href(route);
        self.change(LocationChange { value, replace: false, ..LocationChange::default() }, 0);
    }

    /// Opens a layer of the same screen (a row, a step of a dialog). Nothing scrolls, and Back
    /// closes it.
    pub fn open_layer(&self, href: String) {
        let depth = self.depth.try_get_value().unwrap_or_default().saturating_add(1);
        let change =
            LocationChange { value: href, replace: false, scroll: false, ..LocationChange::default() };
        self.change(change, depth);
    }

    /// Closes this many layers, which leads to `href`. If the layers were opened as entries of the
    /// history, this goes back by that many entries, so that no closed layer stays in the history.
    /// If the page was opened at a layer, this replaces the current entry instead.
    pub fn close_layers(&self, layers: u32, href: String) {
        if self.is_closing.try_get_value().unwrap_or_default() {
            return;
        }
        if self.depth.try_get_value().unwrap_or_default() >= layers {
            self.is_closing.try_set_value(true);
            history::travel(i32::try_from(layers).map_or(0, |layers| -layers));
        } else {
            self.replace_href(href);
        }
    }

    /// Changes the address within the same screen. Nothing scrolls, and Back returns to the
    /// previous address.
    pub fn refine(&self, route: &Route) {
        let value = self.href(route);
        self.change(LocationChange { value, replace: false, scroll: false, ..LocationChange::default() }, 0);
    }

    /// Replaces the current address. Nothing scrolls, and Back does not return to the old address.
    pub fn replace(&self, route: &Route) {
        self.replace_href(self.href(route));
    }

    /// Like [`Self::replace`], for a full path that [`Self::href`] has written.
    pub fn replace_href(&self, href: String) {
        let depth = self.depth.try_get_value().unwrap_or_default();
        self.change(LocationChange { value: href, scroll: false, ..LocationChange::default() }, depth);
    }

    /// Changes the address. `depth` is the depth of the entry that is written.
    fn change(&self, change: LocationChange, depth: u32) {
        let Some(base) = self.base.try_get_value() else { return };
        let (path, query) = change.value.split_once('?').unwrap_or((&change.value, ""));
        let Some(route) = path_under(&base, path).map(|path| Route::parse(path, query)) else { return };
        // While the page's address is outside the base, it belongs to the host. The portal then
        // changes its screen without writing the address.
        if let Some(here) = history::here().filter(|here| path_under(&base, here.path()).is_some())
            && (here.path(), here.search()) != (path, query)
            && history::write(&change, depth)
        {
            self.depth.try_set_value(depth);
        }
        self.current.try_set(route);
        if change.scroll {
            self.host.scroll_to_top();
        }
    }

    /// Follows a click on a link of the portal, without loading the page again.
    pub fn follow(&self, event: &MouseEvent) {
        let modified = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return;
        }
        let Some(link) = clicked_link(event) else { return };
        let external = link.rel().split(' ').any(|word| word == "external");
        if external || !link.target().is_empty() || link.has_attribute("download") {
            return;
        }
        let same_site = window().location().origin().is_ok_and(|origin| origin == link.origin());
        let base = self.base.try_get_value().unwrap_or_default();
        let path = link.pathname();
        if let (true, Some(path)) = (same_site, path_under(&base, &path)) {
            event.prevent_default();
            let query = link.search();
            let route = Route::parse(path, query.strip_prefix('?').unwrap_or_default());
            if link.has_attribute("data-noscroll") { self.refine(&route) } else { self.go(&route) }
        }
    }
}

/// The link that was clicked, directly or through an element inside it. Links around the portal do
/// not count.
fn clicked_link(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let root = JsValue::from(event.current_target()?);
    let path = event.composed_path();
    let mut inside = path.iter().take_while(|element| *element != root);
    inside.find_map(|element| element.dyn_into::<HtmlAnchorElement>().ok())
}

/// The portal's address that a page's address means; `None` if it is outside the base.
fn route_at(base: &str, url: &Url) -> Option<Route> {
    path_under(base, url.path()).map(|path| Route::parse(path, url.search()))
}

/// The part of a path below the base; `None` unless whole segments match.
fn path_under<'a>(base: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_belongs_to_the_portal_by_whole_segments() {
        assert_eq!(path_under("/up", "/up"), Some(""));
        assert_eq!(path_under("/up", "/up/ayuda"), Some("/ayuda"));
        assert_eq!(path_under("/up", "/upload"), None);
        assert_eq!(path_under("/up", "/up-something"), None);
        assert_eq!(path_under("/up", "/"), None);
        assert_eq!(path_under("", "/ayuda"), Some("/ayuda"));
    }
}
