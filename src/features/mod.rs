//! The features: one folder for each thing that a customer does, with a model (plain Rust, tested
//! natively) and its views.
//!
//! tests/architecture/rules.rs lists which feature may use which.

pub mod attention;
pub mod clarifications;
pub mod dashboard;
pub mod fiscal_profiles;
pub mod help;
pub mod invoices;
pub mod legal;
pub mod login;
pub mod movements;
pub mod rebill_modal;
pub mod rebills;
pub mod tramites;
