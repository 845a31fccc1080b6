//! Where the customer is and how he gets elsewhere: typed addresses over the page's own history.
//!
//! Matching is [`Route::parse`], one place for reading and writing. Clicks are heard on the portal's root alone, and a link
//! belongs to us by whole path segments (`/up-something` does not), so that a host's links, history and scroll position are
//! its own (docs/decisions/0001). `leptos_router` gives the words for where a page is and how it changes.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::location::{LocationChange, Url};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlAnchorElement;

use crate::browser::history;
use crate::browser::host::Host;
use crate::route::Route;

/// The way around, for all views.
#[derive(Clone, Copy)]
pub struct Navigation {
    base: StoredValue<Arc<str>>,
    host: Host,
    at: RwSignal<Route>,
    /// Where the customer is.
    pub route: Memo<Route>,
}

impl Navigation {
    /// Begins where the page's address says, and follows when the customer goes back or forward. An address outside of the
    /// base is the host's: on a page that has such a one the portal begins at its front page, and what the customer shows
    /// last stays when he comes to one.
    pub fn new(base: Arc<str>, host: Host) -> Self {
        let own = base.clone();
        let here = move || history::here().and_then(|url| route_at(&own, &url));
        let navigation = Self::at(base, host, here().unwrap_or(Route::Home));
        history::on_travel(move || {
            if let Some(route) = here() {
                navigation.at.try_set(route);
            }
        });
        navigation
    }

    /// At an address, wherever the page is.
    pub(crate) fn at(base: Arc<str>, host: Host, route: Route) -> Self {
        let at = RwSignal::new(route);
        Self { base: StoredValue::new(base), host, at, route: Memo::new(move |_| at.get()) }
    }

    /// The full path of an address, for a link.
    pub fn href(&self, route: &Route) -> String {
        let base = self.base.try_get_value().unwrap_or_default();
        match route {
            Route::Home => format!("{base}/"),
            route => format!("{base}{route}"),
        }
    }

    /// Goes to an address; Back returns.
    pub fn go(&self, route: &Route) {
        self.change(LocationChange { value: self.href(route), replace: false, ..LocationChange::default() });
    }

    /// Changes the address of the same screen: nothing scrolls, and Back returns to the one before.
    pub fn refine(&self, route: &Route) {
        let value = self.href(route);
        self.change(LocationChange { value, replace: false, scroll: false, ..LocationChange::default() });
    }

    /// Changes the present address: nothing scrolls, and Back does not know it.
    pub fn replace(&self, route: &Route) {
        self.replace_href(self.href(route));
    }

    /// The same, for a full path that [`Self::href`] has written.
    pub fn replace_href(&self, href: String) {
        self.change(LocationChange { value: href, scroll: false, ..LocationChange::default() });
    }

    fn change(&self, change: LocationChange) {
        let Some(base) = self.base.try_get_value() else { return };
        let (path, query) = change.value.split_once('?').unwrap_or((&change.value, ""));
        let Some(route) = path_under(&base, path).map(|path| Route::parse(path, query)) else { return };
        // While the page is somewhere else, its address is not ours to write: the portal goes on without.
        if let Some(here) = history::here().filter(|here| path_under(&base, here.path()).is_some())
            && (here.path(), here.search()) != (path, query)
        {
            history::write(&change);
        }
        self.at.try_set(route);
        if change.scroll {
            self.host.scroll_to_top();
        }
    }

    /// Follows a click on a link of the portal without loading the page anew.
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

/// The link that was clicked, also through an element inside it; what stands around the portal is none of its links.
fn clicked_link(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let root = JsValue::from(event.current_target()?);
    let path = event.composed_path();
    let mut inside = path.iter().take_while(|element| *element != root);
    inside.find_map(|element| element.dyn_into::<HtmlAnchorElement>().ok())
}

/// Which of the portal's addresses a page's address is, if it is one.
fn route_at(base: &str, url: &Url) -> Option<Route> {
    path_under(base, url.path()).map(|path| Route::parse(path, url.search()))
}

/// What of a path stands under the base, by whole segments.
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
