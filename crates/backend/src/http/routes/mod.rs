//! Handlers, one module per resource. A handler takes the request apart, calls one use case and
//! builds the response.

mod documents;
mod fiscal_profiles;
mod health;
mod invoices;
mod rebills;
mod sessions;
mod tags;

use axum::Router;

use crate::http::shared::Shared;

pub(super) use self::health::routes as health;

/// The API's routes, relative to its base path.
pub(super) fn api() -> Router<Shared> {
    let router = sessions::add(Router::new());
    let router = tags::add(router);
    let router = invoices::add(router);
    let router = documents::add(router);
    let router = rebills::add(router);
    fiscal_profiles::add(router)
}
