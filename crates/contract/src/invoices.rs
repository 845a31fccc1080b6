//! Invoices (CFDI) of a tag, their documents, and whether each can be re-billed.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use mx_fiscal::{CfdiDateTime, Money, Period, Rfc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::endpoint::with_query;
pub use crate::party::Party;
use crate::rebills::{Acceptance, RebillStatus};
use crate::{Endpoint, InvoiceId, List, Method, Nothing, ProblemCode, RebillId, TagId};

/// An issued invoice, as a row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invoice {
    /// Identifier of the invoice.
    pub id: InvoiceId,
    /// The tag whose movements it bills.
    pub tag_id: TagId,
    /// The kind of document.
    pub concept: InvoiceConcept,
    /// PASE's own number, made of series and folio: `O-52375239`.
    pub folio: String,
    /// The SAT's number: the UUID of the stamp (*folio fiscal*).
    pub uuid: Uuid,
    /// The receiver, as printed on the document.
    pub receiver: Party,
    /// The document's own date: local time at the place of issue, without an offset.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2020-05-27T11:01:00"))]
    pub issued_at: CfdiDateTime,
    /// The month that it bills.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2020-05"))]
    pub period: Period,
    /// Total including taxes, in MXN.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "1093.40"))]
    pub total: Money,
    /// The invoice's status with the SAT.
    pub status: InvoiceStatus,
    /// Whether it can be re-billed and what that requires, or why it cannot.
    pub rebill: Rebillability,
    /// The trámite that produced this invoice or that re-bills it, if any.
    pub rebill_id: Option<RebillId>,
}

/// The kind of document that an invoice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvoiceConcept {
    /// FACTURA.
    Invoice,
    /// A kind that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// An invoice's status with the SAT (`Estado`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvoiceStatus {
    /// Vigente.
    Valid,
    /// Cancelado.
    Cancelled,
    /// A status that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// Whether an invoice can be re-billed. The server decides, because it knows the policy and the
/// SAT's status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rebillability {
    /// It can be re-billed, once.
    Allowed {
        /// Who must accept the cancellation in the buzón tributario; `None` if nobody must.
        acceptance: Option<Acceptor>,
        /// Whether the corrected document would fall in another month or year than this invoice, if
        /// it were re-billed now and issued as late as the policy allows. For some régimenes a
        /// deduction belongs to the period of its document.
        #[serde(default)]
        period_change: Option<PeriodChange>,
    },
    /// It cannot be re-billed.
    Refused {
        /// Why not.
        reason: RefusalReason,
        /// The trámite that prevents it, if one does.
        rebill_id: Option<RebillId>,
        /// The state of this invoice's own trámite, from which a row shows who must act; `None` if
        /// it has none.
        #[serde(default)]
        tramite: Option<TramiteState>,
    },
}

/// The state of an invoice's trámite, as far as a row needs it: whether the customer must act, and
/// by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TramiteState {
    /// The trámite's status.
    pub status: RebillStatus,
    /// Whether the deadline for accepting the cancellation has passed. This is only a reminder: it
    /// can still be accepted.
    #[serde(default)]
    pub overdue: bool,
    /// Where the cancellation must be accepted, and by when; `None` if nobody must accept it.
    #[serde(default)]
    pub acceptance: Option<Acceptance>,
    /// The server's time of this response. Remaining times are counted from it, not from the
    /// device's clock.
    pub as_of: DateTime<Utc>,
}

/// How the corrected document's period would differ from the original's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PeriodChange {
    /// Another month of the same year.
    Month,
    /// Another year.
    Year,
    /// A change that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// Who must accept a cancellation: the receiver of the *original* invoice, in that RFC's buzón
/// tributario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Acceptor {
    /// RFC of the present receiver.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "ISD950921HE5"))]
    pub rfc: Rfc,
}

/// Why an invoice cannot be re-billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// Its trámite is running.
    InProgress,
    /// Its trámite has ended with a corrected document.
    AlreadyRebilled,
    /// Its one trámite has ended because the cancellation was rejected.
    Rejected,
    /// It is itself a corrected document.
    Substitute,
    /// It was cancelled by other means than a trámite.
    Cancelled,
    /// The last day on which it could be cancelled has passed.
    PastLastDate,
    /// A reason that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// The order of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InvoiceSort {
    /// What the rows are ordered by.
    pub key: InvoiceSortKey,
    /// `true` starts with the smallest (oldest); `false` starts with the greatest (newest).
    pub ascending: bool,
}

/// What the table can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvoiceSortKey {
    /// The document's date.
    #[default]
    IssuedAt,
    /// The total.
    Total,
    /// Series and folio.
    Folio,
}

/// The text names no order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an order is issued_at, total or folio, with a leading hyphen from the greatest down")]
pub struct UnknownSort;

impl FromStr for InvoiceSort {
    type Err = UnknownSort;

    fn from_str(text: &str) -> Result<Self, UnknownSort> {
        let (ascending, key) = match text.strip_prefix('-') {
            Some(key) => (false, key),
            None => (true, text),
        };
        let key = match key {
            "issued_at" => InvoiceSortKey::IssuedAt,
            "total" => InvoiceSortKey::Total,
            "folio" => InvoiceSortKey::Folio,
            _ => return Err(UnknownSort),
        };
        Ok(Self { key, ascending })
    }
}

impl fmt::Display for InvoiceSort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self.key {
            InvoiceSortKey::IssuedAt => "issued_at",
            InvoiceSortKey::Total => "total",
            InvoiceSortKey::Folio => "folio",
        };
        if !self.ascending {
            f.write_str("-")?;
        }
        f.write_str(key)
    }
}

/// Which invoices to list, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceQuery {
    /// What the customer typed into the search field. Every term in it must match; docs/API.md
    /// lists what a term can be.
    pub text: String,
    /// First day of the document's date, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day of the document's date, inclusive.
    pub to: Option<NaiveDate>,
    /// The order; newest first by default.
    pub sort: InvoiceSort,
    /// Which page: a cursor from an earlier response to the same query.
    pub cursor: Option<String>,
    /// Rows per page, at most 100; `None` uses the server's default (20).
    pub limit: Option<u32>,
}

/// `GET /tags/{id}/invoices`: a page of a tag's invoices.
#[derive(Clone, Debug)]
pub struct ListInvoices {
    /// The tag.
    pub tag_id: TagId,
    /// Which of its invoices.
    pub query: InvoiceQuery,
}

impl Endpoint for ListInvoices {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/tags/{id}/invoices";
    const PROBLEMS: &'static [ProblemCode] =
        &[ProblemCode::Unauthenticated, ProblemCode::NotFound, ProblemCode::InvalidInput];
    type Body = Nothing;
    type Response = List<Invoice>;

    fn path(&self) -> String {
        let InvoiceQuery { text, from, to, sort, cursor, limit } = &self.query;
        let path = Self::PATH.replace("{id}", self.tag_id.as_str());
        let (from, to) = (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
        let sort = (*sort != InvoiceSort::default()).then(|| sort.to_string());
        let limit = limit.map(|limit| limit.to_string());
        with_query(
            path,
            &[
                ("q", Some(text.trim())),
                ("from", from.as_deref()),
                ("to", to.as_deref()),
                ("sort", sort.as_deref()),
                ("cursor", cursor.as_deref()),
                ("limit", limit.as_deref()),
            ],
        )
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}

/// `GET /invoices/{id}`: one invoice.
#[derive(Clone, Debug)]
pub struct GetInvoice {
    /// The invoice.
    pub id: InvoiceId,
}

impl Endpoint for GetInvoice {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/invoices/{id}";
    const PROBLEMS: &'static [ProblemCode] = &[ProblemCode::Unauthenticated, ProblemCode::NotFound];
    type Body = Nothing;
    type Response = Invoice;

    fn path(&self) -> String {
        Self::PATH.replace("{id}", self.id.as_str())
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}

/// A document of an invoice. It is a file that a page can link to or fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// The CFDI itself.
    Xml,
    /// The CFDI's printed form.
    Pdf,
}

impl Document {
    /// `GET /invoices/{id}/document.xml`
    pub const XML_PATH: &'static str = "/invoices/{id}/document.xml";
    /// `GET /invoices/{id}/document.pdf`
    pub const PDF_PATH: &'static str = "/invoices/{id}/document.pdf";

    /// The query that makes the printed form open in the browser instead of being saved.
    pub const INLINE: &'static str = "?disposition=inline";

    /// The path under the API's base. The response is a file to save, with a descriptive name. A
    /// failure is a problem, or a page if the request accepts `text/html`, as it does when the user
    /// follows a link.
    pub fn path(self, id: &InvoiceId) -> String {
        let template = match self {
            Self::Xml => Self::XML_PATH,
            Self::Pdf => Self::PDF_PATH,
        };
        template.replace("{id}", id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_only_what_was_asked() {
        let mut list = ListInvoices { tag_id: "t1".parse().unwrap(), query: InvoiceQuery::default() };
        assert_eq!(list.path(), "/tags/t1/invoices");
        list.query.text = " isd950 ".to_owned();
        list.query.from = NaiveDate::from_ymd_opt(2020, 5, 1);
        list.query.sort = "total".parse().unwrap();
        assert_eq!(list.path(), "/tags/t1/invoices?q=isd950&from=2020-05-01&sort=total");
    }

    #[test]
    fn every_order_is_its_text() {
        for text in ["issued_at", "-issued_at", "total", "-total", "folio", "-folio"] {
            assert_eq!(text.parse::<InvoiceSort>().unwrap().to_string(), text);
        }
        assert_eq!(InvoiceSort::default().to_string(), "-issued_at");
        assert_eq!("rfc".parse::<InvoiceSort>(), Err(UnknownSort));
    }

    #[test]
    fn rebillability_is_written_as_the_contract_says() {
        let written = |rebill: &Rebillability| serde_json::to_string(rebill).unwrap();
        let free = Rebillability::Allowed { acceptance: None, period_change: None };
        assert_eq!(written(&free), r#"{"allowed":{"acceptance":null,"period_change":null}}"#);
        let rfc = "ISD950921HE5".parse().unwrap();
        let accepted = Rebillability::Allowed {
            acceptance: Some(Acceptor { rfc }),
            period_change: Some(PeriodChange::Month),
        };
        let all = r#"{"allowed":{"acceptance":{"rfc":"ISD950921HE5"},"period_change":"month"}}"#;
        assert_eq!(written(&accepted), all);
        let read: Rebillability = serde_json::from_str(r#"{"refused":{"reason":"a_new_one"}}"#).unwrap();
        let reason = RefusalReason::Unknown;
        assert_eq!(read, Rebillability::Refused { reason, rebill_id: None, tramite: None });
    }

    #[test]
    fn how_a_tramite_stands_is_read_whatever_its_status() {
        let json = r#"{"refused":{"reason":"in_progress","rebill_id":"r1","tramite":{"status":"escalated","as_of":"2020-06-03T15:00:00Z"}}}"#;
        let Rebillability::Refused { tramite: Some(tramite), .. } = serde_json::from_str(json).unwrap()
        else {
            panic!("{json}");
        };
        assert_eq!(tramite.status, RebillStatus::Unknown);
        assert_eq!((tramite.overdue, tramite.acceptance), (false, None));
    }
}
