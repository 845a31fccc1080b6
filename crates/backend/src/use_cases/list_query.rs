//! Reads the query of a list, and reports every wrong value, not only the first one.

use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDate;
use pase_contract::{FieldProblem, List};

use crate::store::keyset::{Cursor, Page, PageRequest};
use crate::use_cases::failure::{Failure, Outcome, field_problem};

const DEFAULT_LIMIT: u64 = 20;
const MAX_LIMIT: u64 = 100;

/// A query's parameters as they were sent, and the errors in those read so far.
#[derive(Debug)]
pub(crate) struct ListQuery {
    parameters: Vec<(String, String)>,
    errors: Vec<FieldProblem>,
}

impl ListQuery {
    /// A query with these parameters. If a name occurs more than once, the last one counts.
    pub(crate) fn new(parameters: Vec<(String, String)>) -> Self {
        Self { parameters, errors: Vec::new() }
    }

    /// A parameter's text; `None` if it is missing or empty.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let mut named = self.parameters.iter().rev().filter(|(given, _)| given == name);
        named.next().map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// A parameter's value. If the text cannot be read, the error is noted and the result is
    /// `None`.
    pub(crate) fn value<T: FromStr<Err: Display>>(&mut self, name: &str) -> Option<T> {
        let read = self.text(name)?.parse::<T>();
        read.map_err(|error| self.refuse(name, "form", error)).ok()
    }

    /// The days `from` and `to`. It is an error if `to` is before `from`.
    pub(crate) fn days(&mut self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (from, to) = (self.value::<NaiveDate>("from"), self.value::<NaiveDate>("to"));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.refuse("to", "before_from", "the last day is before the first");
        }
        (from, to)
    }

    /// The requested page of a list in this order. `key_is_number` says of which kind the key in a
    /// cursor must be: a number or a text.
    pub(crate) fn page(&mut self, sort: String, key_is_number: bool) -> PageRequest {
        let limit = self.value::<u64>("limit").unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            self.refuse("limit", "range", "a page has 1 to 100 rows");
        }
        let cursor = self.text("cursor").map(|text| Cursor::read(text, &sort, key_is_number));
        if matches!(cursor, Some(None)) {
            self.refuse("cursor", "form", "not a cursor of a list in this order");
        }
        PageRequest { sort, cursor: cursor.flatten(), limit }
    }

    /// Notes that a parameter is wrong.
    pub(crate) fn refuse(&mut self, name: &str, code: &str, detail: impl ToString) {
        self.errors.push(field_problem(name, code, detail));
    }

    /// Fails if anything was wrong.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with everything that was wrong.
    pub(crate) fn check(self) -> Outcome<()> {
        if self.errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(self.errors)) }
    }
}

/// A page as the API sends it.
pub(crate) fn to_list<R, T>(page: Page<R>, item: impl FnMut(R) -> T) -> List<T> {
    let cursor = |cursor: Option<Cursor>| cursor.and_then(|cursor| cursor.to_text());
    List {
        total: page.total,
        offset: page.offset,
        next_cursor: cursor(page.next),
        previous_cursor: cursor(page.previous),
        items: page.rows.into_iter().map(item).collect(),
        unreadable: 0,
        reasons: Vec::new(),
    }
}
