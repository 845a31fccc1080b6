//! Handlers by resource: they take a request apart, call one use case and put the answer together.

mod documents;
mod fiscal_profiles;
mod health;
mod invoices;
mod rebills;
mod sandbox;
mod sessions;
mod tags;

use axum::Router;

use super::Shared;

pub(super) use self::health::routes as health;
pub(super) use self::sandbox::routes as sandbox;

/// The API, under its base.
pub(super) fn api() -> Router<Shared> {
    let router = sessions::add(Router::new());
    let router = tags::add(router);
    let router = invoices::add(router);
    let router = documents::add(router);
    let router = rebills::add(router);
    fiscal_profiles::add(router)
}
