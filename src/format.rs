//! Money, dates, periods and remaining time as es-MX writes them. The only place that turns numbers and dates into
//! text; what needs the time zone of Mexico City is in [`crate::browser::mexico_city`].

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};
use mx_fiscal::{CfdiDateTime, Money, Period, month_name};
use uuid::Uuid;

/// `$1,093.40`, `-$50.00`.
pub fn money(amount: Money) -> String {
    let centavos = amount.centavos();
    let sign = if centavos < 0 { "-" } else { "" };
    let magnitude = centavos.unsigned_abs();
    format!("{sign}${}.{:02}", integer(magnitude / 100), magnitude % 100)
}

/// `3,214`.
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

fn short_month(number: u32) -> &'static str {
    month_name(number).get(..3).unwrap_or_default()
}

/// `02-jun-20 17:07`, the manual's form: local to the document, no offset.
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

/// `2 de junio de 2020`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{} de {} de {}", date.day(), month_name(date.month()), date.year())
}

/// `junio 2020`; a column's capitals are the stylesheet's.
pub fn period(period: Period) -> String {
    format!("{} {}", period.month_name(), period.year())
}

/// The SAT's way to write a UUID: in capitals.
pub fn uuid(uuid: Uuid) -> String {
    uuid.as_hyphenated().to_string().to_ascii_uppercase()
}

/// How long a deadline is away: `faltan 3 h 12 min`, `faltan 2 días 4 h`, `falta menos de 1 min`, `venció hace 2 h`.
pub fn remaining(time: TimeDelta) -> String {
    let minutes = time.num_minutes();
    if time < TimeDelta::zero() {
        return match minutes.unsigned_abs() {
            0 => "venció hace un momento".to_owned(),
            past => format!("venció hace {}", span(past)),
        };
    }
    match minutes.unsigned_abs() {
        0 => "falta menos de 1 min".to_owned(),
        left => {
            let leading = [left / 1440, left / 60, left].into_iter().find(|unit| *unit > 0);
            let verb = if leading == Some(1) { "falta" } else { "faltan" };
            format!("{verb} {}", span(left))
        }
    }
}

fn span(minutes: u64) -> String {
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let day = if days == 1 { "día" } else { "días" };
    match (days, hours, rest) {
        (0, 0, rest) => format!("{rest} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, rest) => format!("{hours} h {rest} min"),
        (days, 0, _) => format!("{days} {day}"),
        (days, hours, _) => format!("{days} {day} {hours} h"),
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
        assert_eq!(long_date(NaiveDate::from_ymd_opt(2020, 9, 1).unwrap()), "1 de septiembre de 2020");
    }

    #[test]
    fn remaining_time_is_said_in_words() {
        for (minutes, words) in [
            (24 * 60, "falta 1 día"),
            (3 * 60 + 12, "faltan 3 h 12 min"),
            (60, "falta 1 h"),
            (90, "falta 1 h 30 min"),
            (5, "faltan 5 min"),
            (1, "falta 1 min"),
            (0, "falta menos de 1 min"),
            (-61, "venció hace 1 h 1 min"),
            (-3 * 1440, "venció hace 3 días"),
        ] {
            assert_eq!(remaining(TimeDelta::minutes(minutes)), words);
        }
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
