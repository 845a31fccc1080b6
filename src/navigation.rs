//! Where the customer is and how he gets elsewhere: the router's history behind typed addresses.
//!
//! `leptos_router` keeps the location and the history; matching is [`Route::parse`], one place for reading and
//! writing. Clicks on the portal's own links are handled on the portal's root, before the router's listener on the
//! window would see them, so that a link belongs to us by whole path segments (`/up-something` does not). The router's
//! own listener still takes other links that merely begin like the base (docs/decisions/0001).

use std::sync::Arc;

use leptos::callback::Callback;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use crate::route::Route;

/// The way around, for all views.
#[derive(Clone, Copy)]
pub struct Navigation {
    base: StoredValue<Arc<str>>,
    navigate: Callback<(String, NavigateOptions)>,
    /// Where the customer is.
    pub route: Memo<Route>,
}

impl Navigation {
    /// Must be called under the router.
    pub fn new(base: Arc<str>) -> Self {
        let location = use_location();
        let own = base.clone();
        let route = Memo::new(move |_| {
            let path = location.pathname.get();
            let under_base = path_under(&own, &path);
            under_base.map_or(Route::NotFound, |path| Route::parse(path, &location.search.get()))
        });
        // Taken here, because an event's handler runs outside the router's context.
        let navigate = use_navigate();
        let navigate =
            Callback::new(move |(address, options): (String, NavigateOptions)| navigate(&address, options));
        Self { base: StoredValue::new(base), navigate, route }
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
        self.navigate(self.href(route), NavigateOptions { resolve: false, ..Default::default() });
    }

    /// Changes the address of the same screen: nothing scrolls, and Back returns to the one before.
    pub fn refine(&self, route: &Route) {
        self.navigate(
            self.href(route),
            NavigateOptions { resolve: false, scroll: false, ..Default::default() },
        );
    }

    /// Changes the present address: nothing scrolls, and Back does not know it.
    pub fn replace(&self, route: &Route) {
        self.replace_href(self.href(route));
    }

    /// The same, for a full path that [`Self::href`] has written.
    pub fn replace_href(&self, href: String) {
        self.navigate(
            href,
            NavigateOptions { resolve: false, replace: true, scroll: false, ..Default::default() },
        );
    }

    fn navigate(&self, address: String, options: NavigateOptions) {
        self.navigate.try_run((address, options));
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

/// The link that was clicked, also through an element inside it.
fn clicked_link(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let path = event.composed_path();
    path.iter().find_map(|element| element.dyn_into::<HtmlAnchorElement>().ok())
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
