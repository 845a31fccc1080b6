//! The standalone start: nothing to do, the page's loader calls [`pase_portal::mount`].

pub use pase_portal::mount;

fn main() {}
