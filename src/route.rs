//! The portal's addresses, each as one typed value: read from a path and a query, written as them. Nothing personal
//! stands in an address: opaque ids, dates, an order, a page; never a typed text.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use pase_contract::invoices::{InvoiceSort, InvoiceSortKey};
use pase_contract::{FiscalProfileId, InvoiceId, RebillId, TagId};

/// An address of the portal, under its base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`: login, or on to the first tag.
    Home,
    /// `/tags/{id}/…`: the dashboard of a tag.
    Tag(TagId, Section),
    /// `/tramites`: all trámites, from a page's cursor on.
    Rebills(Option<String>),
    /// `/tramites/{id}`: a trámite.
    Rebill(RebillId),
    /// `/cuenta/datos-fiscales…`: the razones sociales.
    FiscalProfiles(FiscalProfilesAddress),
    /// `/ayuda`: help, filled in from where the customer stood.
    Help(HelpContext),
    /// Anything else.
    NotFound,
}

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

/// What the list of movements shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovementsAddress {
    /// First day, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub to: Option<NaiveDate>,
    /// The page's cursor.
    pub cursor: Option<String>,
}

/// What the table of invoices shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoicesAddress {
    /// First day, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub to: Option<NaiveDate>,
    /// The order.
    pub sort: InvoiceSort,
    /// The page's cursor.
    pub cursor: Option<String>,
    /// The open row.
    pub open: Option<InvoiceId>,
}

/// What *Datos fiscales* shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FiscalProfilesAddress {
    /// All of them.
    List,
    /// The form of a new one: `/nueva`.
    New,
    /// The form of one: its id.
    Edit(FiscalProfileId),
}

/// Where a customer stood when he asked for help.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpContext {
    /// The tag that he looked at.
    pub tag: Option<TagId>,
    /// The invoice that he looked at.
    pub invoice: Option<InvoiceId>,
    /// The trámite that he looked at.
    pub rebill: Option<RebillId>,
    /// The trace id of what failed.
    pub error: Option<String>,
}

impl Route {
    /// Reads a path under the base, and a query without its question mark. What is not understood in a query is left
    /// out; what is not understood in a path is [`Route::NotFound`].
    pub fn parse(path: &str, query: &str) -> Self {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        match segments.as_slice() {
            [] => Self::Home,
            ["tags", id, section] => match (id.parse(), Section::parse(section, query)) {
                (Ok(id), Some(section)) => Self::Tag(id, section),
                _ => Self::NotFound,
            },
            ["tramites"] => Self::Rebills(parameter::<Cursor>(query, "pagina").map(|Cursor(cursor)| cursor)),
            ["tramites", id] => id.parse().map_or(Self::NotFound, Self::Rebill),
            ["cuenta", "datos-fiscales"] => Self::FiscalProfiles(FiscalProfilesAddress::List),
            ["cuenta", "datos-fiscales", "nueva"] => Self::FiscalProfiles(FiscalProfilesAddress::New),
            ["cuenta", "datos-fiscales", id] => {
                let edit = |id| Self::FiscalProfiles(FiscalProfilesAddress::Edit(id));
                id.parse().map_or(Self::NotFound, edit)
            }
            ["ayuda"] => Self::Help(HelpContext {
                tag: parameter(query, "tag"),
                invoice: parameter(query, "factura"),
                rebill: parameter(query, "tramite"),
                error: parameter::<TraceId>(query, "error").map(|TraceId(id)| id),
            }),
            _ => Self::NotFound,
        }
    }

    /// The invoices of a tag, as first seen.
    pub fn invoices(tag: TagId) -> Self {
        Self::Tag(tag, Section::Invoices(InvoicesAddress::default()))
    }
}

impl Section {
    fn parse(name: &str, query: &str) -> Option<Self> {
        let cursor = || parameter::<Cursor>(query, "pagina").map(|Cursor(cursor)| cursor);
        Some(match name {
            "movimientos" => Self::Movements(MovementsAddress {
                from: parameter::<Day>(query, "desde").map(|Day(day)| day),
                to: parameter::<Day>(query, "hasta").map(|Day(day)| day),
                cursor: cursor(),
            }),
            "facturas" => Self::Invoices(InvoicesAddress {
                from: parameter::<Day>(query, "desde").map(|Day(day)| day),
                to: parameter::<Day>(query, "hasta").map(|Day(day)| day),
                sort: parameter::<Order>(query, "orden").map(|Order(sort)| sort).unwrap_or_default(),
                cursor: cursor(),
                open: parameter(query, "abierta"),
            }),
            "aclaraciones" => Self::Clarifications,
            _ => return None,
        })
    }

    /// The section's name in its address.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Movements(_) => "movimientos",
            Self::Invoices(_) => "facturas",
            Self::Clarifications => "aclaraciones",
        }
    }
}

/// The order of the table in Spanish, as addresses have it: `-fecha`, `total`, `folio`.
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

/// A cursor as it may stand in an address: unreserved characters only.
struct Cursor(String);

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        if !text.is_empty() && text.len() <= 512 && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(())
        }
    }
}

/// A trace id: hexadecimal digits.
struct TraceId(String);

impl FromStr for TraceId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fits = (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if fits { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

/// `2026-11-25`, and no other form: chrono reads many, with code that the first screen would have to wait for.
struct Day(NaiveDate);

impl FromStr for Day {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-');
        let mut part = |length| {
            let part = parts.next().filter(|part| part.len() == length)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        };
        let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return Err(()) };
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).map(Self).ok_or(())
    }
}

/// A query's parameter. Every value of ours consists of unreserved characters, so nothing has to be decoded: what is
/// encoded is not ours.
fn parameter<T: FromStr>(query: &str, name: &str) -> Option<T> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).and_then(|(_, value)| value.parse().ok())
}

/// Writes the path under the base, with its query.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home | Self::NotFound => f.write_str("/"),
            Self::Rebills(cursor) => {
                f.write_str("/tramites")?;
                Query::new(f).add("pagina", cursor.as_ref())
            }
            Self::Rebill(id) => write!(f, "/tramites/{id}"),
            Self::Tag(id, section) => {
                write!(f, "/tags/{id}/{}", section.name())?;
                match section {
                    Section::Movements(address) => {
                        let mut query = Query::new(f);
                        query.add("desde", address.from.as_ref())?;
                        query.add("hasta", address.to.as_ref())?;
                        query.add("pagina", address.cursor.as_ref())
                    }
                    Section::Invoices(address) => {
                        let order =
                            Some(Order(address.sort)).filter(|order| order.0 != InvoiceSort::default());
                        let mut query = Query::new(f);
                        query.add("desde", address.from.as_ref())?;
                        query.add("hasta", address.to.as_ref())?;
                        query.add("orden", order.as_ref())?;
                        query.add("pagina", address.cursor.as_ref())?;
                        query.add("abierta", address.open.as_ref())
                    }
                    Section::Clarifications => Ok(()),
                }
            }
            Self::FiscalProfiles(address) => {
                f.write_str("/cuenta/datos-fiscales")?;
                match address {
                    FiscalProfilesAddress::List => Ok(()),
                    FiscalProfilesAddress::New => f.write_str("/nueva"),
                    FiscalProfilesAddress::Edit(id) => write!(f, "/{id}"),
                }
            }
            Self::Help(context) => {
                f.write_str("/ayuda")?;
                let mut query = Query::new(f);
                query.add("tag", context.tag.as_ref())?;
                query.add("factura", context.invoice.as_ref())?;
                query.add("tramite", context.rebill.as_ref())?;
                query.add("error", context.error.as_ref())
            }
        }
    }
}

/// Writes a query, parameter by parameter.
struct Query<'a, 'b> {
    to: &'a mut fmt::Formatter<'b>,
    separator: char,
}

impl<'a, 'b> Query<'a, 'b> {
    fn new(to: &'a mut fmt::Formatter<'b>) -> Self {
        Self { to, separator: '?' }
    }

    fn add<T: fmt::Display>(&mut self, name: &str, value: Option<&T>) -> fmt::Result {
        if let Some(value) = value {
            write!(self.to, "{}{name}={value}", self.separator)?;
            self.separator = '&';
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    fn parse(address: &str) -> Route {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Route::parse(path, query)
    }

    #[test]
    fn the_sections_are_addresses() {
        assert_eq!(parse("/"), Route::Home);
        assert_eq!(parse(""), Route::Home);
        assert_eq!(parse("/tags/t1/facturas"), Route::invoices("t1".parse().unwrap()));
        assert_eq!(parse("/tags/t1/facturas/"), Route::invoices("t1".parse().unwrap()));
        assert_eq!(parse("/tags/t1/aclaraciones").to_string(), "/tags/t1/aclaraciones");
        assert_eq!(parse("/ayuda"), Route::Help(HelpContext::default()));
        for unknown in ["/tags", "/tags/t1", "/tags/t1/otra", "/tags/a%2Fb/facturas", "/tramites/a/b", "/x"] {
            assert_eq!(parse(unknown), Route::NotFound, "{unknown}");
        }
    }

    #[test]
    fn nonsense_in_a_query_is_left_out() {
        let address = "/tags/t1/facturas?desde=2020-13-01&orden=rfc&pagina=%3Cx%3E&abierta=..&otra=1&desde";
        assert_eq!(parse(address), Route::invoices("t1".parse().unwrap()));
        assert_eq!(parse("/ayuda?error=<script>&tag="), Route::Help(HelpContext::default()));
    }

    #[test]
    fn a_day_has_one_form() {
        for other in ["2020-6-1", "20-06-2020", "+020-06-01", "2020-06-01-", "2020-06", "2020-02-30", ""] {
            let address = format!("/tags/t1/facturas?desde={other}");
            assert_eq!(parse(&address), Route::invoices("t1".parse().unwrap()), "{other}");
        }
    }

    fn day() -> impl Strategy<Value = NaiveDate> {
        (0u64..40_000).prop_map(|days| NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(days))
    }

    fn id() -> &'static str {
        "[A-Za-z0-9_-]{1,64}"
    }

    fn route() -> impl Strategy<Value = Route> {
        let cursor = || option::of("[A-Za-z0-9_~.-]{1,80}");
        let key = prop_oneof![
            Just(InvoiceSortKey::IssuedAt),
            Just(InvoiceSortKey::Total),
            Just(InvoiceSortKey::Folio)
        ];
        let sort = (key, any::<bool>()).prop_map(|(key, ascending)| InvoiceSort { key, ascending });
        let invoices = (id(), option::of(day()), option::of(day()), sort, cursor(), option::of(id()))
            .prop_map(|(tag, from, to, sort, cursor, open)| {
                let open = open.map(|open| open.parse().unwrap());
                Route::Tag(
                    tag.parse().unwrap(),
                    Section::Invoices(InvoicesAddress { from, to, sort, cursor, open }),
                )
            });
        let movements =
            (id(), option::of(day()), option::of(day()), cursor()).prop_map(|(tag, from, to, cursor)| {
                Route::Tag(tag.parse().unwrap(), Section::Movements(MovementsAddress { from, to, cursor }))
            });
        let help = (option::of(id()), option::of(id()), option::of(id()), option::of("[0-9a-f]{1,64}"))
            .prop_map(|(tag, invoice, rebill, error)| {
                Route::Help(HelpContext {
                    tag: tag.map(|id| id.parse().unwrap()),
                    invoice: invoice.map(|id| id.parse().unwrap()),
                    rebill: rebill.map(|id| id.parse().unwrap()),
                    error,
                })
            });
        let profiles = prop_oneof![
            Just(FiscalProfilesAddress::List),
            Just(FiscalProfilesAddress::New),
            // Generated identifiers are longer than the word "nueva".
            "[A-Za-z0-9_-]{8,64}".prop_map(|id| FiscalProfilesAddress::Edit(id.parse().unwrap())),
        ];
        prop_oneof![
            Just(Route::Home),
            profiles.prop_map(Route::FiscalProfiles),
            id().prop_map(|id| Route::Rebill(id.parse().unwrap())),
            cursor().prop_map(Route::Rebills),
            invoices,
            movements,
            help
        ]
    }

    proptest! {
        #[test]
        fn every_address_reads_as_it_was_written(route in route()) {
            prop_assert_eq!(parse(&route.to_string()), route);
        }

        #[test]
        fn reading_never_panics(path in any::<String>(), query in any::<String>()) {
            let _ = Route::parse(&path, &query);
        }
    }
}
