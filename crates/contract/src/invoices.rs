//! Invoices (CFDI) of a tag, their documents, and whether each can be re-billed.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use mx_fiscal::{CfdiDateTime, Money, Period, Rfc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::endpoint::with_query;
use crate::{Endpoint, InvoiceId, List, Method, Nothing, ProblemCode, RebillId, TagId};

/// An issued invoice: a row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invoice {
    /// The invoice.
    pub id: InvoiceId,
    /// The tag whose movements it bills.
    pub tag_id: TagId,
    /// What kind of document it is.
    pub concept: InvoiceConcept,
    /// PASE's own number: series and folio, `O-52375239`.
    pub folio: String,
    /// The SAT's number: the UUID of the stamp (*folio fiscal*).
    pub uuid: Uuid,
    /// Who it is made out to, as the document prints it.
    pub receiver: Party,
    /// The document's own date: local time at the place of issue, without an offset.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2020-05-27T11:01:00"))]
    pub issued_at: CfdiDateTime,
    /// The month that it bills.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2020-05"))]
    pub period: Period,
    /// Total with taxes, MXN.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "1093.40"))]
    pub total: Money,
    /// What the SAT holds of it.
    pub status: InvoiceStatus,
    /// Whether it can be re-billed, and what that asks for; or why not.
    pub rebill: Rebillability,
    /// The trámite that it came from or went into, if any.
    pub rebill_id: Option<RebillId>,
}

/// One side of an invoice, as a document prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Party {
    /// RFC.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "ISD950921HE5"))]
    pub rfc: Rfc,
    /// Name, verbatim.
    pub name: String,
}

/// What kind of document an invoice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvoiceConcept {
    /// FACTURA.
    Invoice,
    /// A kind that this version does not know; never sent.
    #[serde(other)]
    Unknown,
}

/// What the SAT holds of an invoice (`Estado`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvoiceStatus {
    /// Vigente.
    Valid,
    /// Cancelado.
    Cancelled,
    /// A status that this version does not know; never sent.
    #[serde(other)]
    Unknown,
}

/// Whether an invoice can be re-billed. The server decides: it knows the policy and the SAT's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rebillability {
    /// It can, once.
    Allowed {
        /// Who must accept the cancellation in the buzón tributario; `None` where nobody must.
        acceptance: Option<Acceptor>,
        /// Whether the corrected document, re-billed now and issued as late as it may be, would fall in another month or year
        /// than this invoice: for some régimenes a deduction belongs to the period of its document.
        #[serde(default)]
        period_change: Option<PeriodChange>,
    },
    /// It cannot.
    Refused {
        /// Why not.
        reason: RefusalReason,
        /// The trámite that stands in the way, if one does.
        rebill_id: Option<RebillId>,
    },
}

/// In what the corrected document's period would differ from the original's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PeriodChange {
    /// Another month of the same year.
    Month,
    /// Another year.
    Year,
    /// A change that this version does not know; never sent.
    #[serde(other)]
    Unknown,
}

/// Who must accept a cancellation: the receiver of the *original* invoice, in that RFC's buzón tributario.
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
    /// Its one trámite has ended: the cancellation was rejected.
    Rejected,
    /// It is a corrected document itself.
    Substitute,
    /// It was cancelled otherwise.
    Cancelled,
    /// Its last date for a cancellation is past.
    PastLastDate,
    /// A reason that this version does not know; never sent.
    #[serde(other)]
    Unknown,
}

/// The order of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InvoiceSort {
    /// By what.
    pub key: InvoiceSortKey,
    /// From the smallest up, instead of from the greatest (newest) down.
    pub ascending: bool,
}

/// What the table can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvoiceSortKey {
    /// The document's date.
    #[default]
    IssuedAt,
    /// Total.
    Total,
    /// Series and folio.
    Folio,
}

/// The text is no order of the table.
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

/// Which invoices to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceQuery {
    /// Text in the RFC, razón social, folio or período.
    pub text: String,
    /// First day of the document's date, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day of the document's date, inclusive.
    pub to: Option<NaiveDate>,
    /// The order; newest first by default.
    pub sort: InvoiceSort,
    /// The page: a cursor of an earlier answer to the same query.
    pub cursor: Option<String>,
    /// Rows a page, at most 100; the server's default (20) without one.
    pub limit: Option<u32>,
}

/// `GET /tags/{id}/invoices`: the table.
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

/// A document of an invoice, for a plain link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// The CFDI itself.
    Xml,
    /// Its printed form.
    Pdf,
}

impl Document {
    /// `GET /invoices/{id}/document.xml`
    pub const XML_PATH: &'static str = "/invoices/{id}/document.xml";
    /// `GET /invoices/{id}/document.pdf`
    pub const PDF_PATH: &'static str = "/invoices/{id}/document.pdf";

    /// What makes the printed form open in the browser instead of being saved: `?disposition=inline`.
    pub const INLINE: &'static str = "?disposition=inline";

    /// The link's path under the API's base. Its answer is a file to save, under a telling name; when the session has
    /// ended, a page that says so.
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
        assert_eq!(read, Rebillability::Refused { reason: RefusalReason::Unknown, rebill_id: None });
    }
}
