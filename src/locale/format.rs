//! Money, dates, periods and remaining times as they are written in Mexico (es-MX). Numbers and
//! dates become text only here and in [`crate::locale::mexico_city`], which needs the browser's
//! time-zone data.

use chrono::{Datelike, TimeDelta, Timelike};
use mx_fiscal::{CfdiDateTime, Money, Period, month_name};
use uuid::Uuid;

/// An amount of money: `$1,093.40`, `-$50.00`.
pub fn money(amount: Money) -> String {
    let centavos = amount.centavos();
    let sign = if centavos < 0 { "-" } else { "" };
    let magnitude = centavos.unsigned_abs();
    format!("{sign}${}.{:02}", integer(magnitude / 100), magnitude % 100)
}

/// A note that is shown once beside times that are Mexico City's.
pub const MEXICO_CITY_TIME: &str = "(hora de la Ciudad de México)";

/// An amount that the customer paid in: `+$100.00`. On the wire it is negative, because charges are
/// positive there.
pub fn credit(amount: Money) -> String {
    let written = money(amount);
    format!("+{}", written.trim_start_matches('-'))
}

/// A whole number: `3,214`.
pub fn integer(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A waiting time, rounded up: `un minuto`, `3 minutos`, `2 horas`.
pub fn waiting(seconds: u32) -> String {
    match seconds.div_ceil(60) {
        0 | 1 => "un minuto".to_owned(),
        minutes @ 2..=90 => format!("{minutes} minutos"),
        minutes => format!("{} horas", minutes.div_ceil(60)),
    }
}

fn short_month(number: u32) -> &'static str {
    month_name(number).get(..3).unwrap_or_default()
}

/// A document's date and time as in the manual, `02-jun-20 17:07`: local time, without an offset.
pub fn cfdi_date_time(date: CfdiDateTime) -> String {
    let local = date.local();
    format!(
        "{:02}-{}-{:02} {:02}:{:02}",
        local.day(),
        short_month(local.month()),
        local.year().rem_euclid(100),
        local.hour(),
        local.minute()
    )
}

/// A period: `junio 2020`. Where a column shows it in capitals, the stylesheet does that.
pub fn period(period: Period) -> String {
    format!("{} {}", period.month_name(), period.year())
}

/// A UUID as the SAT writes it: in capitals.
pub fn uuid(uuid: Uuid) -> String {
    uuid.as_hyphenated().to_string().to_ascii_uppercase()
}

/// The time until a deadline, to the nearest minute: `faltan 3 h 12 min`, `faltan 24 horas`,
/// `faltan 2 días 4 h`, `falta menos de 1 min`, `venció hace 2 h`. It is given in days only from 48
/// hours on, because the customer's deadlines are set in hours.
pub fn remaining(time: TimeDelta) -> String {
    let minutes = time.num_seconds().unsigned_abs().saturating_add(30) / 60;
    match (time < TimeDelta::zero(), minutes) {
        (true, 0) => "venció hace un momento".to_owned(),
        (true, past) => format!("venció hace {}", span(past)),
        (false, 0) => "falta menos de 1 min".to_owned(),
        (false, left) => {
            let verb = if left == 1 || (60..120).contains(&left) { "falta" } else { "faltan" };
            format!("{verb} {}", span(left))
        }
    }
}

fn span(minutes: u64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, rest) => format!("{rest} min"),
        (1..24, 0) => format!("{hours} h"),
        (1..24, rest) => format!("{hours} h {rest} min"),
        (24..48, _) => format!("{hours} horas"),
        _ if hours % 24 == 0 => format!("{} días", hours / 24),
        _ => format!("{} días {} h", hours / 24, hours % 24),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn money_has_thousands_separators_and_two_decimals() {
        for (amount, written) in [
            ("743", "$743.00"),
            ("1093.4", "$1,093.40"),
            ("-50", "-$50.00"),
            ("-0.05", "-$0.05"),
            ("1234567.89", "$1,234,567.89"),
        ] {
            assert_eq!(money(amount.parse().unwrap()), written);
        }
    }

    #[test]
    fn dates_and_periods_are_the_manuals() {
        assert_eq!(cfdi_date_time("2020-06-02T17:07:31".parse().unwrap()), "02-jun-20 17:07");
        assert_eq!(period("2020-05".parse().unwrap()), "mayo 2020");
    }

    #[test]
    fn remaining_time_is_said_in_words() {
        for (minutes, words) in [
            (24 * 60, "faltan 24 horas"),
            (47 * 60 + 59, "faltan 47 horas"),
            (48 * 60, "faltan 2 días"),
            (52 * 60, "faltan 2 días 4 h"),
            (3 * 60 + 12, "faltan 3 h 12 min"),
            (3 * 60, "faltan 3 h"),
            (60, "falta 1 h"),
            (90, "falta 1 h 30 min"),
            (5, "faltan 5 min"),
            (1, "falta 1 min"),
            (0, "falta menos de 1 min"),
            (-61, "venció hace 1 h 1 min"),
            (-24 * 60, "venció hace 24 horas"),
            (-3 * 1440, "venció hace 3 días"),
        ] {
            assert_eq!(remaining(TimeDelta::minutes(minutes)), words);
        }
    }

    #[test]
    fn a_day_that_has_just_begun_is_24_hours() {
        assert_eq!(remaining(TimeDelta::seconds(24 * 3600 - 20)), "faltan 24 horas");
        assert_eq!(remaining(TimeDelta::seconds(20)), "falta menos de 1 min");
        assert_eq!(remaining(TimeDelta::seconds(-20)), "venció hace un momento");
    }

    #[test]
    fn what_was_paid_in_has_a_plus() {
        assert_eq!(credit("-100".parse().unwrap()), "+$100.00");
        assert_eq!(credit("1093.4".parse().unwrap()), "+$1,093.40");
    }

    proptest! {
        #[test]
        fn grouping_loses_no_digit(number in any::<u64>()) {
            let written = integer(number);
            prop_assert_eq!(written.replace(',', ""), number.to_string());
            prop_assert!(written.split(',').skip(1).all(|group| group.len() == 3));
        }
    }
}
