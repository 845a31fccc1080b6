//! Business days (*días hábiles*) of the Código Fiscal de la Federación, article 12.
//!
//! The functions take local dates in Mexico, not instants: the caller knows which day it is where
//! the SAT is. The SAT's own general holidays, which it announces in rules of the RMF, are not
//! business days either, but nothing computes them here. A time limit that contains one ends later
//! than these functions say.

use chrono::{Datelike, NaiveDate, Weekday};

/// Whether a day counts in a time limit of business days: it is neither a Saturday or Sunday nor
/// one of the days named in CFF 12.
///
/// The present wording of the article is applied to every year. The one exception is the transfer
/// of the presidency, every sixth year: on 1 October from 2024 on, on 1 December before that.
pub fn is_business_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_named_by_cff_12(date)
}

/// The `count`th business day after a date. The date itself never counts ("los tres días
/// siguientes", RMF 2.7.1.34). `None` beyond the end of the calendar.
pub fn add_business_days(date: NaiveDate, count: u32) -> Option<NaiveDate> {
    let mut day = date;
    for _ in 0..count {
        day = day.succ_opt()?;
        while !is_business_day(day) {
            day = day.succ_opt()?;
        }
    }
    Some(day)
}

fn is_named_by_cff_12(date: NaiveDate) -> bool {
    match (date.month(), date.day()) {
        (1, 1) | (5, 1 | 5) | (9, 16) | (12, 25) => true,
        (2, _) => is_monday(1, date),
        (3 | 11, _) => is_monday(3, date),
        (10, 1) => date.year() >= 2024 && is_year_of_transmission(date),
        (12, 1) => date.year() < 2024 && is_year_of_transmission(date),
        _ => false,
    }
}

/// Whether the date is the `nth` Monday of its month.
fn is_monday(nth: u8, date: NaiveDate) -> bool {
    NaiveDate::from_weekday_of_month_opt(date.year(), date.month(), Weekday::Mon, nth) == Some(date)
}

fn is_year_of_transmission(date: NaiveDate) -> bool {
    date.year().rem_euclid(6) == 2024 % 6
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_holidays_of_2020_are_those_of_the_law() {
        let days = day("2020-01-01").iter_days().take_while(|date| date.year() == 2020);
        let weekdays = days.filter(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun));
        let holidays: Vec<_> = weekdays
            .filter(|date| !is_business_day(*date))
            .map(|date| date.format("%m-%d").to_string())
            .collect();
        assert_eq!(holidays, ["01-01", "02-03", "03-16", "05-01", "05-05", "09-16", "11-16", "12-25"]);
    }

    #[test]
    fn the_executive_is_handed_over_every_six_years() {
        for holiday in ["2006-12-01", "2024-10-01", "2030-10-01"] {
            assert!(!is_business_day(day(holiday)), "{holiday}");
        }
        for ordinary in ["2006-10-02", "2020-10-01", "2020-12-01", "2023-12-01", "2025-10-01", "2030-12-02"] {
            assert!(is_business_day(day(ordinary)), "{ordinary}");
        }
    }

    #[test]
    fn three_days_after_a_wednesday_are_over_on_monday() {
        assert_eq!(add_business_days(day("2020-06-03"), 3), Some(day("2020-06-08")));
        assert_eq!(add_business_days(day("2020-06-01"), 3), Some(day("2020-06-04")));
        assert_eq!(add_business_days(day("2020-04-30"), 3), Some(day("2020-05-07")), "1 and 5 May rest");
        assert_eq!(add_business_days(day("2020-06-06"), 0), Some(day("2020-06-06")));
        assert_eq!(add_business_days(NaiveDate::MAX, 1), None);
    }

    proptest! {
        #[test]
        fn as_many_business_days_lie_between_as_were_added(days in 0u64..40_000, count in 1u32..60) {
            let start = day("1990-01-01") + Days::new(days);
            let end = add_business_days(start, count).unwrap();
            let between = start.iter_days().skip(1).take_while(|date| *date <= end);
            let counted = between.filter(|date| is_business_day(*date)).count();
            prop_assert!(is_business_day(end));
            prop_assert_eq!(u32::try_from(counted).unwrap(), count);
        }

        #[test]
        fn a_year_has_three_mondays_off_and_at_most_six_days_more(year in 1900i32..2200) {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let days = first.iter_days().take_while(|date| date.year() == year);
            let weekdays = days.filter(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun));
            let off = weekdays.filter(|date| !is_business_day(*date)).count();
            prop_assert!((3..=9).contains(&off), "{year}: {off}");
        }
    }
}
