//! Rules of the product that need neither a database nor a request.

pub(crate) mod folio;
pub(crate) mod invoice_search;
pub(crate) mod issuer;
