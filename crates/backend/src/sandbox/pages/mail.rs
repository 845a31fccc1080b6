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
use crate::mail::Letter;
use crate::mail::content::MailContent;
use crate::mail::tramite::TramiteMailKind;
use crate::store::mails::{self as store, MailOutcome, OutboxMail};
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
    kind: TramiteMailKind,
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
    fn new(app: &Shared, mail: OutboxMail) -> Outcome<Self> {
        let content = serde_json::from_value(mail.content);
        let content = content.map_err(|_| Failure::Internal("a mail's content cannot be read"))?;
        let Letter { subject, text, html } = app.mail.letter(&content, &mail.name).map_err(template_error)?;
        let MailContent::Tramite(about) = content;
        let state = match mail.outcome {
            Some(MailOutcome::Sent) => MailState::Sent,
            Some(MailOutcome::Cancelled) => MailState::Cancelled,
            Some(MailOutcome::Undeliverable) => MailState::Undeliverable,
            None if mail.due_at > app.clock.now() => MailState::Scheduled,
            None => MailState::Waiting,
        };
        Ok(Self {
            id: mail.id,
            rebill_id: about.rebill_id,
            kind: about.kind,
            state,
            to: mail.email,
            name: mail.name,
            subject,
            text,
            due_at: mail.due_at,
            ended_at: mail.ended_at,
            html,
        })
    }

    /// The date and time at which it is due, in Mexico City.
    fn due_label(&self) -> String {
        mexico_city::document_time(self.due_at).local().format("%d/%m/%Y %H:%M").to_string()
    }

    fn kind_label(&self) -> &'static str {
        match self.kind {
            TramiteMailKind::Registered => "Trámite registrado",
            TramiteMailKind::AcceptNow => "Aceptar la cancelación",
            TramiteMailKind::AcceptReminder => "Recordatorio",
            TramiteMailKind::NeedsCorrection => "Corregir datos",
            TramiteMailKind::Rejected => "Cancelación rechazada",
            TramiteMailKind::Ready => "Documento listo",
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
    let mails = store::all(app.store.reader()).await?.into_iter();
    let mails: Vec<MailView> = mails.map(|mail| MailView::new(app, mail)).collect::<Outcome<_>>()?;
    let (items, unsent) = mails.into_iter().partition(|mail| mail.state == MailState::Sent);
    Ok(Mails { items, unsent })
}

async fn find_mail(app: &Shared, id: Id) -> Outcome<MailView> {
    let Path(id) = id.map_err(|_| Failure::NOT_FOUND)?;
    let mail = store::find(app.store.reader(), id).await?.ok_or(Failure::NOT_FOUND)?;
    MailView::new(app, mail)
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
