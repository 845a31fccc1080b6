//! What every screen can get from the app. Each is a Leptos context that `shell::app` provides.

pub mod config;
pub(crate) mod content;
pub mod session;
pub(crate) mod waiting_count;
