//! The app around every screen. It starts the portal, decides which screen an address shows, and
//! renders the header.

mod app;
mod deferred_screens;
mod frame;
mod header;
pub(crate) mod panic;
#[cfg(feature = "ssr")]
pub mod prerender;
mod screen;
pub mod staged_start;
mod standby;

pub use app::App;
