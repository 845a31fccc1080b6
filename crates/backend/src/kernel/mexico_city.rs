//! Mexico City's local time. All documents are issued there, and customers filter by its days.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::America::Mexico_City;
use chrono_tz::Tz;
use mx_fiscal::CfdiDateTime;

/// The time zone whose days and business days count.
pub(crate) const ZONE: Tz = Mexico_City;

/// An instant as a document issued in Mexico City writes it.
pub(crate) fn document_time(instant: DateTime<Utc>) -> CfdiDateTime {
    CfdiDateTime::new(instant.with_timezone(&Mexico_City).naive_local())
}

/// The day in Mexico City.
pub(crate) fn day(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Mexico_City).date_naive()
}

/// The instant of a local time. An hour that the clocks repeated counts the first time; an hour
/// that they skipped counts as if they had not changed yet.
pub(crate) fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    let zoned = Mexico_City.from_local_datetime(&local);
    // A skipped local time does not exist. The same time on the day before, plus 24 hours, is the
    // instant that it would have had without the change.
    zoned.earliest().map_or_else(
        || {
            let before = local.checked_sub_days(Days::new(1)).unwrap_or(local);
            let earlier = Mexico_City.from_local_datetime(&before).earliest();
            earlier.map_or(local.and_utc(), |earlier| earlier.to_utc() + chrono::TimeDelta::days(1))
        },
        |zoned| zoned.to_utc(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manuals_june_was_five_hours_behind_and_a_june_of_today_is_six() {
        let local = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        assert_eq!(instant(local("2020-06-02T17:07:00")).to_rfc3339(), "2020-06-02T22:07:00+00:00");
        assert_eq!(instant(local("2025-06-02T17:07:00")).to_rfc3339(), "2025-06-02T23:07:00+00:00");
        let midnight = "2020-06-03T04:59:59Z".parse().unwrap();
        assert_eq!(day(midnight).to_string(), "2020-06-02");
        assert_eq!(document_time(midnight).to_string(), "2020-06-02T23:59:59");
    }

    #[test]
    fn a_skipped_hour_is_read_all_the_same() {
        let skipped = "2020-04-05T02:30:00".parse().unwrap();
        assert_eq!(instant(skipped).to_rfc3339(), "2020-04-05T08:30:00+00:00");
    }
}
