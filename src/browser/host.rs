//! The page that the portal is on: our own, or another site's, where the portal is a guest.
//! Everything that the portal reports to the page or changes in it goes through here. The changes
//! are undone when the current owner is cleaned up.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement, ShadowRoot};

/// The page, for all views.
#[derive(Clone, Copy)]
pub struct Host(StoredValue<Page, LocalStorage>);

struct Page {
    /// The element that the portal is mounted in; `None` while a page is prerendered.
    root: Option<HtmlElement>,
    is_guest: bool,
    titles: Option<Titles>,
}

/// The window's title before the portal started, and the last title that the portal set.
struct Titles {
    before: String,
    ours: Option<String>,
    /// How many things wait for the customer. The number is shown before the portal's own title.
    waiting: u64,
}

impl Titles {
    fn shown(&self) -> Option<String> {
        let ours = self.ours.as_ref()?;
        Some(if self.waiting == 0 { ours.clone() } else { format!("({}) {ours}", self.waiting) })
    }
}

impl Host {
    /// The page around a root that is in the document. In a shadow root the portal is a guest: it
    /// sets the window's title only if the page asks for that (`may_set_title`).
    pub fn new(root: &HtmlElement, may_set_title: bool) -> Self {
        let is_guest = root.get_root_node().is_instance_of::<ShadowRoot>();
        let titles = (!is_guest || may_set_title).then(|| Titles {
            before: document().title(),
            ours: None,
            waiting: 0,
        });
        let host = Self(StoredValue::new_local(Page { root: Some(root.clone()), is_guest, titles }));
        on_cleanup(move || host.restore_title());
        host
    }

    /// Without a page, for prerendering.
    #[cfg(feature = "ssr")]
    pub(crate) fn for_prerender() -> Self {
        let titles = Some(Titles { before: String::new(), ours: None, waiting: 0 });
        Self(StoredValue::new_local(Page { root: None, is_guest: false, titles }))
    }

    /// The last title that the portal set.
    #[cfg(feature = "ssr")]
    pub(crate) fn title(&self) -> Option<String> {
        self.0.try_with_value(|page| page.titles.as_ref()?.ours.clone()).flatten()
    }

    /// Sets the title of the browser window, if that is up to the portal.
    pub fn set_title(&self, title: String) {
        self.retitle(|titles| titles.ours = Some(title));
    }

    /// Shows in the window's title how many things wait for the customer: `(2) Facturas · PASE`.
    pub fn set_waiting(&self, waiting: u64) {
        self.retitle(|titles| titles.waiting = waiting);
    }

    fn retitle(&self, change: impl FnOnce(&mut Titles)) {
        self.0.try_update_value(|page| {
            let Some(titles) = &mut page.titles else { return };
            change(titles);
            if page.root.is_some()
                && let Some(title) = titles.shown()
            {
                document().set_title(&title);
            }
        });
    }

    /// Restores the earlier title, unless the page has set another one meanwhile.
    fn restore_title(&self) {
        let before = self.0.try_update_value(|page| {
            let titles = page.titles.take()?;
            (titles.shown()? == document().title()).then_some(titles.before)
        });
        if let Some(before) = before.flatten() {
            document().set_title(&before);
        }
    }

    /// Scrolls to the top, if the page is our own. Only its reader scrolls a host's page.
    pub fn scroll_to_top(&self) {
        if self.0.try_with_value(|page| !page.is_guest) == Some(true) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Dispatches an event with these details on the portal's element, for the page. None of the
    /// details are personal data.
    pub fn dispatch_event(&self, event: &str, details: &[(&str, &str)]) {
        self.0.try_with_value(|page| page.root.as_ref().map(|root| dispatch_event(root, event, details)));
    }
}

/// Like [`Host::dispatch_event`], for code that no longer has a reactive owner. If the browser
/// cannot create the event, nothing happens.
pub(crate) fn dispatch_event(root: &HtmlElement, event: &str, details: &[(&str, &str)]) {
    let detail = Object::new();
    for (key, value) in details {
        let _ = Reflect::set(&detail, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        let _ = root.dispatch_event(event.unchecked_ref());
    }
}
