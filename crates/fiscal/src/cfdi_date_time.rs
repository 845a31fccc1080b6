//! The date and time that a CFDI contains.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use thiserror::Error;

/// A CFDI's `Fecha`: the local time at its place of issue, to the second, *without* an offset
/// (`t_FechaH` in the SAT's `tdCFDI.xsd`). It is not an instant, so it is never converted, only
/// shown and compared: Mexico City was at UTC−5 in June 2020 and is at UTC−6 in June 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CfdiDateTime(NaiveDateTime);

/// The text is not a CFDI's date and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a CFDI's date is written 2020-05-27T11:01:00, without an offset")]
pub struct CfdiDateTimeError;

impl CfdiDateTime {
    /// Creates it from a local date and time, truncated to the second.
    pub fn new(local: NaiveDateTime) -> Self {
        Self(local.with_nanosecond(0).unwrap_or(local))
    }

    /// The local date and time at the place of issue.
    pub fn local(self) -> NaiveDateTime {
        self.0
    }

    /// The local day.
    pub fn date(self) -> NaiveDate {
        self.0.date()
    }
}

impl FromStr for CfdiDateTime {
    type Err = CfdiDateTimeError;

    fn from_str(text: &str) -> Result<Self, CfdiDateTimeError> {
        read(text).map(Self).ok_or(CfdiDateTimeError)
    }
}

/// Parses the schema's format by hand, because it has one length and no options. That keeps
/// chrono's format parser, which would also accept signs and fewer digits, out of the browser's
/// build.
fn read(text: &str) -> Option<NaiveDateTime> {
    const FORM: &[u8] = b"dddd-dd-ddTdd:dd:dd";
    let fits = |(byte, form): (u8, &u8)| if *form == b'd' { byte.is_ascii_digit() } else { byte == *form };
    if text.len() != FORM.len() || !text.bytes().zip(FORM).all(fits) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let year = i32::try_from(number(0..4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)?;
    date.and_hms_opt(number(11..13)?, number(14..16)?, number(17..19)?)
}

impl fmt::Display for CfdiDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // chrono's `Debug` writes ISO 8601 with a `T`, and no fraction if it is zero.
        write!(f, "{:?}", self.0)
    }
}

serde_as_text!(CfdiDateTime);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_offset_or_a_fraction_is_no_part_of_it() {
        assert!("2020-05-27T11:01:00".parse::<CfdiDateTime>().is_ok());
        for text in [
            "2020-05-27T11:01:00Z",
            "2020-05-27T11:01:00-05:00",
            "2020-05-27T11:01:00.5",
            "2020-05-27 11:01:00",
            "2020-5-27T11:01:00",
            "2020-05-27T11:01",
            "2020-02-30T11:01:00",
            "2020-05-27T11:01:60",
        ] {
            assert_eq!(text.parse::<CfdiDateTime>(), Err(CfdiDateTimeError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_goes_there_and_back(seconds in 0i64..253_402_300_799) {
            let local = chrono::DateTime::from_timestamp(seconds, 7).unwrap().naive_utc();
            let date = CfdiDateTime::new(local);
            prop_assert_eq!(date.to_string().parse::<CfdiDateTime>().unwrap(), date);
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = text.parse::<CfdiDateTime>();
        }
    }
}
