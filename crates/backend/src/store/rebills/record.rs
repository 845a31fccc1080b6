//! A trámite as the rest of the program knows it, and as its row.

use chrono::{DateTime, Utc};
use mx_fiscal::{CfdiDateTime, CfdiUse, FiscalRegime, PostalCode, Receiver, Rfc, TaxpayerName};
use pase_contract::fiscal_profiles::ReceiverRefusal;
use pase_contract::rebills::{RebillStatus, SatStatus};
use pase_contract::{AccountId, FiscalProfileId, InvoiceId, RebillId};

use super::driving::RetryCounts;
use crate::store::columns::{EnumColumn, Instant, JsonColumn, TextColumn};
use crate::store::entities::rebill::Model;

/// A trámite. All instants are on the product's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rebill {
    pub(crate) id: RebillId,
    pub(crate) account_id: AccountId,
    /// The original invoice.
    pub(crate) invoice_id: InvoiceId,
    pub(crate) status: RebillStatus,
    /// The receiver of the original.
    pub(crate) from_rfc: Rfc,
    /// Its name as the original prints it.
    pub(crate) from_name: String,
    /// The receiver of the corrected document.
    pub(crate) to_rfc: Rfc,
    pub(crate) to_name: TaxpayerName,
    pub(crate) to_postal_code: PostalCode,
    pub(crate) to_regime: FiscalRegime,
    pub(crate) to_use: CfdiUse,
    pub(crate) registered_at: DateTime<Utc>,
    /// The deadline for accepting the cancellation; `None` if nobody must accept it. Before the SAT
    /// has asked the receiver, it is only expected and binds nobody.
    pub(crate) acceptance_due_at: Option<DateTime<Utc>>,
    /// When the corrected document is promised, once the original is cancelled.
    pub(crate) available_by: Option<DateTime<Utc>>,
    /// The reserved folio of the corrected document. Its series is the original's.
    pub(crate) corrected_folio: Option<i64>,
    /// The reserved date of the corrected document: local to Mexico City.
    pub(crate) corrected_issued_at: Option<CfdiDateTime>,
    /// How often it was put off.
    pub(crate) retry_counts: RetryCounts,
    /// The razón social that it was registered with, unless that was removed.
    pub(crate) fiscal_profile_id: Option<FiscalProfileId>,
    /// Everything that the PAC refused.
    pub(crate) corrections: Vec<ReceiverRefusal>,
    /// When the cancellation was requested last: noted before the request was sent.
    pub(crate) cancellation_asked_at: Option<DateTime<Utc>>,
    /// When the PAC said that the SAT has the request.
    pub(crate) cancellation_received_at: Option<DateTime<Utc>>,
    /// What the SAT said last about the original.
    pub(crate) sat: Option<SatStatus>,
    pub(crate) receipt_received_at: Option<DateTime<Utc>>,
    /// When the stamp was requested first: noted before the request was sent.
    pub(crate) stamp_asked_at: Option<DateTime<Utc>>,
}

/// A trámite that is to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewRebill {
    pub(crate) id: RebillId,
    pub(crate) account_id: AccountId,
    /// The original invoice.
    pub(crate) invoice_id: InvoiceId,
    /// The receiver of the original.
    pub(crate) from_rfc: Rfc,
    /// Its name as the original prints it.
    pub(crate) from_name: String,
    /// The receiver of the corrected document.
    pub(crate) to: Receiver,
    /// On the product's clock.
    pub(crate) registered_at: DateTime<Utc>,
    /// The expected deadline for accepting the cancellation, on the product's clock; `None` if
    /// nobody must accept it.
    pub(crate) acceptance_due_at: Option<DateTime<Utc>>,
    pub(crate) fiscal_profile_id: FiscalProfileId,
}

impl From<Model> for Rebill {
    fn from(row: Model) -> Self {
        let sat = row.sat_status.zip(row.sat_asked_at);
        Self {
            id: row.id.0,
            account_id: row.account_id.0,
            invoice_id: row.invoice_id.0,
            status: row.status.0,
            from_rfc: row.from_rfc.0,
            from_name: row.from_name,
            to_rfc: row.to_rfc.0,
            to_name: row.to_name.0,
            to_postal_code: row.to_postal_code.0,
            to_regime: row.to_regime.0,
            to_use: row.to_use.0,
            registered_at: row.registered_at.0,
            acceptance_due_at: row.acceptance_due_at.map(|at| at.0),
            available_by: row.available_by.map(|at| at.0),
            corrected_folio: row.corrected_folio,
            corrected_issued_at: row.corrected_issued_at.map(|at| at.0),
            retry_counts: RetryCounts { failures: row.failures, waits: row.waits },
            fiscal_profile_id: row.fiscal_profile_id.map(|id| id.0),
            corrections: row.corrections.0,
            cancellation_asked_at: row.cancellation_asked_at.map(|at| at.0),
            cancellation_received_at: row.cancellation_received_at.map(|at| at.0),
            sat: sat.map(|(status, at)| SatStatus { status: status.0, asked_at: at.0 }),
            receipt_received_at: row.receipt_received_at.map(|at| at.0),
            stamp_asked_at: row.stamp_asked_at.map(|at| at.0),
        }
    }
}

/// As it begins: registered, and due at once.
impl From<NewRebill> for Model {
    fn from(new: NewRebill) -> Self {
        let to = new.to;
        Self {
            id: TextColumn(new.id),
            account_id: TextColumn(new.account_id),
            invoice_id: TextColumn(new.invoice_id),
            status: EnumColumn(RebillStatus::Registered),
            from_rfc: TextColumn(new.from_rfc),
            from_name: new.from_name,
            to_rfc: TextColumn(to.rfc().clone()),
            to_name: TextColumn(to.name().clone()),
            to_postal_code: TextColumn(to.postal_code()),
            to_regime: TextColumn(to.fiscal_regime()),
            to_use: TextColumn(to.cfdi_use()),
            registered_at: Instant(new.registered_at),
            acceptance_due_at: new.acceptance_due_at.map(Instant),
            available_by: None,
            corrected_folio: None,
            corrected_issued_at: None,
            failures: 0,
            next_attempt_at: Instant(DateTime::UNIX_EPOCH),
            fiscal_profile_id: Some(TextColumn(new.fiscal_profile_id)),
            corrections: JsonColumn(Vec::new()),
            cancellation_asked_at: None,
            cancellation_received_at: None,
            sat_status: None,
            sat_asked_at: None,
            receipt_received_at: None,
            stamp_asked_at: None,
            waits: 0,
        }
    }
}
