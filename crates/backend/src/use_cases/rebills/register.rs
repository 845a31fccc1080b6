//! Registers a trámite. Everything is decided and written in one transaction, during which nobody
//! else can write. `UNIQUE (invoice_id)` in the database is a second safeguard.

use std::collections::HashMap;

use mx_fiscal::{Receiver, ReceiverDraft};
use pase_contract::invoices::Rebillability;
use pase_contract::rebills::{RebillRequest, RebillStatus};
use pase_contract::{AccountId, InvoiceId, ProblemCode, RebillId};
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::{IdempotencyKey, reading, rebillability, transition};
use crate::app::App;
use crate::kernel::digest::digest;
use crate::kernel::mexico_city;
use crate::kernel::random;
use crate::store::columns::{EnumColumn, Instant, JsonColumn, TextColumn};
use crate::store::entities::{audit_entry, fiscal_profile, idempotent_answer, invoice, rebill};
use crate::store::{audit, fiscal_profiles, idempotency, invoices, rebills as store};
use crate::use_cases::documents;
use crate::use_cases::failure::{Failure, Outcome, field_problem};

/// Who wants to re-bill what.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) account: AccountId,
    pub(crate) invoice: InvoiceId,
    pub(crate) key: IdempotencyKey,
    pub(crate) body: RebillRequest,
    /// The request's trace id, for the log and the audit.
    pub(crate) trace_id: String,
}

/// Registers the trámite of an invoice and returns the answer as JSON. If this request was answered
/// before, the answer is repeated, byte for byte.
///
/// # Errors
/// As the contract lists them for `POST /invoices/{id}/rebill`.
pub(crate) async fn register(app: &App, request: Request) -> Outcome<String> {
    let _turn = app.in_flight.begin(&request.account, &request.key)?;
    let fingerprint = fingerprint(&request)?;
    let urls = original_url(app, &request).await?;
    let transaction = app.store.begin().await?;
    if let Some(first) = idempotency::answer(&transaction, &request.account, request.key.as_str()).await? {
        return if first.request == fingerprint {
            Ok(first.body)
        } else {
            Err(Failure::Refused(ProblemCode::IdempotencyKeyReused))
        };
    }
    let row = rebillable(app, &transaction, &request).await?;
    let profile =
        fiscal_profiles::find(&transaction, &request.account, &request.body.fiscal_profile_id).await?;
    let receiver = new_receiver(profile.ok_or(Failure::NOT_FOUND)?, request.body.cfdi_use.as_deref())?;
    if *receiver.rfc() == row.receiver_rfc.0 && !request.body.confirm_same_receiver {
        return Err(Failure::Refused(ProblemCode::SameReceiverUnconfirmed));
    }

    let rebill = rebill(app, &request, &row, &receiver)?;
    transition::insert(&transaction, rebill.clone()).await?;
    audit::insert(&transaction, audit_entry(&request, &row, &rebill, &receiver)).await?;
    let steps = store::steps(&transaction, std::slice::from_ref(&rebill)).await?;
    let now = rebill.registered_at.0;
    let body = reading::rebill(rebill, reading::rebilled(&row, &urls)?, None, steps, &app.policy, now);
    let body = serde_json::to_string(&body).map_err(|_| Failure::Internal("a trámite cannot be written"))?;
    let answer = idempotent_answer::Model {
        account_id: TextColumn(request.account),
        key: request.key.as_str().to_owned(),
        request: fingerprint,
        body: body.clone(),
    };
    idempotency::keep_answer(&transaction, answer).await?;
    transaction.commit().await?;
    app.worker_waker.wake();
    Ok(body)
}

/// The verification address of the invoice, if the invoice is this account's. It is fetched outside
/// the transaction because the invoice's document may have to be made.
async fn original_url(app: &App, request: &Request) -> Outcome<HashMap<InvoiceId, String>> {
    let invoice = invoices::find(app.store.reader(), &request.account, &request.invoice).await?;
    let invoice: Vec<_> = invoice.into_iter().map(|(invoice, _)| invoice).collect();
    documents::verification_urls(app, &invoice).await
}

/// The invoice, if it is this account's and can be re-billed.
async fn rebillable(
    app: &App,
    transaction: &DatabaseTransaction,
    request: &Request,
) -> Outcome<invoice::Model> {
    let row =
        invoices::find(transaction, &request.account, &request.invoice).await?.ok_or(Failure::NOT_FOUND)?;
    if let Some(winner) = &row.1 {
        return Err(Failure::AlreadyRebilled(winner.id.0.clone()));
    }
    match rebillability(&row, &app.policy, app.clock.now()) {
        Rebillability::Allowed { .. } => Ok(row.0),
        Rebillability::Refused { .. } => Err(Failure::Refused(ProblemCode::NotRebillable)),
    }
}

/// The razón social as a receiver, with the uso CFDI that was chosen for this document, if any.
fn new_receiver(profile: fiscal_profile::Model, cfdi_use: Option<&str>) -> Outcome<Receiver> {
    let draft = ReceiverDraft {
        rfc: profile.rfc.0.to_string(),
        name: profile.name.0.to_string(),
        postal_code: profile.postal_code.0.to_string(),
        fiscal_regime: profile.fiscal_regime.0.to_string(),
        cfdi_use: cfdi_use.map_or_else(|| profile.cfdi_use.0.to_string(), str::to_owned),
    };
    Receiver::try_from(&draft).map_err(|errors| {
        let errors = errors.into_iter();
        Failure::Invalid(
            errors.map(|error| field_problem(error.field().as_str(), error.code(), error)).collect(),
        )
    })
}

fn rebill(app: &App, request: &Request, row: &invoice::Model, receiver: &Receiver) -> Outcome<rebill::Model> {
    let now = app.clock.now();
    let due_at = app
        .policy
        .needs_acceptance(row.total.0)
        .then(|| Instant(app.policy.acceptance_due_at(now, &mexico_city::ZONE)));
    Ok(rebill::Model {
        id: TextColumn(random::identifier::<RebillId>()?),
        account_id: TextColumn(request.account.clone()),
        invoice_id: row.id.clone(),
        status: EnumColumn(RebillStatus::Registered),
        from_rfc: row.receiver_rfc.clone(),
        from_name: row.receiver_name.clone(),
        to_rfc: TextColumn(receiver.rfc().clone()),
        to_name: TextColumn(receiver.name().clone()),
        to_postal_code: TextColumn(receiver.postal_code()),
        to_regime: TextColumn(receiver.fiscal_regime()),
        to_use: TextColumn(receiver.cfdi_use()),
        registered_at: Instant(now),
        acceptance_due_at: due_at,
        available_by: None,
        corrected_folio: None,
        corrected_issued_at: None,
        failures: 0,
        next_attempt_at: Instant(chrono::DateTime::UNIX_EPOCH),
        fiscal_profile_id: Some(TextColumn(request.body.fiscal_profile_id.clone())),
        corrections: JsonColumn(Vec::new()),
        cancellation_asked_at: None,
        cancellation_received_at: None,
        sat_status: None,
        sat_asked_at: None,
        receipt_received_at: None,
        stamp_asked_at: None,
        waits: 0,
    })
}

/// The legal act for the audit: what the customer was shown and has confirmed.
fn audit_entry(
    request: &Request,
    row: &invoice::Model,
    rebill: &rebill::Model,
    receiver: &Receiver,
) -> audit_entry::Model {
    let shown = json!({
        "folio": crate::domain::folio::displayed(&row.series, row.folio),
        "uuid": row.uuid.0,
        "total": row.total.0,
        "from": { "rfc": row.receiver_rfc.0, "name": row.receiver_name },
        "to": receiver,
        "acceptance": rebill.acceptance_due_at.map(|due| json!({ "rfc": row.receiver_rfc.0, "due_at": due.0 })),
        "confirmed_same_receiver": request.body.confirm_same_receiver,
    });
    audit_entry::Model {
        id: 0,
        at: rebill.registered_at,
        account_id: TextColumn(request.account.clone()),
        act: "rebill".to_owned(),
        rebill_id: rebill.id.clone(),
        invoice_id: row.id.clone(),
        from_rfc: rebill.from_rfc.clone(),
        to_rfc: rebill.to_rfc.clone(),
        shown: shown.to_string(),
        trace_id: request.trace_id.clone(),
    }
}

/// What makes two requests the same: the invoice and the content of the body, whatever its white
/// space.
fn fingerprint(request: &Request) -> Outcome<String> {
    let body =
        serde_json::to_string(&request.body).map_err(|_| Failure::Internal("a request cannot be written"))?;
    Ok(digest(&format!("POST {} {body}", request.invoice)))
}
