//! Logging in (the manual's step 1).

mod model;
mod view;

pub use view::Login;
