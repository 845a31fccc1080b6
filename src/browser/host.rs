//! The page that the portal is on: our own, or another site's whose guest it is. What the page is told and what is changed of
//! it goes through here, and what was changed is put back when the current owner is cleaned up.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement, ShadowRoot};

/// The page, for all views.
#[derive(Clone, Copy)]
pub struct Host(StoredValue<Page, LocalStorage>);

struct Page {
    /// Where the portal is mounted; nowhere when the page is only being built.
    root: Option<HtmlElement>,
    is_guest: bool,
    titles: Option<Titles>,
}

/// The window's title before the portal, and the last one of the portal's own.
struct Titles {
    before: String,
    ours: Option<String>,
}

impl Host {
    /// The page around a root that is in the document. In a shadow root the portal is a guest: it names the window only where
    /// the page asks for that.
    pub fn new(root: &HtmlElement, may_name_window: bool) -> Self {
        let is_guest = root.get_root_node().is_instance_of::<ShadowRoot>();
        let titles =
            (!is_guest || may_name_window).then(|| Titles { before: document().title(), ours: None });
        let host = Self(StoredValue::new_local(Page { root: Some(root.clone()), is_guest, titles }));
        on_cleanup(move || host.restore_title());
        host
    }

    /// No page: one that is only being built, natively.
    #[cfg(feature = "ssr")]
    pub(crate) fn in_the_making() -> Self {
        let titles = Some(Titles { before: String::new(), ours: None });
        Self(StoredValue::new_local(Page { root: None, is_guest: false, titles }))
    }

    /// What the window is named now.
    #[cfg(feature = "ssr")]
    pub(crate) fn title(&self) -> Option<String> {
        self.0.try_with_value(|page| page.titles.as_ref()?.ours.clone()).flatten()
    }

    /// Names the browser's window after what it shows, if that is the portal's to do.
    pub fn set_title(&self, title: String) {
        self.0.try_update_value(|page| {
            if let Some(titles) = &mut page.titles {
                if page.root.is_some() {
                    document().set_title(&title);
                }
                titles.ours = Some(title);
            }
        });
    }

    /// A title that the page has set meanwhile is its own.
    fn restore_title(&self) {
        let before = self.0.try_update_value(|page| {
            let Titles { before, ours } = page.titles.take()?;
            (ours? == document().title()).then_some(before)
        });
        if let Some(before) = before.flatten() {
            document().set_title(&before);
        }
    }

    /// Shows the page from its top, if it is our own: a host's is scrolled by nobody but its reader.
    pub fn scroll_to_top(&self) {
        if self.0.try_with_value(|page| !page.is_guest) == Some(true) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    /// Tells the page of something by an event on the portal's element, with these details: nothing of them is personal.
    pub fn tell(&self, event: &str, details: &[(&str, &str)]) {
        self.0.try_with_value(|page| page.root.as_ref().map(|root| tell(root, event, details)));
    }
}

/// The same, for what has no reactive owner any more. A browser that cannot make the event tells nothing.
pub(crate) fn tell(root: &HtmlElement, event: &str, details: &[(&str, &str)]) {
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
