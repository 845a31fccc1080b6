//! `/sandbox/mail…`: what customers were written to, and what is to come. Pages without script; a mail stands in a frame that
//! may do nothing, under a policy of its own.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, Utc};
use pase_contract::RebillId;
use serde::Serialize;
use uuid::Uuid;

use crate::failure::{Failure, Outcome};
use crate::http::Shared;
use crate::mail::{Letter, MailKind, MailOutcome};
use crate::mexico_city;
use crate::store::entities::mail::Model;
use crate::store::mails as store;

const STYLE: &str = include_str!("mail.css");
/// Of the pages: their own style, and frames of this server.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
/// Of a mail: its inline styles, and links that open in windows of their own.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
/// More are not listed on the page.
const LISTED: usize = 200;

type Id = Result<Path<Uuid>, axum::extract::rejection::PathRejection>;

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Standing {
    /// To be sent when its time comes.
    Scheduled,
    /// To be sent now.
    Waiting,
    Sent,
    Cancelled,
    Undeliverable,
}

/// A mail as a test reads it.
#[derive(Serialize)]
struct Shown {
    id: Uuid,
    rebill_id: RebillId,
    kind: MailKind,
    state: Standing,
    to: String,
    name: String,
    subject: String,
    text: String,
    /// When it was or is to be sent, on the product's clock.
    due_at: DateTime<Utc>,
    /// When it was sent, cancelled or given up.
    ended_at: Option<DateTime<Utc>>,
    #[serde(skip)]
    html: String,
}

/// All mails, the newest first.
#[derive(Serialize)]
pub(super) struct Mails {
    /// Those that were sent.
    items: Vec<Shown>,
    /// All others.
    unsent: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "sandbox/mails.html")]
struct ListPage<'a> {
    sent: &'a [Shown],
    unsent: &'a [Shown],
}

#[derive(Template)]
#[template(path = "sandbox/mail.html")]
struct MailPage<'a> {
    mail: &'a Shown,
}

impl Shown {
    fn new(app: &Shared, row: Model) -> Outcome<Self> {
        let Letter { subject, text, html } = app.mail.letter(&row).map_err(unwritten)?;
        let state = match row.outcome.map(|outcome| outcome.0) {
            Some(MailOutcome::Sent) => Standing::Sent,
            Some(MailOutcome::Cancelled) => Standing::Cancelled,
            Some(MailOutcome::Undeliverable) => Standing::Undeliverable,
            None if row.due_at.0 > app.clock.now() => Standing::Scheduled,
            None => Standing::Waiting,
        };
        Ok(Self {
            id: row.id.0,
            rebill_id: row.rebill_id.0,
            kind: row.kind.0,
            state,
            to: row.facts.0.email,
            name: row.facts.0.name,
            subject,
            text,
            due_at: row.due_at.0,
            ended_at: row.ended_at.map(|at| at.0),
            html,
        })
    }

    /// Day and time in Mexico City.
    fn when(&self) -> String {
        mexico_city::document_time(self.due_at).local().format("%d/%m/%Y %H:%M").to_string()
    }

    fn about(&self) -> &'static str {
        match self.kind {
            MailKind::Registered => "Trámite registrado",
            MailKind::AcceptNow => "Aceptar la cancelación",
            MailKind::AcceptReminder => "Recordatorio",
            MailKind::NeedsCorrection => "Corregir datos",
            MailKind::Rejected => "Cancelación rechazada",
            MailKind::Ready => "Documento listo",
        }
    }

    fn stands(&self) -> &'static str {
        match self.state {
            Standing::Scheduled => "Programado",
            Standing::Waiting => "Por enviar",
            Standing::Sent => "Enviado",
            Standing::Cancelled => "Cancelado",
            Standing::Undeliverable => "No se pudo entregar",
        }
    }
}

fn unwritten(_: askama::Error) -> Failure {
    Failure::Broken("a page cannot be written")
}

async fn all(app: &Shared) -> Outcome<Mails> {
    let rows = store::all(app.store.reader()).await?;
    let shown: Vec<Shown> = rows.into_iter().map(|row| Shown::new(app, row)).collect::<Outcome<_>>()?;
    let (items, unsent) = shown.into_iter().partition(|mail| mail.state == Standing::Sent);
    Ok(Mails { items, unsent })
}

async fn one(app: &Shared, id: Id) -> Outcome<Shown> {
    let Path(id) = id.map_err(|_| Failure::NOT_FOUND)?;
    let row = store::find(app.store.reader(), id).await?.ok_or(Failure::NOT_FOUND)?;
    Shown::new(app, row)
}

pub(super) async fn json(State(app): State<Shared>) -> Outcome<Json<Mails>> {
    all(&app).await.map(Json)
}

pub(super) async fn list(State(app): State<Shared>) -> Outcome<Response> {
    let Mails { mut items, mut unsent } = all(&app).await?;
    unsent.retain(|mail| mail.state != Standing::Cancelled);
    items.truncate(LISTED);
    unsent.truncate(LISTED);
    page(&ListPage { sent: &items, unsent: &unsent })
}

pub(super) async fn mail(State(app): State<Shared>, id: Id) -> Outcome<Response> {
    page(&MailPage { mail: &one(&app, id).await? })
}

pub(super) async fn html(State(app): State<Shared>, id: Id) -> Outcome<impl IntoResponse> {
    Ok(([(CONTENT_SECURITY_POLICY, MAIL_POLICY)], Html(one(&app, id).await?.html)))
}

pub(super) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")], STYLE)
}

fn page(page: &impl Template) -> Outcome<Response> {
    Ok(([(CONTENT_SECURITY_POLICY, PAGE_POLICY)], Html(page.render().map_err(unwritten)?)).into_response())
}
