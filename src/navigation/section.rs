//! The sections of a tag, and what the address says about each.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use pase_contract::invoices::{InvoiceSort, InvoiceSortKey};
use pase_contract::{FiscalProfileId, InvoiceId};

use super::query::{Cursor, Query, days, parameter};

/// A section of the dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Section {
    /// `movimientos`
    Movements(MovementsAddress),
    /// `facturas`
    Invoices(InvoicesAddress),
    /// `aclaraciones`
    Clarifications,
}

/// The name of a section, without its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionName {
    /// *Movimientos*
    Movements,
    /// *Facturas*
    Invoices,
    /// *Aclaraciones*
    Clarifications,
}

impl SectionName {
    /// The name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Movements => "movimientos",
            Self::Invoices => "facturas",
            Self::Clarifications => "aclaraciones",
        }
    }
}

/// The state of the list of movements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovementsAddress {
    /// First day, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub to: Option<NaiveDate>,
    /// The cursor that the page begins at.
    pub cursor: Option<String>,
}

/// The state of the table of invoices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoicesAddress {
    /// First day, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub to: Option<NaiveDate>,
    /// The order.
    pub sort: InvoiceSort,
    /// The cursor that the page begins at.
    pub cursor: Option<String>,
    /// The open row.
    pub open: Option<OpenInvoice>,
}

impl InvoicesAddress {
    /// The invoice whose row is open.
    pub fn open_id(&self) -> Option<&InvoiceId> {
        self.open.as_ref().map(|open| &open.id)
    }

    /// The step of the modal over the open row.
    pub fn step(&self) -> Option<&RebillStep> {
        self.open.as_ref()?.step.as_ref()
    }
}

/// An open row, and the step of its modal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvoice {
    /// The invoice.
    pub id: InvoiceId,
    /// The step of the modal; `None` while it is closed.
    pub step: Option<RebillStep>,
}

impl OpenInvoice {
    /// The row without the modal.
    pub fn row(id: InvoiceId) -> Self {
        Self { id, step: None }
    }
}

/// A step of the modal *Refacturar*. Each step is an address, so Back, Forward and reload lead from
/// step to step (docs/decisions/0031-steps-are-addresses.md).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RebillStep {
    /// `refacturar=elegir`: choosing a razón social.
    Choose,
    /// `refacturar=nueva`: the form of a new razón social.
    Add,
    /// `refacturar=revisar&razon=…`: the review, with the chosen razón social.
    Review(FiscalProfileId),
    /// `refacturar=registrado`: the outcome.
    Done,
}

impl RebillStep {
    fn parse(query: &str) -> Option<Self> {
        Some(match parameter::<String>(query, "refacturar")?.as_str() {
            "elegir" => Self::Choose,
            "nueva" => Self::Add,
            "revisar" => Self::Review(parameter(query, "razon")?),
            "registrado" => Self::Done,
            _ => return None,
        })
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Choose => "elegir",
            Self::Add => "nueva",
            Self::Review(_) => "revisar",
            Self::Done => "registrado",
        }
    }
}

impl Section {
    /// Reads a section from its name in a path, and its state from a query.
    pub(super) fn parse(name: &str, query: &str) -> Option<Self> {
        let cursor = || parameter::<Cursor>(query, "pagina").map(|Cursor(cursor)| cursor);
        Some(match name {
            "movimientos" => {
                let (from, to) = days(query);
                Self::Movements(MovementsAddress { from, to, cursor: cursor() })
            }
            "facturas" => {
                let (from, to) = days(query);
                let open = parameter(query, "abierta");
                Self::Invoices(InvoicesAddress {
                    from,
                    to,
                    sort: parameter::<Order>(query, "orden").map(|Order(sort)| sort).unwrap_or_default(),
                    cursor: cursor(),
                    open: open.map(|id| OpenInvoice { id, step: RebillStep::parse(query) }),
                })
            }
            "aclaraciones" => Self::Clarifications,
            _ => return None,
        })
    }

    /// The section's first page with every row closed. The dates and the order stay as they are.
    pub fn top(&self) -> Self {
        match self.clone() {
            Self::Movements(address) => Self::Movements(MovementsAddress { cursor: None, ..address }),
            Self::Invoices(address) => {
                Self::Invoices(InvoicesAddress { cursor: None, open: None, ..address })
            }
            Self::Clarifications => Self::Clarifications,
        }
    }

    /// Writes the section's state as a query.
    pub(super) fn write_query(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = Query::new(f);
        match self {
            Self::Movements(address) => {
                query.add("desde", address.from.as_ref())?;
                query.add("hasta", address.to.as_ref())?;
                query.add("pagina", address.cursor.as_ref())
            }
            Self::Invoices(address) => {
                let order = Some(Order(address.sort)).filter(|order| order.0 != InvoiceSort::default());
                query.add("desde", address.from.as_ref())?;
                query.add("hasta", address.to.as_ref())?;
                query.add("orden", order.as_ref())?;
                query.add("pagina", address.cursor.as_ref())?;
                query.add("abierta", address.open_id())?;
                query.add("refacturar", address.step().map(RebillStep::word).as_ref())?;
                match address.step() {
                    Some(RebillStep::Review(id)) => query.add("razon", Some(id)),
                    _ => Ok(()),
                }
            }
            Self::Clarifications => Ok(()),
        }
    }

    /// The section's name.
    pub fn name(&self) -> SectionName {
        match self {
            Self::Movements(_) => SectionName::Movements,
            Self::Invoices(_) => SectionName::Invoices,
            Self::Clarifications => SectionName::Clarifications,
        }
    }
}

/// The order of the table as addresses write it, in Spanish: `-fecha`, `total`, `folio`. The hyphen
/// means descending.
struct Order(InvoiceSort);

impl FromStr for Order {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (ascending, key) = text.strip_prefix('-').map_or((true, text), |key| (false, key));
        let key = match key {
            "fecha" => InvoiceSortKey::IssuedAt,
            "total" => InvoiceSortKey::Total,
            "folio" => InvoiceSortKey::Folio,
            _ => return Err(()),
        };
        Ok(Self(InvoiceSort { key, ascending }))
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hyphen = if self.0.ascending { "" } else { "-" };
        let key = match self.0.key {
            InvoiceSortKey::IssuedAt => "fecha",
            InvoiceSortKey::Total => "total",
            InvoiceSortKey::Folio => "folio",
        };
        write!(f, "{hyphen}{key}")
    }
}
