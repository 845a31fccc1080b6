//! PASE's re-billing portal: a Leptos single-page app compiled to WebAssembly.
//!
//! A customer logs in, finds an invoice that was made out to the wrong razón social, has it re-billed to another,
//! is told what must happen and downloads the corrected document. Everything fiscal is in `mx-fiscal`, everything on
//! the wire in `pase-contract`; this crate is what is on the screen.
//!
//! The app lives in the root element that it is given ([`mount`]) and assumes nothing of the document around it. It
//! never panics: lints deny what could, and signals that may be gone after an `await` are asked with `try_…`.
//!
//! Direction of dependencies: `api` and `browser` and `ui` know no feature; features know each other only as
//! `invoices → rebill → fiscal_profiles`; [`app`] knows them all.
// Rendered natively, a screen is one type of all its parts, unlike in the wasm (docs/decisions/0013).
#![cfg_attr(feature = "ssr", recursion_limit = "512")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod api;
pub mod app;
pub mod browser;
pub mod cavi;
pub mod config;
mod customer;
pub mod failure;
pub mod features;
pub mod format;
mod header;
mod listing;
mod loaded;
pub mod navigation;
mod panic;
#[cfg(feature = "ssr")]
pub mod prerender;
pub mod route;
pub mod session;
pub mod start;
pub mod ui;

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::app::App;
use crate::browser::host::Host;
use crate::config::Config;

/// A portal that is on the page, until it is unmounted: a host that loses its hold of this value does not lose the
/// portal to the garbage collector.
#[wasm_bindgen]
pub struct Mounted {
    root: HtmlElement,
    held: Option<ManuallyDrop<Held>>,
}

struct Held {
    owner: Option<Owner>,
    view: Box<dyn std::any::Any>,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the portal off the page and releases everything that it held; a second time does nothing.
    pub fn unmount(&mut self) {
        let Some(held) = self.held.take() else { return };
        let Held { owner, view } = ManuallyDrop::into_inner(held);
        drop(view);
        // What was set up for the whole page (listeners, its title) ends with the owner, not with the view.
        if let Some(owner) = owner {
            owner.cleanup();
        }
        self.root.remove();
        panic::release();
    }
}

/// Puts the portal into an element of the page, in place of what is there. `config` is an object of texts: `base`, `api`,
/// `theme`, `setTitle`, `registerUrl`, `resetPasswordUrl`, `corporateUrl`, `rechargeUrl`, `invoiceUrl`, `privacyUrl`,
/// `termsUrl`. Inside of a shadow root the portal is a guest of the page: it leaves its title and its scroll position alone.
///
/// # Errors
/// If a portal is mounted already, since two would write one address, or if the element's document refuses a new element.
#[wasm_bindgen]
pub fn mount(element: &HtmlElement, config: &JsValue) -> Result<Mounted, JsValue> {
    if panic::is_installed() {
        return Err(js_sys::Error::new("a portal is mounted on this page already").into());
    }
    let config = Config::read(|key| Reflect::get(config, &JsValue::from_str(key)).ok()?.as_string());
    let document = element.owner_document().ok_or("the element has no document")?;
    let root = document.create_element("div")?.unchecked_into::<HtmlElement>();
    root.set_class_name("pase-portal");
    root.set_attribute("lang", "es-MX")?;
    if let Some(theme) = config.theme {
        root.set_attribute("data-theme", theme.as_str())?;
    }
    element.set_text_content(None);
    element.append_child(&root)?;
    panic::install(&root);
    let owner = Rc::new(RefCell::new(None));
    let inner = Rc::clone(&owner);
    let place = root.clone();
    let view: UnmountHandle<_> = mount_to(root.clone(), move || {
        inner.replace(Owner::current());
        let host = Host::new(&place, config.names_window);
        view! { <App config=config host=host/> }
    });
    let held = Held { owner: owner.take(), view: Box::new(view) };
    Ok(Mounted { root, held: Some(ManuallyDrop::new(held)) })
}
