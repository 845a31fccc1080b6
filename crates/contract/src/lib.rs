//! The contract between the portal and its backend.
//!
//! One endpoint is one type ([`Endpoint`]): its method, path, request, response and the problems that it may answer.
//! The browser's client sends it, the backend routes by it and the OpenAPI document is made from it, so that the three
//! cannot disagree. Requests are drafts of plain strings, checked whole by `mx-fiscal` on both sides; responses hold
//! domain types and are read leniently: an unknown word or one odd row degrades that row, never the list.
//!
//! This crate knows serde and `mx-fiscal`, nothing of HTTP libraries, databases or the DOM.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod endpoint;
pub mod fiscal_profiles;
mod ids;
pub mod invoices;
mod list;
pub mod movements;
#[cfg(feature = "openapi")]
pub mod openapi;
mod problem;
pub mod rebills;
pub mod session;
pub mod tags;

pub use endpoint::{Endpoint, Method, Nothing, encode_query_value};
pub use ids::{AccountId, FiscalProfileId, InvoiceId, MalformedId, MovementId, RebillId, TagId};
pub use list::List;
pub use problem::{FieldProblem, Problem, ProblemCode};

/// Where the API stands on the portal's own site; a host page may set another.
pub const BASE: &str = "/up/api/v1";

/// The header that makes a repeated request the same request (IETF draft *Idempotency-Key*).
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The header that says which version a change is made to (RFC 9110, section 13.1.1).
pub const IF_MATCH: &str = "If-Match";
