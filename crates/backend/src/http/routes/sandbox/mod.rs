//! `/sandbox/…`: the clock, the buzón tributario, what the PAC and the SAT answer, and the reset. At the server's root, so that
//! a proxy of `/up` never shows them; with `--sandbox` only.

mod buzon;
mod outside;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use chrono::{DateTime, Utc};
use pase_contract::ProblemCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::failure::{Failure, Outcome};
use crate::gateways::DecisionError;
use crate::http::Shared;
use crate::http::extract::{Json, body, media_type};
use crate::iso_duration::IsoDuration;
use crate::sandbox::{self, Sandbox};
use crate::worker;

pub(in crate::http) fn routes(sandbox: Sandbox) -> Router<Shared> {
    Router::new()
        .route("/sandbox/clock", get(clock).post(advance))
        .route("/sandbox/reset", post(reset))
        .route("/sandbox/pac", get(outside::pac).post(outside::tell_pac))
        .route("/sandbox/sat", get(outside::sat).post(outside::tell_sat))
        .route("/sandbox/buzon", get(requests))
        .route("/sandbox/buzon.css", get(style))
        .route("/sandbox/buzon/{uuid}", post(answer))
        .layer(Extension(sandbox))
}

/// The product's time.
#[derive(Serialize)]
struct Clock {
    now: DateTime<Utc>,
}

/// By how much to move it, in ISO 8601.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Accept,
    Reject,
}

/// The receiver's answer, in JSON or from the page's form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decided {
    decision: Decision,
}

async fn clock(State(app): State<Shared>) -> axum::Json<Clock> {
    axum::Json(Clock { now: app.clock.now() })
}

async fn advance(State(app): State<Shared>, Json(asked): Json<Advance>) -> Outcome<axum::Json<Clock>> {
    let by =
        asked.advance.parse::<IsoDuration>().map_err(|error| Failure::field("advance", "form", error))?;
    Ok(axum::Json(Clock { now: sandbox::advance(&app, by.0).await? }))
}

async fn reset(State(app): State<Shared>) -> Outcome<StatusCode> {
    sandbox::reset(&app).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn requests(Extension(sandbox): Extension<Sandbox>) -> Outcome<Html<String>> {
    Ok(Html(buzon::page(&sandbox.tax_authority.requests().await?)))
}

async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")], buzon::STYLE)
}

async fn answer(
    State(app): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    uuid: Result<Path<Uuid>, axum::extract::rejection::PathRejection>,
    request: Request,
) -> Outcome<Response> {
    let Path(uuid) = uuid.map_err(|_| Failure::NOT_FOUND)?;
    let kind = media_type(&request);
    let (Decided { decision }, by_form) = match kind.as_deref() {
        Some("application/json") => {
            let read = serde_json::from_slice(&body(request, &app).await?);
            (read.map_err(|_| Failure::Refused(ProblemCode::MalformedRequest))?, false)
        }
        Some("application/x-www-form-urlencoded") => (form(&body(request, &app).await?)?, true),
        _ => return Err(Failure::Refused(ProblemCode::UnsupportedMediaType)),
    };
    let answered = sandbox.tax_authority.answer(uuid, matches!(decision, Decision::Accept)).await;
    // Also when it was decided before: whoever decided it may have been killed before the worker was told.
    worker::wake_all(&app).await?;
    answered.map_err(|error| match error {
        DecisionError::Unknown => Failure::NOT_FOUND,
        DecisionError::Decided => Failure::Refused(ProblemCode::NotRebillable),
        DecisionError::Database(error) => error.into(),
    })?;
    Ok(if by_form {
        Redirect::to("/sandbox/buzon").into_response()
    } else {
        StatusCode::NO_CONTENT.into_response()
    })
}

fn form(body: &[u8]) -> Outcome<Decided> {
    let mut decision = None;
    for (name, value) in form_urlencoded::parse(body) {
        match (&*name, &*value) {
            ("decision", "accept") => decision = Some(Decision::Accept),
            ("decision", "reject") => decision = Some(Decision::Reject),
            _ => return Err(Failure::Refused(ProblemCode::MalformedRequest)),
        }
    }
    decision.map(|decision| Decided { decision }).ok_or(Failure::Refused(ProblemCode::MalformedRequest))
}
