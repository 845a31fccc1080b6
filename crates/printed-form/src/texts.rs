//! Formats figures, dates, keys and seals for print.

use chrono::{Datelike, NaiveDateTime, Timelike};
use mx_fiscal::CfdiDateTime;
use rust_decimal::Decimal;

/// The maximum number of a seal's characters on one line, at the type size that the template uses
/// for seals.
const SEAL_LINE: usize = 120;

/// A catalog's key followed by its description.
pub(crate) fn keyed(key: &str, description: &str) -> String {
    format!("{key} {description}")
}

/// Year, month, day, hour, minute, second: the format of the PDF's own date.
pub(crate) fn parts(at: CfdiDateTime) -> [u32; 6] {
    let at: NaiveDateTime = at.local();
    // A CFDI's year is never negative.
    [at.year().unsigned_abs(), at.month(), at.day(), at.hour(), at.minute(), at.second()]
}

/// For example `27 de mayo de 2020, 11:01:00`.
pub(crate) fn date_and_time(at: CfdiDateTime) -> String {
    let local = at.local();
    let month = mx_fiscal::month_name(local.month());
    format!("{} de {month} de {}, {}", local.day(), local.year(), local.format("%H:%M:%S"))
}

/// The amount with commas between thousands and at least two decimals.
pub(crate) fn pesos(amount: Decimal) -> String {
    let decimals = usize::try_from(amount.normalize().scale().max(2)).unwrap_or(2);
    let plain = format!("{amount:.decimals$}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "00"));
    let mut parted = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            parted.push(',');
        }
        parted.push(digit);
    }
    format!("{parted}.{fraction}")
}

/// Splits a seal or a cadena original into lines of about the same length. A space is never at the
/// beginning or end of a line, where it would be invisible.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let all = text.chars().count();
    let width = all.div_ceil(all.div_ceil(SEAL_LINE).max(1));
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for character in text.chars() {
        if length >= width && character != ' ' && !line.ends_with(' ') {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        line.push(character);
        length += 1;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_have_thousands_separators_and_at_least_two_decimals() {
        for (amount, printed) in [
            ("0.5", "0.50"),
            ("743", "743.00"),
            ("1093.4", "1,093.40"),
            ("999999.99", "999,999.99"),
            ("1234567.123456", "1,234,567.123456"),
            ("148.8144", "148.8144"),
            ("100.0000", "100.00"),
        ] {
            assert_eq!(pesos(amount.parse().unwrap()), printed);
        }
    }

    #[test]
    fn a_date_is_written_out() {
        assert_eq!(date_and_time("2020-06-02T17:07:09".parse().unwrap()), "2 de junio de 2020, 17:07:09");
    }

    proptest! {
        #[test]
        fn lines_put_together_are_the_text_and_none_hides_a_space(
            text in "[A-Za-z0-9+/=Ñ|]{2,300}( [A-Za-z0-9+/=Ñ|]{2,30}){0,20}",
        ) {
            let lines = lines(&text);
            prop_assert_eq!(lines.concat(), text);
            for line in lines {
                prop_assert!(line.trim() == line && line.chars().count() <= SEAL_LINE + 2, "{:?}", line);
            }
        }
    }
}
