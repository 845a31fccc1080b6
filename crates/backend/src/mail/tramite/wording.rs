//! Amounts, dates and refusals as a mail words them, in Mexican Spanish.

use chrono::{DateTime, Datelike, Utc, Weekday};
use mx_fiscal::{Money, month_name};
use uuid::Uuid;

use crate::kernel::mexico_city;

/// An amount as `$1,093.40`.
pub(super) fn money(amount: Money) -> String {
    let centavos = amount.centavos();
    let sign = if centavos < 0 { "-" } else { "" };
    let magnitude = centavos.unsigned_abs();
    let digits = (magnitude / 100).to_string();
    let mut pesos = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            pesos.push(',');
        }
        pesos.push(digit);
    }
    format!("{sign}${pesos}.{:02}", magnitude % 100)
}

/// A deadline as `jueves 4 de junio de 2020, 10:00 h (hora de la Ciudad de México)`.
pub(super) fn deadline(instant: DateTime<Utc>) -> String {
    let local = mexico_city::document_time(instant).local();
    let weekday = match local.weekday() {
        Weekday::Mon => "lunes",
        Weekday::Tue => "martes",
        Weekday::Wed => "miércoles",
        Weekday::Thu => "jueves",
        Weekday::Fri => "viernes",
        Weekday::Sat => "sábado",
        Weekday::Sun => "domingo",
    };
    let (day, month, year) = (local.day(), month_name(local.month()), local.year());
    format!("{weekday} {day} de {month} de {year}, {} h (hora de la Ciudad de México)", local.format("%H:%M"))
}

/// A folio fiscal as the SAT writes it: in capitals.
pub(super) fn folio_fiscal(uuid: Uuid) -> String {
    uuid.as_hyphenated().to_string().to_ascii_uppercase()
}

/// A refused field: its label in the form, and the advice what is wrong and where to copy the right
/// value from. The codes are those of the SAT's matrix of errors for CFDI 4.0. PACs use some codes
/// for other fields, so an unknown pair gets the advice for the field alone.
pub(super) fn refusal(field: &str, code: &str) -> (&'static str, &'static str) {
    match (field, code) {
        ("rfc", "CFDI40143") => {
            ("RFC", "El SAT no tiene registrado este RFC. Cópialo de tu Constancia, carácter por carácter.")
        }
        ("rfc", _) => ("RFC", "El SAT no acepta este RFC como receptor. Cópialo de tu Constancia."),
        ("name", "CFDI40144") => (
            "Nombre o razón social",
            "El SAT no encuentra este nombre entre los RFC activos. Copia nombre y RFC de una Constancia reciente.",
        ),
        ("name", "CFDI40130") => (
            "Nombre o razón social",
            "Con el RFC genérico el nombre debe ser PUBLICO EN GENERAL. Usa tu propio RFC.",
        ),
        ("name", _) => (
            "Nombre o razón social",
            "El nombre no es el que el SAT tiene para este RFC. Cópialo de tu Constancia, sin el régimen de capital (S.A. de C.V.).",
        ),
        ("postal_code", "CFDI40147") => (
            "Código postal",
            "El SAT no encuentra un RFC activo con este código postal. Copia el código postal de tu Constancia.",
        ),
        ("postal_code", _) => (
            "Código postal",
            "Este no es el código postal que el SAT tiene para este RFC. Copia el código postal de tu Constancia.",
        ),
        ("fiscal_regime", "CFDI40158") => (
            "Régimen fiscal",
            "Este régimen no corresponde al tipo de persona del RFC. Elige el que aparece en tu Constancia.",
        ),
        ("fiscal_regime", _) => (
            "Régimen fiscal",
            "El SAT no tiene este régimen para el RFC. Elige uno de los que aparecen en tu Constancia.",
        ),
        ("cfdi_use", _) => {
            ("Uso del CFDI", "El SAT no permite este uso con el régimen elegido. Elige otro uso.")
        }
        _ => ("Datos fiscales", "El SAT no reconoce los datos así. Compáralos todos con tu Constancia."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_thousands_separators() {
        for (amount, written) in [
            ("743", "$743.00"),
            ("1093.4", "$1,093.40"),
            ("1234567.89", "$1,234,567.89"),
            ("-0.05", "-$0.05"),
        ] {
            assert_eq!(money(amount.parse().unwrap()), written);
        }
    }

    #[test]
    fn a_deadline_is_said_in_mexico_citys_time_with_its_weekday() {
        let said = deadline("2020-06-05T04:30:00Z".parse().unwrap());
        assert_eq!(said, "jueves 4 de junio de 2020, 23:30 h (hora de la Ciudad de México)");
    }

    #[test]
    fn what_is_not_known_of_a_field_is_worded_by_the_field() {
        assert_eq!(refusal("name", "PAC-7"), refusal("name", "CFDI40145"));
        assert_eq!(refusal("address", "CFDI40145").0, "Datos fiscales");
    }
}
