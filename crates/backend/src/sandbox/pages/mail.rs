//! `/sandbox/mail…`: the mails that customers were sent, and those still to be sent. The pages have
//! no script. A mail is shown in a frame that may do nothing, under a policy of its own.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, Utc};
use pase_contract::RebillId;
use serde::Serialize;
use uuid::Uuid;

use crate::http::shared::Shared;
use crate::kernel::mexico_city;
use crate::mail::{Letter, MailKind, MailOutcome};
use crate::store::entities::mail::Model;
use crate::store::mails as store;
use crate::use_cases::failure::{Failure, Outcome};

const STYLE: &str = include_str!("mail.css");
/// The content security policy of the pages: their own style, and frames from this server.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
/// The content security policy of a mail: its inline styles, and links that open in new windows.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
/// How many sent and how many unsent mails the page lists at most.
const MAX_LISTED: usize = 200;

type Id = Result<Path<Uuid>, axum::extract::rejection::PathRejection>;

/// The state of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum MailState {
    /// It will be sent when it is due.
    Scheduled,
    /// It is due and will be sent next.
    Waiting,
    Sent,
    Cancelled,
    Undeliverable,
}

/// A mail as tests and the pages read it.
#[derive(Serialize)]
struct MailView {
    id: Uuid,
    rebill_id: RebillId,
    kind: MailKind,
    state: MailState,
    to: String,
    name: String,
    subject: String,
    text: String,
    /// When it was or will be due, on the product's clock.
    due_at: DateTime<Utc>,
    /// When it was sent, cancelled or given up, on the product's clock.
    ended_at: Option<DateTime<Utc>>,
    #[serde(skip)]
    html: String,
}

/// All mails, newest first.
#[derive(Serialize)]
pub(super) struct Mails {
    /// The mails that were sent.
    items: Vec<MailView>,
    /// All other mails.
    unsent: Vec<MailView>,
}

#[derive(Template)]
#[template(path = "sandbox/mails.html")]
struct ListPage<'a> {
    sent: &'a [MailView],
    unsent: &'a [MailView],
}

#[derive(Template)]
#[template(path = "sandbox/mail.html")]
struct MailPage<'a> {
    mail: &'a MailView,
}

impl MailView {
    fn new(app: &Shared, row: Model) -> Outcome<Self> {
        let Letter { subject, text, html } = app.mail.letter(&row).map_err(template_error)?;
        let state = match row.outcome.map(|outcome| outcome.0) {
            Some(MailOutcome::Sent) => MailState::Sent,
            Some(MailOutcome::Cancelled) => MailState::Cancelled,
            Some(MailOutcome::Undeliverable) => MailState::Undeliverable,
            None if row.due_at.0 > app.clock.now() => MailState::Scheduled,
            None => MailState::Waiting,
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

    /// The date and time at which it is due, in Mexico City.
    fn due_label(&self) -> String {
        mexico_city::document_time(self.due_at).local().format("%d/%m/%Y %H:%M").to_string()
    }

    fn kind_label(&self) -> &'static str {
        match self.kind {
            MailKind::Registered => "Trámite registrado",
            MailKind::AcceptNow => "Aceptar la cancelación",
            MailKind::AcceptReminder => "Recordatorio",
            MailKind::NeedsCorrection => "Corregir datos",
            MailKind::Rejected => "Cancelación rechazada",
            MailKind::Ready => "Documento listo",
        }
    }

    fn state_label(&self) -> &'static str {
        match self.state {
            MailState::Scheduled => "Programado",
            MailState::Waiting => "Por enviar",
            MailState::Sent => "Enviado",
            MailState::Cancelled => "Cancelado",
            MailState::Undeliverable => "No se pudo entregar",
        }
    }
}

fn template_error(_: askama::Error) -> Failure {
    Failure::Internal("a page cannot be written")
}

async fn all_mails(app: &Shared) -> Outcome<Mails> {
    let rows = store::all(app.store.reader()).await?;
    let mails: Vec<MailView> = rows.into_iter().map(|row| MailView::new(app, row)).collect::<Outcome<_>>()?;
    let (items, unsent) = mails.into_iter().partition(|mail| mail.state == MailState::Sent);
    Ok(Mails { items, unsent })
}

async fn find_mail(app: &Shared, id: Id) -> Outcome<MailView> {
    let Path(id) = id.map_err(|_| Failure::NOT_FOUND)?;
    let row = store::find(app.store.reader(), id).await?.ok_or(Failure::NOT_FOUND)?;
    MailView::new(app, row)
}

pub(super) async fn json(State(app): State<Shared>) -> Outcome<Json<Mails>> {
    all_mails(&app).await.map(Json)
}

pub(super) async fn list(State(app): State<Shared>) -> Outcome<Response> {
    let Mails { mut items, mut unsent } = all_mails(&app).await?;
    unsent.retain(|mail| mail.state != MailState::Cancelled);
    items.truncate(MAX_LISTED);
    unsent.truncate(MAX_LISTED);
    page(&ListPage { sent: &items, unsent: &unsent })
}

pub(super) async fn mail(State(app): State<Shared>, id: Id) -> Outcome<Response> {
    page(&MailPage { mail: &find_mail(&app, id).await? })
}

pub(super) async fn html(State(app): State<Shared>, id: Id) -> Outcome<impl IntoResponse> {
    Ok(([(CONTENT_SECURITY_POLICY, MAIL_POLICY)], Html(find_mail(&app, id).await?.html)))
}

pub(super) async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")], STYLE)
}

fn page(page: &impl Template) -> Outcome<Response> {
    Ok(([(CONTENT_SECURITY_POLICY, PAGE_POLICY)], Html(page.render().map_err(template_error)?))
        .into_response())
}
