//! The reference backend of PASE's re-billing portal. It makes the product run end to end, and
//! shows by running code what the contract means, for the people who write PASE's own backend.
//!
//! A request passes through `http` (extraction, authorization), a use case (`sessions`, `tags`,
//! `movements`, `invoices`, `rebills`, `fiscal_profiles`; one transaction) and `store` (SQL). The
//! result becomes the response; a failure becomes a problem. Questions to the PAC and the tax
//! authority (`gateways`) cannot be part of a transaction. The `worker` asks them: it drives each
//! trámite step by step, and repeats a step safely after a crash. `mail` tells customers about
//! these steps. `sandbox` is reachable only with `--sandbox`.
//!
//! The binary reads [`Settings`] from the command line and opens a [`Backend`] with them.
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

mod app;
mod backend;
mod domain;
pub mod gateways;
mod http;
mod jobs;
mod kernel;
mod logging;
mod mail;
mod sandbox;
mod settings;
mod store;
mod use_cases;

pub use backend::{Backend, StartError, Worker};
pub use kernel::allowed_origin::{AllowedOrigin, InvalidOrigin};
pub use mail::{MailSettingError, MailSettings};
pub use settings::{CsdSettingError, LogFormat, Settings};
