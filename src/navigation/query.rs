//! Reads and writes the query of an address.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

/// A cursor in an address: at most 512 unreserved characters.
pub(super) struct Cursor(pub(super) String);

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

/// A trace id in an address: at most 64 hexadecimal digits.
pub(super) struct TraceId(pub(super) String);

impl FromStr for TraceId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fits = (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if fits { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

/// A day in an address: `2026-11-25` and no other form. Not read by chrono's parser, which accepts
/// more forms and whose code would make the first wasm file larger (docs/SIZE.md).
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

/// The first and the last day of a list. A last day before the first one is ignored.
pub(super) fn days(query: &str) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let day = |name| parameter::<Day>(query, name).map(|Day(day)| day);
    let from = day("desde");
    (from, day("hasta").filter(|to| from.is_none_or(|from| from <= *to)))
}

/// Reads a parameter of a query. All values that the portal writes consist of unreserved
/// characters, so nothing has to be decoded. An encoded value is not one of ours.
pub(super) fn parameter<T: FromStr>(query: &str, name: &str) -> Option<T> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).and_then(|(_, value)| value.parse().ok())
}

/// Writes a query, one parameter at a time.
pub(super) struct Query<'a, 'b> {
    to: &'a mut fmt::Formatter<'b>,
    separator: char,
}

impl<'a, 'b> Query<'a, 'b> {
    pub(super) fn new(to: &'a mut fmt::Formatter<'b>) -> Self {
        Self { to, separator: '?' }
    }

    pub(super) fn add<T: fmt::Display>(&mut self, name: &str, value: Option<&T>) -> fmt::Result {
        if let Some(value) = value {
            write!(self.to, "{}{name}={value}", self.separator)?;
            self.separator = '&';
        }
        Ok(())
    }
}
