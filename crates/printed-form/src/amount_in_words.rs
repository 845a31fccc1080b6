//! An amount in words, as printed on Mexican invoices.

use mx_fiscal::Money;

/// `743.00` → `SETECIENTOS CUARENTA Y TRES PESOS 00/100 M.N.` The sign of an amount is left out,
/// because an invoice's total has none.
///
/// ```
/// # use printed_form::amount_in_words;
/// let total = "1093.40".parse()?;
/// assert_eq!(amount_in_words(total), "MIL NOVENTA Y TRES PESOS 40/100 M.N.");
/// # Ok::<(), mx_fiscal::MoneyError>(())
/// ```
pub fn amount_in_words(amount: Money) -> String {
    let centavos = amount.centavos().unsigned_abs();
    let (pesos, fraction) = (centavos / 100, centavos % 100);
    let currency = match pesos {
        1 => "PESO",
        // "Un millón de pesos", but "un millón un pesos".
        _ if pesos >= 1_000_000 && pesos % 1_000_000 == 0 => "DE PESOS",
        _ => "PESOS",
    };
    format!("{} {currency} {fraction:02}/100 M.N.", cardinal(pesos))
}

/// A cardinal number before a masculine noun (`VEINTIÚN`, not `VEINTIUNO`), on the long scale: a
/// *billón* is 10¹².
fn cardinal(number: u64) -> String {
    if number == 0 {
        return "CERO".to_owned();
    }
    let mut words = Vec::new();
    scaled(&mut words, number / 1_000_000_000_000, "BILLÓN", "BILLONES");
    scaled(&mut words, number / 1_000_000 % 1_000_000, "MILLÓN", "MILLONES");
    below_a_million(&mut words, number % 1_000_000);
    words.join(" ")
}

fn scaled(words: &mut Vec<&'static str>, count: u64, singular: &'static str, plural: &'static str) {
    if count > 0 {
        below_a_million(words, count);
        words.push(if count == 1 { singular } else { plural });
    }
}

fn below_a_million(words: &mut Vec<&'static str>, number: u64) {
    let (thousands, rest) = (number / 1000, number % 1000);
    // A thousand is "mil", never "un mil".
    if thousands > 1 {
        below_a_thousand(words, thousands);
    }
    if thousands > 0 {
        words.push("MIL");
    }
    below_a_thousand(words, rest);
}

fn below_a_thousand(words: &mut Vec<&'static str>, number: u64) {
    let (hundreds, rest) = (number / 100, number % 100);
    match hundreds {
        0 => {}
        1 if rest == 0 => words.push("CIEN"),
        _ => words.extend(word(&HUNDREDS, hundreds)),
    }
    match rest {
        0 => {}
        1..30 => words.extend(word(&BELOW_THIRTY, rest)),
        _ => {
            words.extend(word(&TENS, rest / 10));
            if rest % 10 != 0 {
                words.push("Y");
                words.extend(word(&BELOW_THIRTY, rest % 10));
            }
        }
    }
}

fn word(table: &[&'static str], index: u64) -> Option<&'static str> {
    table.get(usize::try_from(index).ok()?).copied()
}

const BELOW_THIRTY: [&str; 30] = [
    "",
    "UN",
    "DOS",
    "TRES",
    "CUATRO",
    "CINCO",
    "SEIS",
    "SIETE",
    "OCHO",
    "NUEVE",
    "DIEZ",
    "ONCE",
    "DOCE",
    "TRECE",
    "CATORCE",
    "QUINCE",
    "DIECISÉIS",
    "DIECISIETE",
    "DIECIOCHO",
    "DIECINUEVE",
    "VEINTE",
    "VEINTIÚN",
    "VEINTIDÓS",
    "VEINTITRÉS",
    "VEINTICUATRO",
    "VEINTICINCO",
    "VEINTISÉIS",
    "VEINTISIETE",
    "VEINTIOCHO",
    "VEINTINUEVE",
];

const TENS: [&str; 10] =
    ["", "", "", "TREINTA", "CUARENTA", "CINCUENTA", "SESENTA", "SETENTA", "OCHENTA", "NOVENTA"];

const HUNDREDS: [&str; 10] = [
    "",
    "CIENTO",
    "DOSCIENTOS",
    "TRESCIENTOS",
    "CUATROCIENTOS",
    "QUINIENTOS",
    "SEISCIENTOS",
    "SETECIENTOS",
    "OCHOCIENTOS",
    "NOVECIENTOS",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(amount: &str) -> String {
        amount_in_words(amount.parse().unwrap())
    }

    #[test]
    fn amounts_are_said_as_a_mexican_invoice_says_them() {
        for (amount, said) in [
            ("0.00", "CERO PESOS 00/100 M.N."),
            ("0.05", "CERO PESOS 05/100 M.N."),
            ("1.00", "UN PESO 00/100 M.N."),
            ("1.01", "UN PESO 01/100 M.N."),
            ("16.00", "DIECISÉIS PESOS 00/100 M.N."),
            ("21.50", "VEINTIÚN PESOS 50/100 M.N."),
            ("30.00", "TREINTA PESOS 00/100 M.N."),
            ("31.00", "TREINTA Y UN PESOS 00/100 M.N."),
            ("100.00", "CIEN PESOS 00/100 M.N."),
            ("101.00", "CIENTO UN PESOS 00/100 M.N."),
            ("743.00", "SETECIENTOS CUARENTA Y TRES PESOS 00/100 M.N."),
            ("999.99", "NOVECIENTOS NOVENTA Y NUEVE PESOS 99/100 M.N."),
            ("1000.00", "MIL PESOS 00/100 M.N."),
            ("1093.40", "MIL NOVENTA Y TRES PESOS 40/100 M.N."),
            ("21000.00", "VEINTIÚN MIL PESOS 00/100 M.N."),
            ("100000.00", "CIEN MIL PESOS 00/100 M.N."),
            ("1000000.00", "UN MILLÓN DE PESOS 00/100 M.N."),
            ("1000001.00", "UN MILLÓN UN PESOS 00/100 M.N."),
            ("2001000.00", "DOS MILLONES MIL PESOS 00/100 M.N."),
            ("1000000000.00", "MIL MILLONES DE PESOS 00/100 M.N."),
            ("1000000000000.00", "UN BILLÓN DE PESOS 00/100 M.N."),
            ("3000001000000.00", "TRES BILLONES UN MILLÓN DE PESOS 00/100 M.N."),
        ] {
            assert_eq!(words(amount), said);
        }
    }

    /// Parses the words by a different method: a running sum that "mil", "millón" and "billón"
    /// multiply.
    fn read(said: &str) -> u64 {
        let (mut billions, mut millions, mut group) = (0, 0, 0);
        for part in said.split(' ') {
            match part {
                "CERO" | "Y" => {}
                "CIEN" => group += 100,
                "MIL" => group = group.max(1) * 1000,
                "MILLÓN" | "MILLONES" => millions = std::mem::take(&mut group),
                "BILLÓN" | "BILLONES" => billions = std::mem::take(&mut group),
                word => {
                    let at = |table: &[&str]| {
                        table.iter().position(|entry| *entry == word).map(|index| index as u64)
                    };
                    group += at(&BELOW_THIRTY)
                        .or_else(|| at(&TENS).map(|tens| tens * 10))
                        .or_else(|| at(&HUNDREDS).map(|hundreds| hundreds * 100))
                        .unwrap_or_else(|| panic!("{word:?} in {said:?}"));
                }
            }
        }
        (billions * 1_000_000 + millions) * 1_000_000 + group
    }

    proptest! {
        #[test]
        fn the_words_read_again_are_the_amount(
            centavos in prop_oneof![0i64..=99_999_999, 0i64..=999_999_999_999_999]
        ) {
            let said = amount_in_words(Money::from_centavos(centavos).unwrap());
            let number = said.split(" PESO").next().unwrap().trim_end_matches(" DE");
            prop_assert_eq!(read(number) * 100, centavos.unsigned_abs() / 100 * 100);
            let ending = format!(" {:02}/100 M.N.", centavos % 100);
            prop_assert!(said.ends_with(&ending));
            prop_assert!(!said.contains("  ") && !said.contains("UNO ") && !said.starts_with("UN MIL "));
        }
    }
}
