//! Thin wrappers over the browser: what the views need beyond elements and events. Nothing here
//! panics: if a browser refuses something, the wrapper reports it or does nothing, as its
//! documentation says.

pub mod cancellation;
pub mod clipboard;
pub mod clock;
pub mod date_input;
pub mod files;
pub mod focus;
pub mod history;
pub mod host;
pub mod inputs;
pub mod other_windows;
pub mod page;
pub mod press;
pub mod random;
pub mod scroll;
pub mod session_storage;
pub mod web_view;
