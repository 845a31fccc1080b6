//! One folder for each thing that a customer does: a model (plain Rust, tested natively) and its views.
//!
//! Between features only `invoices → rebill → fiscal_profiles`; anything else that is shared moves down.

pub mod clarifications;
pub mod dashboard;
pub mod fiscal_profiles;
pub mod help;
pub mod invoices;
pub mod login;
pub mod movements;
pub mod rebill;
