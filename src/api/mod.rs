//! The only code that uses HTTP. [`Client`] sends an endpoint of the contract and returns its
//! answer or an [`ApiError`]; [`load()`] does so for a view and keeps the result.

mod answer;
mod client;
mod document;
mod error;
mod load;

pub use client::{Client, SessionSignal};
pub use error::{ApiError, Outcome};
pub use load::{Load, load};
