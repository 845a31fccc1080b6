//! The only code that talks HTTP: [`Client`] sends an endpoint of the contract and gives its answer or an
//! [`ApiError`]; [`load()`] does so for a view and keeps what it got.

mod client;
mod error;
mod load;

pub use client::Client;
pub use error::ApiError;
pub use load::{Load, load};
