//! PASE's re-billing portal: a Leptos single-page app compiled to WebAssembly.
//!
//! A customer logs in, finds an invoice that was made out to the wrong razón social, has it
//! re-billed to another one, learns what to do next, and downloads the corrected document. This
//! crate is what appears on the screen. The fiscal rules are in `mx-fiscal`, and what is sent over
//! the wire is in `pase-contract`.
//!
//! The app lives in the root element that it is given ([`mount`]) and assumes nothing about the
//! document around it. It must never panic. The lints deny the usual causes. After an `await`, a
//! signal may be gone, so code reads it with `try_…`.
//!
//! Dependencies go one way: `ui`, `api`, `browser`, `locale` and `navigation` know no feature.
//! tests/architecture/rules.rs lists which feature may use which.
// Rendered natively, a screen has one type made of the types of all its parts. In the wasm these
// types are erased (docs/decisions/0013-erase-components.md).
#![cfg_attr(feature = "ssr", recursion_limit = "512")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod api;
pub mod browser;
pub mod context;
pub mod data_views;
pub mod features;
pub mod locale;
pub mod navigation;
pub mod shell;
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

use crate::browser::host::Host;
use crate::context::config::Config;
use crate::shell::{App, panic};

/// A portal that is on the page, until `unmount` is called. If the host drops this value without
/// calling it, the portal stays: the garbage collector does not remove it.
#[wasm_bindgen]
pub struct Mounted {
    root: HtmlElement,
    state: Option<ManuallyDrop<MountState>>,
}

struct MountState {
    owner: Option<Owner>,
    view: Box<dyn std::any::Any>,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the portal off the page and releases everything that it held. A second call does
    /// nothing.
    pub fn unmount(&mut self) {
        let Some(state) = self.state.take() else { return };
        let MountState { owner, view } = ManuallyDrop::into_inner(state);
        drop(view);
        // The listeners on the page and its title belong to the owner. Dropping the view does not
        // end them.
        if let Some(owner) = owner {
            owner.cleanup();
        }
        self.root.remove();
        panic::release();
    }
}

/// Puts the portal into an element of the page and replaces the element's content. `config` is an
/// object of strings: `base`, `api`, `theme`, `setTitle`, `registerUrl`, `resetPasswordUrl`,
/// `corporateUrl`, `rechargeUrl`, `invoiceUrl`, `privacyUrl`, `termsUrl`, and `session` on our own
/// page ([`Config::read`]). In a shadow root the portal is a guest: it never scrolls the page, and
/// it sets the page's title only if `setTitle` is given.
///
/// # Errors
/// If a portal is already mounted, because two would both write the page's address. Also if the
/// document of the element refuses to create the root element.
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
        let host = Host::new(&place, config.sets_title);
        view! { <App config=config host=host/> }
    });
    let state = MountState { owner: owner.take(), view: Box::new(view) };
    Ok(Mounted { root, state: Some(ManuallyDrop::new(state)) })
}
