//! The contract between the portal and its backend.
//!
//! Each endpoint is one type ([`Endpoint`]) with its method, path, request, response and the
//! problems that it may return. The browser's client sends it, the backend routes by it, and the
//! OpenAPI document is generated from it, so these three cannot disagree. Requests are drafts of
//! plain strings that both sides validate as a whole with `mx-fiscal`. Responses hold domain types
//! and are read leniently: an unknown word or one unreadable row affects that row only, never the
//! whole list.
//!
//! Apart from `mx-fiscal` it depends only on small libraries for data (serde, serde_json, chrono,
//! uuid, thiserror), and on utoipa for the OpenAPI document. It knows nothing about HTTP libraries,
//! databases or the DOM.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod endpoint;
pub mod fiscal_profiles;
mod ids;
pub mod invoices;
mod list;
pub mod movements;
#[cfg(feature = "openapi")]
pub mod openapi;
mod party;
mod problem;
mod problem_code;
pub mod rebills;
pub mod session;
pub mod tags;

pub use endpoint::{Endpoint, Method, Nothing, encode_query_value};
pub use ids::{AccountId, FiscalProfileId, InvoiceId, MalformedId, MovementId, RebillId, TagId};
pub use list::List;
pub use problem::{FieldProblem, Problem};
pub use problem_code::ProblemCode;

/// The API's base path on the portal's own site. A host page may set another.
pub const BASE: &str = "/up/api/v1";

/// The header by which the server recognizes a repeated request (IETF draft *Idempotency-Key*).
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// The header that names the version that a change applies to (RFC 9110, section 13.1.1).
pub const IF_MATCH: &str = "If-Match";
