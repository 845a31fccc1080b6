//! ISO 8601 durations of days, hours, minutes and seconds: `PT24H`, `P3D`, `P1DT30M`. Months and
//! years have no fixed length and are refused.

use std::str::FromStr;

use chrono::TimeDelta;
use thiserror::Error;

/// A duration of zero or more seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IsoDuration(pub(crate) TimeDelta);

/// The error for a text that is not such a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a duration of days, hours, minutes and seconds is written P1DT2H3M4S")]
pub struct InvalidDuration;

impl FromStr for IsoDuration {
    type Err = InvalidDuration;

    fn from_str(text: &str) -> Result<Self, InvalidDuration> {
        let (days, time) = match text.strip_prefix('P').ok_or(InvalidDuration)?.split_once('T') {
            Some((days, time)) if !time.is_empty() => (days, time),
            Some(_) => return Err(InvalidDuration),
            None => (text.strip_prefix('P').unwrap_or_default(), ""),
        };
        if days.is_empty() && time.is_empty() {
            return Err(InvalidDuration);
        }
        let days = seconds(days, &[('D', 86_400)])?;
        let time = seconds(time, &[('H', 3_600), ('M', 60), ('S', 1)])?;
        let sum = days.checked_add(time).ok_or(InvalidDuration)?;
        TimeDelta::try_seconds(sum).map(Self).ok_or(InvalidDuration)
    }
}

/// The sum, in seconds, of numbers with these designators. Each designator may occur once, in this
/// order.
fn seconds(mut text: &str, designators: &[(char, i64)]) -> Result<i64, InvalidDuration> {
    let mut sum = 0i64;
    for (designator, length) in designators {
        if let Some((number, rest)) = text.split_once(*designator) {
            if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(InvalidDuration);
            }
            let number: i64 = number.parse().map_err(|_| InvalidDuration)?;
            sum =
                number.checked_mul(*length).and_then(|part| sum.checked_add(part)).ok_or(InvalidDuration)?;
            text = rest;
        }
    }
    if text.is_empty() { Ok(sum) } else { Err(InvalidDuration) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_hours_minutes_and_seconds_are_read() {
        let read = |text: &str| text.parse::<IsoDuration>().map(|duration| duration.0.num_seconds());
        for (text, length) in [
            ("PT24H", 86_400),
            ("P1D", 86_400),
            ("P1DT1H1M1S", 90_061),
            ("PT0S", 0),
            ("PT90M", 5_400),
            ("P3DT1S", 259_201),
        ] {
            assert_eq!(read(text), Ok(length), "{text}");
        }
        for text in [
            "",
            "P",
            "PT",
            "P1DT",
            "24H",
            "P1M",
            "P1Y",
            "PT1S1H",
            "PT-1H",
            "PT1.5H",
            "PTH",
            "P1D2H",
            "PT99999999999999999H",
        ] {
            assert_eq!(read(text), Err(InvalidDuration), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = text.parse::<IsoDuration>();
        }
    }
}
