//! The binary that Trunk compiles. It does nothing by itself: the page's loader calls
//! [`pase_portal::mount`].

pub use pase_portal::mount;

fn main() {}
