//! The audit: the legal acts of customers. The database never changes or removes an entry.

use chrono::{DateTime, Utc};
use mx_fiscal::Rfc;
use pase_contract::{AccountId, InvoiceId, RebillId};
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, EntityTrait};

use super::columns::{Instant, TextColumn};
use super::entities::audit_entry::{ActiveModel, Entity};
use super::{StoreError, Write};

/// A legal act of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AuditEntry {
    /// When it was done, on the product's clock.
    pub(crate) at: DateTime<Utc>,
    pub(crate) account_id: AccountId,
    /// What was done: `rebill` or `correct`.
    pub(crate) act: String,
    pub(crate) rebill_id: RebillId,
    pub(crate) invoice_id: InvoiceId,
    pub(crate) from_rfc: Rfc,
    pub(crate) to_rfc: Rfc,
    /// What the customer was shown and has confirmed, as JSON.
    pub(crate) shown: String,
    /// The trace id of the request.
    pub(crate) trace_id: String,
}

/// Adds a legal act to the audit.
pub(crate) async fn insert(writer: &impl Write, entry: AuditEntry) -> Result<(), StoreError> {
    let AuditEntry { at, account_id, act, rebill_id, invoice_id, from_rfc, to_rfc, shown, trace_id } = entry;
    let row = ActiveModel {
        id: NotSet,
        at: Set(Instant(at)),
        account_id: Set(TextColumn(account_id)),
        act: Set(act),
        rebill_id: Set(TextColumn(rebill_id)),
        invoice_id: Set(TextColumn(invoice_id)),
        from_rfc: Set(TextColumn(from_rfc)),
        to_rfc: Set(TextColumn(to_rfc)),
        shown: Set(shown),
        trace_id: Set(trace_id),
    };
    Entity::insert(row).exec_without_returning(writer).await?;
    Ok(())
}

/// The whole audit, oldest first.
#[cfg(test)]
pub(crate) async fn all(reader: &impl super::Read) -> Result<Vec<AuditEntry>, StoreError> {
    use sea_orm::QueryOrder;
    let rows = Entity::find().order_by_asc(super::entities::audit_entry::Column::Id).all(reader).await?;
    let entries = rows.into_iter().map(|row| AuditEntry {
        at: row.at.0,
        account_id: row.account_id.0,
        act: row.act,
        rebill_id: row.rebill_id.0,
        invoice_id: row.invoice_id.0,
        from_rfc: row.from_rfc.0,
        to_rfc: row.to_rfc.0,
        shown: row.shown,
        trace_id: row.trace_id,
    });
    Ok(entries.collect())
}
