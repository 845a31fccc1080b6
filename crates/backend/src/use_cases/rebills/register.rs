//! Registers a trámite. Everything is decided and written in one transaction, during which nobody
//! else can write. `UNIQUE (invoice_id)` in the database is a second safeguard.

use std::collections::HashMap;

use mx_fiscal::{Receiver, ReceiverDraft};
use pase_contract::invoices::Rebillability;
use pase_contract::rebills::RebillRequest;
use pase_contract::{AccountId, InvoiceId, ProblemCode, RebillId};
use serde_json::json;

use super::{IdempotencyKey, reading, rebillability, transition};
use crate::app::App;
use crate::kernel::digest::digest;
use crate::kernel::mexico_city;
use crate::kernel::random;
use crate::store::WriteTx;
use crate::store::audit::{self, AuditEntry};
use crate::store::fiscal_profiles::{self, FiscalProfile};
use crate::store::idempotency::{self, IdempotentAnswer};
use crate::store::invoices::{self, Invoice};
use crate::store::rebills::{self as store, NewRebill, Rebill};
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
    let invoice = rebillable(app, &transaction, &request).await?;
    let profile =
        fiscal_profiles::find(&transaction, &request.account, &request.body.fiscal_profile_id).await?;
    let receiver = new_receiver(profile.ok_or(Failure::NOT_FOUND)?, request.body.cfdi_use.as_deref())?;
    if *receiver.rfc() == invoice.receiver_rfc && !request.body.confirm_same_receiver {
        return Err(Failure::Refused(ProblemCode::SameReceiverUnconfirmed));
    }

    let rebill = transition::insert(&transaction, new_rebill(app, &request, &invoice, &receiver)?).await?;
    audit::insert(&transaction, audit_entry(&request, &invoice, &rebill, &receiver)).await?;
    let mut steps = store::steps(&transaction, std::slice::from_ref(&rebill)).await?;
    let steps = steps.remove(&rebill.id).unwrap_or_default();
    let now = rebill.registered_at;
    let body = reading::rebill(rebill, reading::rebilled(&invoice, &urls)?, None, steps, &app.policy, now);
    let body = serde_json::to_string(&body).map_err(|_| Failure::Internal("a trámite cannot be written"))?;
    let answer = IdempotentAnswer { request: fingerprint, body: body.clone() };
    idempotency::keep_answer(&transaction, &request.account, request.key.as_str(), answer).await?;
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
async fn rebillable(app: &App, transaction: &WriteTx, request: &Request) -> Outcome<Invoice> {
    let row =
        invoices::find(transaction, &request.account, &request.invoice).await?.ok_or(Failure::NOT_FOUND)?;
    if let Some(winner) = &row.1 {
        return Err(Failure::AlreadyRebilled(winner.id.clone()));
    }
    match rebillability(&row, &app.policy, app.clock.now()) {
        Rebillability::Allowed { .. } => Ok(row.0),
        Rebillability::Refused { .. } => Err(Failure::Refused(ProblemCode::NotRebillable)),
    }
}

/// The razón social as a receiver, with the uso CFDI that was chosen for this document, if any.
fn new_receiver(profile: FiscalProfile, cfdi_use: Option<&str>) -> Outcome<Receiver> {
    let draft = ReceiverDraft {
        rfc: profile.rfc.to_string(),
        name: profile.name.to_string(),
        postal_code: profile.postal_code.to_string(),
        fiscal_regime: profile.fiscal_regime.to_string(),
        cfdi_use: cfdi_use.map_or_else(|| profile.cfdi_use.to_string(), str::to_owned),
    };
    Receiver::try_from(&draft).map_err(|errors| {
        let errors = errors.into_iter();
        Failure::Invalid(
            errors.map(|error| field_problem(error.field().as_str(), error.code(), error)).collect(),
        )
    })
}

fn new_rebill(app: &App, request: &Request, invoice: &Invoice, receiver: &Receiver) -> Outcome<NewRebill> {
    let now = app.clock.now();
    let due_at = app
        .policy
        .needs_acceptance(invoice.total)
        .then(|| app.policy.acceptance_due_at(now, &mexico_city::ZONE));
    Ok(NewRebill {
        id: random::identifier::<RebillId>()?,
        account_id: request.account.clone(),
        invoice_id: invoice.id.clone(),
        from_rfc: invoice.receiver_rfc.clone(),
        from_name: invoice.receiver_name.clone(),
        to: receiver.clone(),
        registered_at: now,
        acceptance_due_at: due_at,
        fiscal_profile_id: request.body.fiscal_profile_id.clone(),
    })
}

/// The legal act for the audit: what the customer was shown and has confirmed.
fn audit_entry(request: &Request, invoice: &Invoice, rebill: &Rebill, receiver: &Receiver) -> AuditEntry {
    let shown = json!({
        "folio": crate::domain::folio::displayed(&invoice.series, invoice.folio),
        "uuid": invoice.uuid,
        "total": invoice.total,
        "from": { "rfc": invoice.receiver_rfc, "name": invoice.receiver_name },
        "to": receiver,
        "acceptance": rebill.acceptance_due_at.map(|due| json!({ "rfc": invoice.receiver_rfc, "due_at": due })),
        "confirmed_same_receiver": request.body.confirm_same_receiver,
    });
    AuditEntry {
        at: rebill.registered_at,
        account_id: request.account.clone(),
        act: "rebill".to_owned(),
        rebill_id: rebill.id.clone(),
        invoice_id: invoice.id.clone(),
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
