//! An invoice as the rest of the program knows it, and as its row.

use mx_fiscal::{CfdiDateTime, CfdiUse, FiscalRegime, Money, Period, PostalCode, Rfc};
use pase_contract::invoices::InvoiceStatus;
use pase_contract::{AccountId, InvoiceId, RebillId, TagId};
use uuid::Uuid;

use crate::domain::{folio, invoice_search};
use crate::store::columns::{Centavos, EnumColumn, TextColumn};
use crate::store::entities::invoice::Model;

/// An issued invoice, with its receiver's data at that time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invoice {
    pub(crate) id: InvoiceId,
    pub(crate) account_id: AccountId,
    pub(crate) tag_id: TagId,
    pub(crate) series: String,
    pub(crate) folio: i64,
    /// The folio fiscal.
    pub(crate) uuid: Uuid,
    /// When it was stamped: local to Mexico City.
    pub(crate) stamped_at: CfdiDateTime,
    pub(crate) receiver_rfc: Rfc,
    /// The name as the document prints it, which need not be the registered one.
    pub(crate) receiver_name: String,
    pub(crate) receiver_postal_code: PostalCode,
    pub(crate) receiver_regime: FiscalRegime,
    pub(crate) receiver_use: CfdiUse,
    /// The document's date: local to Mexico City.
    pub(crate) issued_at: CfdiDateTime,
    /// The month that it bills.
    pub(crate) period: Period,
    pub(crate) total: Money,
    /// The part of the total that is PASE's monthly commission, before IVA.
    pub(crate) commission: Money,
    /// The key of the SAT's catalog `c_FormaPago`.
    pub(crate) payment_form: String,
    pub(crate) status: InvoiceStatus,
    /// The folio fiscal of the invoice that it replaces.
    pub(crate) replaces_uuid: Option<Uuid>,
    /// The trámite that has issued it.
    pub(crate) origin_rebill_id: Option<RebillId>,
}

impl From<Model> for Invoice {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.0,
            account_id: row.account_id.0,
            tag_id: row.tag_id.0,
            series: row.series,
            folio: row.folio,
            uuid: row.uuid.0,
            stamped_at: row.stamped_at.0,
            receiver_rfc: row.receiver_rfc.0,
            receiver_name: row.receiver_name,
            receiver_postal_code: row.receiver_postal_code.0,
            receiver_regime: row.receiver_regime.0,
            receiver_use: row.receiver_use.0,
            issued_at: row.issued_at.0,
            period: row.period.0,
            total: row.total.0,
            commission: row.commission.0,
            payment_form: row.payment_form,
            status: row.status.0,
            replaces_uuid: row.replaces_uuid.map(|uuid| uuid.0),
            origin_rebill_id: row.origin_rebill_id.map(|id| id.0),
        }
    }
}

/// Adds what the row holds besides: the texts by which the invoice is sorted and found.
impl From<Invoice> for Model {
    fn from(invoice: Invoice) -> Self {
        let number = folio::displayed(&invoice.series, invoice.folio);
        let (rfc, name) = (invoice.receiver_rfc.as_str(), invoice.receiver_name.as_str());
        Self {
            folio_sort: folio::sort_key(&invoice.series, invoice.folio),
            search: invoice_search::search_text(rfc, name, &number, invoice.period),
            id: TextColumn(invoice.id),
            account_id: TextColumn(invoice.account_id),
            tag_id: TextColumn(invoice.tag_id),
            series: invoice.series,
            folio: invoice.folio,
            uuid: TextColumn(invoice.uuid),
            stamped_at: TextColumn(invoice.stamped_at),
            receiver_rfc: TextColumn(invoice.receiver_rfc),
            receiver_name: invoice.receiver_name,
            receiver_postal_code: TextColumn(invoice.receiver_postal_code),
            receiver_regime: TextColumn(invoice.receiver_regime),
            receiver_use: TextColumn(invoice.receiver_use),
            issued_at: TextColumn(invoice.issued_at),
            period: TextColumn(invoice.period),
            total: Centavos(invoice.total),
            commission: Centavos(invoice.commission),
            payment_form: invoice.payment_form,
            status: EnumColumn(invoice.status),
            replaces_uuid: invoice.replaces_uuid.map(TextColumn),
            origin_rebill_id: invoice.origin_rebill_id.map(TextColumn),
        }
    }
}
