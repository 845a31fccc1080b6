//! Corrections: the trámites that wait for a razón social to be corrected take its new data and are
//! validated again. This happens in the transaction that saves the razón social, so that the two
//! never differ.

use chrono::{DateTime, Utc};
use mx_fiscal::{Receiver, Rfc};
use pase_contract::rebills::RebillStatus;
use serde_json::json;

use super::{receiver, transition};
use crate::store::WriteTx;
use crate::store::audit::{self, AuditEntry};
use crate::store::rebills::{Change, Rebill};
use crate::use_cases::failure::Outcome;

/// A razón social that was saved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Correction<'a> {
    /// Its data after the save.
    pub(crate) receiver: &'a Receiver,
    /// When it was saved, on the product's clock.
    pub(crate) at: DateTime<Utc>,
    /// The trace id of the request, for the log and the audit.
    pub(crate) trace_id: &'a str,
}

/// Whether, with this RFC, a waiting trámite would keep its invoice's present receiver although it
/// was registered for another one. The customer has never confirmed that.
pub(crate) fn would_keep_receiver(waiting: &Rebill, rfc: &Rfc) -> bool {
    waiting.from_rfc == *rfc && waiting.to_rfc != *rfc
}

/// Lets the waiting trámites continue with the corrected data.
pub(crate) async fn correct(
    transaction: &WriteTx,
    waiting: &[Rebill],
    correction: Correction<'_>,
) -> Outcome<()> {
    for rebill in waiting {
        let entry = audit_entry(rebill, correction)?;
        let change = Change {
            corrections: Some(Vec::new()),
            receiver: Some(correction.receiver.clone()),
            ..Change::default()
        };
        let next = (RebillStatus::NeedsCorrection, RebillStatus::Validating);
        if transition::advance(transaction, &rebill.id, next, change, correction.at).await? {
            audit::insert(transaction, entry).await?;
        }
    }
    Ok(())
}

/// The legal act for the audit: what was refused, the data before, and the data that the customer
/// has put in their place.
fn audit_entry(rebill: &Rebill, correction: Correction<'_>) -> Outcome<AuditEntry> {
    let Correction { receiver: after, at, trace_id } = correction;
    let shown = json!({ "corrections": rebill.corrections, "before": receiver(rebill)?, "after": after });
    Ok(AuditEntry {
        at,
        account_id: rebill.account_id.clone(),
        act: "correct".to_owned(),
        rebill_id: rebill.id.clone(),
        invoice_id: rebill.invoice_id.clone(),
        from_rfc: rebill.from_rfc.clone(),
        to_rfc: after.rfc().clone(),
        shown: shown.to_string(),
        trace_id: trace_id.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use mx_fiscal::Money;
    use pase_contract::fiscal_profiles::FiscalProfileDraft;
    use pase_contract::{AccountId, InvoiceId, RebillId};
    use tempfile::TempDir;

    use super::*;
    use crate::app::App;
    use crate::kernel::entity_tag::IfMatch;
    use crate::store::invoices::{self, InvoiceFilter};
    use crate::store::keyset::PageRequest;
    use crate::store::rebills as store;
    use crate::store::{accounts, tags};
    use crate::use_cases::fiscal_profiles::{self, Change as Saving};
    use crate::use_cases::rebills::progress::{Progress, step};
    use crate::use_cases::rebills::{IdempotencyKey, Request, register};

    async fn account(app: &App, email: &str) -> AccountId {
        accounts::find_by(app.store.reader(), email).await.unwrap().unwrap().id
    }

    async fn invoice_with_total(app: &App, account: &AccountId, total: Money) -> InvoiceId {
        let (reader, filter) = (app.store.reader(), InvoiceFilter::default());
        for tag in tags::of_account(reader, account).await.unwrap() {
            let all = PageRequest { sort: String::new(), cursor: None, limit: 100 };
            let page = invoices::page(reader, &tag.id, &filter, all).await.unwrap();
            if let Some((invoice, _)) = page.rows.into_iter().find(|(invoice, _)| invoice.total == total) {
                return invoice.id;
            }
        }
        panic!("no invoice of {total}")
    }

    async fn registered(app: &App, account: &AccountId, total: &str, rfc: &str) -> RebillId {
        let invoice = invoice_with_total(app, account, total.parse().unwrap()).await;
        let profiles = fiscal_profiles::list(app, account).await.unwrap().items;
        let profile = profiles.into_iter().find(|profile| profile.rfc.as_str() == rfc).unwrap();
        let body = serde_json::from_value(json!({ "fiscal_profile_id": profile.id })).unwrap();
        let key = IdempotencyKey::read("k").unwrap();
        let request = Request { account: account.clone(), invoice, key, body, trace_id: "t1".to_owned() };
        let answer: serde_json::Value = serde_json::from_str(&register(app, request).await.unwrap()).unwrap();
        answer["id"].as_str().unwrap().parse().unwrap()
    }

    async fn save(app: &App, account: &AccountId, rfc: &str, name: &str) {
        let profiles = fiscal_profiles::list(app, account).await.unwrap().items;
        let profile = profiles.into_iter().find(|profile| profile.rfc.as_str() == rfc).unwrap();
        let draft = FiscalProfileDraft {
            rfc: rfc.to_owned(),
            name: name.to_owned(),
            postal_code: profile.postal_code.to_string(),
            fiscal_regime: profile.fiscal_regime.to_string(),
            cfdi_use: profile.cfdi_use.to_string(),
            ..FiscalProfileDraft::default()
        };
        let saving = Saving {
            account: account.clone(),
            id: profile.id,
            if_match: IfMatch::OneOf(vec![profile.version]),
            draft,
            trace_id: "t2".to_owned(),
        };
        fiscal_profiles::update(app, saving).await.unwrap();
    }

    /// How many cancellations the tax authority was asked for.
    async fn cancellations(app: &App) -> u64 {
        crate::sandbox::count_cancellations(app).await
    }

    /// Takes steps until the trámite rests. Returns each status that it reached, with the number of
    /// cancellations requested by then.
    async fn steps(app: &App, id: &RebillId) -> Vec<(RebillStatus, u64)> {
        let mut way = Vec::new();
        while step(app, id).await.unwrap() == Progress::Made {
            let status = store::find(app.store.reader(), id).await.unwrap().unwrap().status;
            way.push((status, cancellations(app).await));
        }
        way
    }

    #[tokio::test]
    async fn nothing_is_cancelled_before_the_receiver_is_accepted_and_each_correction_is_a_legal_act() {
        use RebillStatus::{Cancelling, Issued, Issuing, NeedsCorrection, Validating};
        let folder = TempDir::new().unwrap();
        let app = crate::sandbox::app_in(&folder).await;
        let xochilt = account(&app, "xochilt@pase.example").await;
        let rebill = registered(&app, &xochilt, "999.99", "XIA190128J61").await;
        assert_eq!(steps(&app, &rebill).await, [(Validating, 0), (NeedsCorrection, 0)]);
        assert_eq!(steps(&app, &rebill).await, [], "it waits for the customer");
        save(&app, &xochilt, "XIA190128J61", "XENON").await;
        assert_eq!(steps(&app, &rebill).await, [(NeedsCorrection, 0)], "validated again, and refused again");
        save(&app, &xochilt, "XIA190128J61", "XENON INDUSTRIAL ARTICLES").await;
        // The cancellation is requested and found to be done; folio and date are reserved, and then
        // the document is stamped.
        let way = [(Cancelling, 0), (Cancelling, 1), (Issuing, 1), (Issuing, 1), (Issued, 1)];
        assert_eq!(steps(&app, &rebill).await, way);
        save(&app, &xochilt, "XIA190128J61", "OTRO NOMBRE").await;

        let audit = audit::all(app.store.reader()).await.unwrap();
        let acts: Vec<_> = audit.iter().map(|entry| (&*entry.act, &*entry.trace_id)).collect();
        assert_eq!(acts, [("rebill", "t1"), ("correct", "t2"), ("correct", "t2")]);
        let shown: serde_json::Value = serde_json::from_str(&audit[2].shown).unwrap();
        assert_eq!(shown["corrections"], json!([{ "field": "name", "code": "CFDI40145" }]));
        let data = |name: &str| {
            json!({
                "rfc": "XIA190128J61", "name": name, "postal_code": "76343", "fiscal_regime": "601",
                "cfdi_use": "G03",
            })
        };
        assert_eq!(shown["before"], data("XENON"));
        assert_eq!(shown["after"], data("XENON INDUSTRIAL ARTICLES"));
        let forged = app.store.execute("UPDATE audit SET shown = ''").await;
        assert!(forged.is_err(), "what was done stays");
    }

    #[tokio::test]
    async fn the_database_itself_keeps_a_razon_social_that_a_running_tramite_uses() {
        let folder = TempDir::new().unwrap();
        let app = crate::sandbox::app_in(&folder).await;
        let demo = account(&app, "demo@pase.example").await;
        let rebill = registered(&app, &demo, "743.00", "SAT050528XN0").await;
        let delete = "DELETE FROM fiscal_profiles WHERE rfc = 'SAT050528XN0'";
        assert!(app.store.execute(delete).await.is_err());
        steps(&app, &rebill).await;
        app.store.execute(delete).await.unwrap();
        let ended = store::find(app.store.reader(), &rebill).await.unwrap().unwrap();
        assert_eq!((ended.status, ended.fiscal_profile_id), (RebillStatus::Issued, None));
    }
}
