//! A place in the document to mount something into, and ways to look at it.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use leptos::task::tick;
use pase_portal::ui::gallery::example;
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

    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.find(selector).get_attribute(name)
    }

    /// What `aria-describedby` of an element refers to, as it is read.
    pub fn described(&self, selector: &str) -> String {
        let ids = self.attribute(selector, "aria-describedby").unwrap_or_default();
        ids.split_whitespace().map(|id| self.text(&format!("#{id}"))).collect::<Vec<_>>().join(" ")
    }

    /// Gives a control a value and tells of it, as a browser does.
    pub async fn enter(&self, selector: &str, value: &str, event: &str) {
        let control = self.find(selector);
        js_sys::Reflect::set(&control, &"value".into(), &value.into()).unwrap();
        control.dispatch_event(&web_sys::Event::new(event).unwrap()).unwrap();
        tick().await;
    }

    /// Waits, frame by frame, until something holds.
    pub async fn until(&self, holds: impl Fn(&Self) -> bool) {
        for _ in 0..600 {
            if holds(self) {
                return;
            }
            self.frame().await;
        }
        panic!("it never held: {}", self.html());
    }

    /// Clicks as a customer does, and waits until the page has followed.
    pub async fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
        tick().await;
    }

    /// Waits for the next frame, in which what opened takes focus.
    pub async fn frame(&self) {
        let frame = js_sys::Promise::new(&mut |resolve, _| {
            window().request_animation_frame(&resolve).unwrap();
        });
        wasm_bindgen_futures::JsFuture::from(frame).await.unwrap();
        tick().await;
    }

    /// Whether the element has the keyboard's focus.
    pub fn is_focused(&self, selector: &str) -> bool {
        document().active_element().is_some_and(|active| active == self.find(selector))
    }
}

/// An example of a part on the page.
pub type ExampleStage = Stage<<AnyView as Render>::State>;

/// Shows an example of a part by its name.
pub async fn show_example(part: &str, name: &str) -> ExampleStage {
    let example = example(part, name).unwrap_or_else(|| panic!("the part {part} has no example {name}"));
    show(example.view).await
}
