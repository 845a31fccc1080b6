//! What customers can do, one module per resource. A use case checks who asks, reads and writes in one transaction, and
//! answers with a type of the contract or a [`failure::Failure`]. It knows neither HTTP nor what goes on by itself (`jobs`).

pub(crate) mod documents;
pub(crate) mod failure;
pub(crate) mod fiscal_profiles;
pub(crate) mod invoices;
pub(crate) mod list_query;
pub(crate) mod movements;
pub(crate) mod rebills;
pub(crate) mod sessions;
pub(crate) mod tags;
