//! The reference backend of PASE's re-billing portal: it makes the product run end to end, and it is the executable meaning
//! of the contract for whoever writes PASE's own.
//!
//! A request's way: `http` (extract, authorise) → a use case (`sessions`, `tags`, `movements`, `invoices`, `rebills`,
//! `fiscal_profiles`; one transaction) → `store` (SQL) → the response, or a failure that becomes a problem. What cannot be in
//! a transaction (PAC, tax authority: `gateways`) is done by the `worker`, which drives each trámite step by step, safely
//! repeated after a crash; what a customer is told of it goes out by `mail`. `sandbox` is reachable only with `--sandbox`. The binary is [`Settings`], read
//! from the command line, and a [`Backend`] made of them.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod allowed_origin;
mod app;
mod backend;
mod backoff;
mod clock;
mod documents;
mod entity_tag;
mod failure;
mod fiscal_profiles;
mod gateways;
mod http;
mod invoices;
mod iso_duration;
mod list_query;
mod logging;
mod mail;
mod mexico_city;
mod movements;
mod random;
mod rebills;
mod sandbox;
mod sessions;
mod settings;
mod store;
mod tags;
mod worker;

pub use allowed_origin::{AllowedOrigin, NoOrigin};
pub use backend::{Backend, StartError, Worker};
pub use mail::{MailSetting, MailSettings};
pub use settings::{CsdSetting, LogFormat, Settings};
