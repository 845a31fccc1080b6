//! `/healthz` says that the program runs, `/readyz` that its database answers.

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use crate::http::shared::Shared;
use crate::use_cases::failure::Outcome;

pub(in crate::http) fn routes() -> Router<Shared> {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready))
}

async fn ready(State(app): State<Shared>) -> Outcome<&'static str> {
    app.store.ping().await?;
    Ok("ready\n")
}
