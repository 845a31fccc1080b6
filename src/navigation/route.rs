//! The portal's addresses. Each is one typed value, which is read from a path and a query and
//! written as them. An address contains nothing personal and no typed text: only opaque ids, dates,
//! an order and a page.

use std::fmt;

use pase_contract::{FiscalProfileId, RebillId, TagId};

use super::help::{HelpContext, HelpTopic};
use super::query::{Cursor, Query, parameter};
use super::section::{InvoicesAddress, Section, SectionName};

/// An address of the portal, below its base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`: the login, or the way on to the first tag.
    Home,
    /// `/tags/{id}/…`: the dashboard of a tag.
    Tag(TagId, Section),
    /// `/tramites`: all trámites, from the page that begins at this cursor.
    Rebills(Option<String>),
    /// `/tramites/{id}`: a trámite.
    Rebill(RebillId),
    /// `/cuenta/datos-fiscales…`: the razones sociales.
    FiscalProfiles(FiscalProfilesAddress),
    /// `/ayuda`: help, filled in with where the customer came from.
    Help(HelpContext),
    /// Anything else.
    NotFound,
}

/// What *Datos fiscales* shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FiscalProfilesAddress {
    /// The list of all razones sociales.
    List,
    /// The form of a new one: `/nueva`.
    New,
    /// The form of an existing one: `/{id}`.
    Edit(FiscalProfileId),
}

impl Route {
    /// Reads a path below the base, and a query without its question mark. Parts of a query that
    /// cannot be read are ignored. A path that cannot be read is [`Route::NotFound`].
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
            ["ayuda"] => Self::Help(HelpContext::parse(query)),
            _ => Self::NotFound,
        }
    }

    /// The section that the address shows; `None` outside the dashboard.
    pub fn section_name(&self) -> Option<SectionName> {
        match self {
            Self::Tag(_, section) => Some(section.name()),
            _ => None,
        }
    }

    /// Help with a topic.
    pub fn help_with(topic: HelpTopic) -> Self {
        Self::Help(HelpContext { topic: Some(topic), ..HelpContext::default() })
    }

    /// The invoices of a tag, in their initial state.
    pub fn invoices(tag: TagId) -> Self {
        Self::Tag(tag, Section::Invoices(InvoicesAddress::default()))
    }
}

/// Writes the path below the base, with its query.
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
                write!(f, "/tags/{id}/{}", section.name().as_str())?;
                section.write_query(f)
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
                context.write_query(f)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use pase_contract::invoices::{InvoiceSort, InvoiceSortKey};
    use proptest::option;
    use proptest::prelude::*;

    use super::*;
    use crate::navigation::{MovementsAddress, OpenInvoice, RebillStep};

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
        assert_eq!(parse("/ayuda?tema=otro"), Route::Help(HelpContext::default()));
    }

    #[test]
    fn each_topic_of_help_has_an_address_of_its_own() {
        assert_eq!(parse("/ayuda?tema=crear-cuenta"), Route::help_with(HelpTopic::CreateAccount));
        assert_eq!(Route::help_with(HelpTopic::Clarification).to_string(), "/ayuda?tema=aclaracion");
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_never_asked_for() {
        let expected =
            InvoicesAddress { from: NaiveDate::from_ymd_opt(2020, 6, 3), ..InvoicesAddress::default() };
        let route = parse("/tags/t1/facturas?desde=2020-06-03&hasta=2020-06-02");
        assert_eq!(route, Route::Tag("t1".parse().unwrap(), Section::Invoices(expected)));
    }

    #[test]
    fn a_step_of_the_modal_belongs_to_an_open_row() {
        for incomplete in ["refacturar=elegir", "abierta=i1&refacturar=revisar", "abierta=i1&refacturar=x"] {
            let Route::Tag(_, Section::Invoices(address)) = parse(&format!("/tags/t1/facturas?{incomplete}"))
            else {
                panic!("{incomplete} is an address of the invoices");
            };
            assert_eq!(address.step(), None, "{incomplete}");
        }
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

    fn range() -> impl Strategy<Value = (Option<NaiveDate>, Option<NaiveDate>)> {
        (option::of(day()), option::of(day())).prop_map(|(from, to)| match (from, to) {
            (Some(from), Some(to)) if to < from => (Some(to), Some(from)),
            range => range,
        })
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
        let step = prop_oneof![
            Just(RebillStep::Choose),
            Just(RebillStep::Add),
            id().prop_map(|id| RebillStep::Review(id.parse().unwrap())),
            Just(RebillStep::Done),
        ];
        let open =
            (id(), option::of(step)).prop_map(|(id, step)| OpenInvoice { id: id.parse().unwrap(), step });
        let invoices = (id(), range(), sort, cursor(), option::of(open)).prop_map(
            |(tag, (from, to), sort, cursor, open)| {
                Route::Tag(
                    tag.parse().unwrap(),
                    Section::Invoices(InvoicesAddress { from, to, sort, cursor, open }),
                )
            },
        );
        let movements = (id(), range(), cursor()).prop_map(|(tag, (from, to), cursor)| {
            Route::Tag(tag.parse().unwrap(), Section::Movements(MovementsAddress { from, to, cursor }))
        });
        let topic = option::of(prop::sample::select(HelpTopic::ALL.to_vec()));
        let help =
            (topic, option::of(id()), option::of(id()), option::of(id()), option::of("[0-9a-f]{1,64}"))
                .prop_map(|(topic, tag, invoice, rebill, error)| {
                    Route::Help(HelpContext {
                        topic,
                        tag: tag.map(|id| id.parse().unwrap()),
                        invoice: invoice.map(|id| id.parse().unwrap()),
                        rebill: rebill.map(|id| id.parse().unwrap()),
                        error,
                    })
                });
        let profiles = prop_oneof![
            Just(FiscalProfilesAddress::List),
            Just(FiscalProfilesAddress::New),
            // An id that is just "nueva" would be read as the form of a new one. These ids are
            // longer.
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
