//! The mails about a trámite's steps. Each is written in the transaction of its step.

use chrono::{DateTime, Utc};
use pase_contract::RebillId;
use pase_contract::invoices::Party;
use pase_contract::rebills::RebillStatus;

use crate::domain::folio;
use crate::mail::content::MailContent;
use crate::mail::tramite::{REMINDER_BEFORE, RefusedField, TramiteFacts, TramiteMail, TramiteMailKind};
use crate::store::WriteTx;
use crate::store::mails::{self as outbox, NewMail};
use crate::store::rebills::{self as store, Rebill, RebillForMail, StepTaken};
use crate::use_cases::failure::{Failure, Outcome};

/// Writes the mails about a step that a trámite has just taken, and cancels the reminder to accept
/// if the trámite no longer waits for acceptance.
pub(super) async fn write(transaction: &WriteTx, step: &StepTaken) -> Outcome<()> {
    if step.status != RebillStatus::AwaitingAcceptance {
        let reminder = key(TramiteMailKind::AcceptReminder, step);
        outbox::cancel(transaction, &reminder, step.at).await?;
    }
    let Some(kind) = TramiteMailKind::of_step(step.status) else { return Ok(()) };
    let rows = store::for_mail(transaction, &step.rebill_id).await?;
    let rows = rows.ok_or(Failure::Internal("a trámite has no invoice, tag or account"))?;
    outbox::write(transaction, mail(kind, step, &rows, step.at)?).await?;
    let reminds_at = rows.rebill.acceptance_due_at.map(|due| due - REMINDER_BEFORE);
    if let Some(reminds_at) = reminds_at.filter(|at| kind == TramiteMailKind::AcceptNow && *at > step.at) {
        outbox::write(transaction, mail(TramiteMailKind::AcceptReminder, step, &rows, reminds_at)?).await?;
    }
    Ok(())
}

/// A trámite has one mail of each kind, except that it may have to be corrected several times.
fn key(kind: TramiteMailKind, step: &StepTaken) -> String {
    let id: &RebillId = &step.rebill_id;
    match kind {
        TramiteMailKind::Registered => format!("tramite/{id}/registered"),
        TramiteMailKind::AcceptNow => format!("tramite/{id}/accept_now"),
        TramiteMailKind::AcceptReminder => format!("tramite/{id}/accept_reminder"),
        TramiteMailKind::NeedsCorrection => format!("tramite/{id}/needs_correction/{}", step.position),
        TramiteMailKind::Rejected => format!("tramite/{id}/rejected"),
        TramiteMailKind::Ready => format!("tramite/{id}/ready"),
    }
}

fn mail(
    kind: TramiteMailKind,
    step: &StepTaken,
    rows: &RebillForMail,
    due_at: DateTime<Utc>,
) -> Outcome<NewMail> {
    let mail = TramiteMail { rebill_id: step.rebill_id.clone(), kind, facts: facts(rows) };
    let content = serde_json::to_value(MailContent::Tramite(mail));
    Ok(NewMail {
        key: key(kind, step),
        account_id: rows.account.id.clone(),
        email: rows.account.email.clone(),
        name: rows.account.name.clone(),
        content: content.map_err(|_| Failure::Internal("a mail cannot be written"))?,
        due_at,
    })
}

/// The facts of a trámite in its present state.
fn facts(RebillForMail { rebill, original, tag, .. }: &RebillForMail) -> TramiteFacts {
    let refused = rebill.corrections.iter().map(|refusal| RefusedField {
        field: refusal.field.clone(),
        code: refusal.code.clone(),
        value: refused_value(rebill, &refusal.field),
    });
    TramiteFacts {
        tag: tag.number.clone(),
        folio: folio::displayed(&original.series, original.folio),
        uuid: original.uuid,
        period: original.period,
        total: original.total,
        from: Party { rfc: rebill.from_rfc.clone(), name: rebill.from_name.clone() },
        to: Party { rfc: rebill.to_rfc.clone(), name: rebill.to_name.to_string() },
        acceptance_due_at: rebill.acceptance_due_at,
        refused: refused.collect(),
        corrected_folio: rebill.corrected_folio.map(|folio| folio::displayed(&original.series, folio)),
    }
}

/// A field of the new receiver as it is shown; empty for an unknown field.
fn refused_value(rebill: &Rebill, field: &str) -> String {
    let keyed = |key: String, description: &str| format!("{key} {description}");
    match field {
        "rfc" => rebill.to_rfc.to_string(),
        "name" => rebill.to_name.to_string(),
        "postal_code" => rebill.to_postal_code.to_string(),
        "fiscal_regime" => keyed(rebill.to_regime.to_string(), rebill.to_regime.description()),
        "cfdi_use" => keyed(rebill.to_use.to_string(), rebill.to_use.description()),
        _ => String::new(),
    }
}
