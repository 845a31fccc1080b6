//! A place in the document to mount something into, and ways to look at it.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A view on the page; it leaves with this value.
pub struct Stage<M: Mountable> {
    pub root: HtmlElement,
    _handle: UnmountHandle<M>,
}

impl<M: Mountable> Drop for Stage<M> {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Mounts a view into a fresh element of the page, and waits until its effects have run.
pub async fn show<F, V>(view: F) -> Stage<V::State>
where
    F: FnOnce() -> V + 'static,
    V: IntoView,
{
    let root = document().create_element("section").unwrap().unchecked_into::<HtmlElement>();
    document().body().unwrap().append_child(&root).unwrap();
    let handle = mount_to(root.clone(), view);
    tick().await;
    Stage { root, _handle: handle }
}

impl<M: Mountable> Stage<M> {
    pub fn find(&self, selector: &str) -> Element {
        self.root
            .query_selector(selector)
            .unwrap()
            .unwrap_or_else(|| panic!("no {selector} in {}", self.html()))
    }

    pub fn html(&self) -> String {
        self.root.inner_html()
    }

    pub fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    pub fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap()
    }

    /// Clicks as a customer does, and waits until the page has followed.
    pub async fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
        tick().await;
    }

    /// Whether the element has the keyboard's focus.
    pub fn is_focused(&self, selector: &str) -> bool {
        document().active_element().is_some_and(|active| active == self.find(selector))
    }
}
