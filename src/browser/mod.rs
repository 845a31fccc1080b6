//! Thin wrappers over the browser: what the views need beyond elements and events. Nothing here panics: where a
//! browser refuses something, the wrapper says so or does nothing, as its documentation tells.

pub mod cancellation;
pub mod clipboard;
pub mod clock;
pub mod focus;
pub mod history;
pub mod host;
pub mod mexico_city;
pub mod page;
pub mod random;
