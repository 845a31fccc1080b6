//! `/sandbox/…`: the clock, the buzón tributario, the faults of the PAC and the SAT, the mails, and
//! the reset. They exist only with `--sandbox`, and at the server's root, so that a proxy of `/up`
//! never exposes them.

mod buzon;
mod faults;
mod mail;

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

use crate::http::extract::{Json, body, media_type};
use crate::http::shared::Shared;
use crate::jobs::worker;
use crate::kernel::iso_duration::IsoDuration;
use crate::sandbox::tax_authority::DecisionError;
use crate::sandbox::{Sandbox, clock as sandbox_clock, database};
use crate::use_cases::failure::{Failure, Outcome};

pub(crate) fn routes(sandbox: Sandbox) -> Router<Shared> {
    Router::new()
        .route("/sandbox/clock", get(clock).post(advance))
        .route("/sandbox/reset", post(reset))
        .route("/sandbox/pac", get(faults::pac_history).post(faults::set_pac_faults))
        .route("/sandbox/sat", get(faults::sat_history).post(faults::set_sat_faults))
        .route("/sandbox/buzon", get(requests))
        .route("/sandbox/buzon.css", get(style))
        .route("/sandbox/buzon/{uuid}", post(answer))
        .route("/sandbox/mail", get(mail::list))
        .route("/sandbox/mail.json", get(mail::json))
        .route("/sandbox/mail.css", get(mail::style))
        .route("/sandbox/mail/{id}", get(mail::mail))
        .route("/sandbox/mail/{id}/html", get(mail::html))
        .layer(Extension(sandbox))
}

/// The time on the product's clock.
#[derive(Serialize)]
struct Clock {
    now: DateTime<Utc>,
}

/// How far to move the clock, as an ISO 8601 duration.
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

/// The receiver's answer, as JSON or from the page's form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionRequest {
    decision: Decision,
}

async fn clock(State(app): State<Shared>) -> axum::Json<Clock> {
    axum::Json(Clock { now: app.clock.now() })
}

async fn advance(State(app): State<Shared>, Json(asked): Json<Advance>) -> Outcome<axum::Json<Clock>> {
    let by =
        asked.advance.parse::<IsoDuration>().map_err(|error| Failure::field("advance", "form", error))?;
    Ok(axum::Json(Clock { now: sandbox_clock::advance(&app, by.0).await? }))
}

async fn reset(State(app): State<Shared>, Extension(sandbox): Extension<Sandbox>) -> Outcome<StatusCode> {
    database::reset(&app, &sandbox).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn requests(Extension(sandbox): Extension<Sandbox>) -> Outcome<Html<String>> {
    let page = buzon::page(&sandbox.tax_authority.requests().await?);
    page.map(Html).map_err(|_| Failure::Internal("the page of the buzón cannot be written"))
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
    let (DecisionRequest { decision }, by_form) = match kind.as_deref() {
        Some("application/json") => {
            let read = serde_json::from_slice(&body(request, &app).await?);
            (read.map_err(|_| Failure::Refused(ProblemCode::MalformedRequest))?, false)
        }
        Some("application/x-www-form-urlencoded") => (form(&body(request, &app).await?)?, true),
        _ => return Err(Failure::Refused(ProblemCode::UnsupportedMediaType)),
    };
    let answered = sandbox.tax_authority.answer(uuid, matches!(decision, Decision::Accept)).await;
    // Also if it was already decided: the program may have been killed after a decision, before it
    // woke the worker.
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

fn form(body: &[u8]) -> Outcome<DecisionRequest> {
    let mut decision = None;
    for (name, value) in form_urlencoded::parse(body) {
        match (&*name, &*value) {
            ("decision", "accept") => decision = Some(Decision::Accept),
            ("decision", "reject") => decision = Some(Decision::Reject),
            _ => return Err(Failure::Refused(ProblemCode::MalformedRequest)),
        }
    }
    decision
        .map(|decision| DecisionRequest { decision })
        .ok_or(Failure::Refused(ProblemCode::MalformedRequest))
}
