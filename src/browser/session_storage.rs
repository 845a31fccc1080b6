//! The tab's session storage. It survives a reload but not the tab, and no server sees it.

use leptos::prelude::window;

/// Reads the text under a key; `None` if there is none, or if the browser refuses storage, as some
/// do in private windows.
pub fn read(key: &str) -> Option<String> {
    window().session_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Stores a text under a key; `None` removes it. If the browser refuses storage, nothing happens.
pub fn write(key: &str, text: Option<&str>) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = match text {
            Some(text) => storage.set_item(key, text),
            None => storage.remove_item(key),
        };
    }
}
