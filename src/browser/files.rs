//! Files for the customer: saving one, sharing one, and a window to look at one.

use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{document, set_timeout, window};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FilePropertyBag, HtmlAnchorElement, Url, Window};

/// How long the browser has to begin saving. Then the file's memory is released.
const REVOKE_URL_AFTER: Duration = Duration::from_secs(60);

/// A file that has arrived, with the name to save it under.
#[derive(Clone)]
pub struct File(SendWrapper<FileData>);

#[derive(Clone)]
struct FileData {
    name: String,
    content: Blob,
}

impl File {
    /// A file with this name.
    pub fn new(name: String, content: Blob) -> Self {
        Self(SendWrapper::new(FileData { name, content }))
    }

    /// The file's name.
    pub fn name(&self) -> String {
        self.0.name.clone()
    }

    /// Saves the file as a download of the browser. Returns whether the browser accepted it.
    pub fn save(&self) -> bool {
        let Ok(address) = Url::create_object_url_with_blob(&self.0.content) else { return false };
        let link =
            document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
        if let Some(link) = &link {
            link.set_href(&address);
            link.set_download(&self.0.name);
            // The link is not in the document, so no listener of the page hears this click.
            link.click();
        }
        set_timeout(
            move || {
                let _ = Url::revoke_object_url(&address);
            },
            REVOKE_URL_AFTER,
        );
        link.is_some()
    }

    /// Whether the device can share the file with another app.
    pub fn can_be_shared(&self) -> bool {
        let answer = self.share_data().and_then(|data| call_navigator("canShare", &data));
        answer.is_some_and(|answer| answer.is_truthy())
    }

    /// Shares the file with another app, which the customer chooses. Returns whether that worked.
    /// The browser allows it only in response to a press.
    pub async fn share(&self) -> bool {
        let promise = self.share_data().and_then(|data| call_navigator("share", &data));
        match promise.and_then(|promise| promise.dyn_into::<Promise>().ok()) {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        }
    }

    fn share_data(&self) -> Option<Object> {
        let options = FilePropertyBag::new();
        options.set_type(&self.0.content.type_());
        let content = Array::of1(&self.0.content);
        let file =
            web_sys::File::new_with_blob_sequence_and_options(&content, &self.0.name, &options).ok()?;
        let data = Object::new();
        Reflect::set(&data, &JsValue::from_str("files"), &Array::of1(&file)).ok()?;
        Some(data)
    }
}

/// Calls a method of `navigator`; `None` if it is missing, as in a browser that cannot share.
fn call_navigator(name: &str, data: &Object) -> Option<JsValue> {
    let navigator = window().navigator();
    let function = Reflect::get(&navigator, &JsValue::from_str(name)).ok()?.dyn_into::<Function>().ok()?;
    function.call1(&navigator, data).ok()
}

/// Another window, which is still empty. A press opens it before its content is known, because the
/// browser would block it later.
pub struct DocumentWindow(Window);

impl DocumentWindow {
    /// Opens a window; `None` if the browser blocks it.
    pub fn open() -> Option<Self> {
        let opened = window().open_with_url_and_target("", "_blank").ok().flatten()?;
        // Whatever the window will show must have no access to the portal.
        let _ = Reflect::set(&opened, &JsValue::from_str("opener"), &JsValue::NULL);
        Some(Self(opened))
    }

    /// Shows an address in the window.
    pub fn show(self, address: &str) {
        let _ = self.0.location().replace(address);
    }

    /// Closes the window, because there is nothing to show.
    pub fn close(self) {
        let _ = self.0.close();
    }
}
