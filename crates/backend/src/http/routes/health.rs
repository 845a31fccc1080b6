//! `/healthz`: the program runs. `/readyz`: it can answer.

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use crate::failure::Outcome;
use crate::http::Shared;

pub(in crate::http) fn routes() -> Router<Shared> {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(ready))
}

async fn ready(State(app): State<Shared>) -> Outcome<&'static str> {
    app.store.ping().await?;
    Ok("ready\n")
}
