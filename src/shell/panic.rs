//! The last resort if the code panics nevertheless. The message goes to the console, and the
//! customer sees a screen with a way to continue, instead of a page that no longer responds.

use std::cell::RefCell;

use web_sys::{Element, HtmlElement};

use crate::browser::host;

thread_local! {
    /// The root of the mounted portal.
    static ROOT: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Whether a portal is mounted.
pub(crate) fn is_installed() -> bool {
    ROOT.with_borrow(Option::is_some)
}

/// Sets a panic hook that replaces the content of the portal's root with a "Recargar" screen.
pub(crate) fn install(root: &HtmlElement) {
    ROOT.with_borrow_mut(|held| *held = Some(root.clone()));
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        // Not rendered by Leptos, whose state may be what has just broken.
        let root = ROOT.with(|held| held.try_borrow().ok().and_then(|root| root.clone()));
        if let Some(root) = root {
            let _ = paint(&root);
            host::dispatch_event(&root, "pase-error", &[("code", "broken")]);
        }
    }));
}

/// Forgets the root of a portal that was unmounted.
pub(crate) fn release() {
    ROOT.with_borrow_mut(|held| *held = None);
}

fn paint(root: &HtmlElement) -> Option<()> {
    let document = root.owner_document()?;
    let element = |tag: &str, class: &str, text: &str| -> Option<Element> {
        let element = document.create_element(tag).ok()?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Some(element)
    };
    let screen = element("div", "boot", "")?;
    screen.set_attribute("role", "alert").ok()?;
    let title = element("p", "boot__title", "Algo falló en esta página")?;
    let text = element("p", "", "No se perdió nada de lo que ya enviaste. Recarga para continuar.")?;
    let reload = element("a", "button button--primary", "Recargar")?;
    reload.set_attribute("href", "").ok()?;
    reload.set_attribute("rel", "external").ok()?;
    for part in [title, text, reload] {
        screen.append_child(&part).ok()?;
    }
    root.set_text_content(None);
    root.append_child(&screen).ok()?;
    Some(())
}
