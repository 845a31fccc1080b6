//! The month that an invoice bills.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

/// A calendar month, written `2020-05`. Formatting it for es-MX (`MAYO 2020`) is up to the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    year: i32,
    month: u32,
}

/// The text is not a period, or the month is out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a period is a year and a month, as in 2020-05")]
pub struct PeriodError;

impl Period {
    /// A month of the years 1900 to 9999.
    ///
    /// # Errors
    /// [`PeriodError`] for any other year or month.
    pub fn new(year: i32, month: u32) -> Result<Self, PeriodError> {
        if (1900..=9999).contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(PeriodError)
        }
    }

    /// The month that contains a day.
    ///
    /// # Errors
    /// [`PeriodError`] for a day outside the years 1900 to 9999.
    pub fn of(date: NaiveDate) -> Result<Self, PeriodError> {
        Self::new(date.year(), date.month())
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.month
    }

    /// The month's Spanish name, in lower case.
    pub fn month_name(self) -> &'static str {
        month_name(self.month)
    }
}

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// The Spanish name of a month, 1 to 12, in lower case; empty for any other number.
pub fn month_name(month: u32) -> &'static str {
    let index = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    index.and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let (year, month) = text.split_once('-').ok_or(PeriodError)?;
        let digits =
            |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(PeriodError);
        }
        Self::new(year.parse().map_err(|_| PeriodError)?, month.parse().map_err(|_| PeriodError)?)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

serde_as_text!(Period);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_written_year_first() {
        assert_eq!("2020-05".parse::<Period>().unwrap(), Period::new(2020, 5).unwrap());
        for text in ["2020-5", "2020-13", "2020-00", "05-2020", "2020/05", "2020", "", "+020-05", "1899-12"] {
            assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text}");
        }
    }

    #[test]
    fn months_have_their_spanish_names() {
        assert_eq!(Period::new(2020, 5).unwrap().month_name(), "mayo");
        assert_eq!(
            (month_name(1), month_name(12), month_name(0), month_name(13)),
            ("enero", "diciembre", "", "")
        );
    }

    proptest! {
        #[test]
        fn text_goes_there_and_back(year in 1900i32..=9999, month in 1u32..=12) {
            let period = Period::new(year, month).unwrap();
            prop_assert_eq!(period.to_string().parse::<Period>().unwrap(), period);
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = text.parse::<Period>();
        }

        #[test]
        fn order_is_the_calendars(a in (1900i32..=9999, 1u32..=12), b in (1900i32..=9999, 1u32..=12)) {
            prop_assert_eq!(Period::new(a.0, a.1).unwrap().cmp(&Period::new(b.0, b.1).unwrap()), a.cmp(&b));
        }
    }
}
