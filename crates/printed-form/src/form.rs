//! What the template is given: a document as the texts that stand on paper.

use cfdi::{Concept, StampedCfdi};
use chrono::{Datelike, NaiveDateTime, Timelike};
use mx_fiscal::CfdiDateTime;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::amount_in_words::amount_in_words;

/// A document's texts, by the template's names for them.
#[derive(Serialize)]
pub(crate) struct Form {
    number: String,
    folio_fiscal: String,
    /// Year, month, day, hour, minute, second: the PDF's own date.
    date: [u32; 6],
    issued_at: String,
    stamped_at: String,
    place_of_issue: String,
    payment_form: String,
    payment_method: String,
    issuer: Party,
    receiver: Party,
    replaces: Vec<String>,
    concepts: Vec<Line>,
    subtotal: String,
    vat: String,
    total: String,
    total_in_words: String,
}

#[derive(Serialize)]
struct Party {
    name: String,
    rfc: String,
    fiscal_regime: String,
    /// A receiver's only.
    postal_code: Option<String>,
    /// A receiver's only.
    cfdi_use: Option<String>,
}

#[derive(Serialize)]
struct Line {
    quantity: String,
    unit: String,
    product: String,
    description: String,
    unit_price: String,
    amount: String,
    vat: String,
}

impl Form {
    /// The texts of a document; `legible` replaces what the fonts cannot show in the texts that people wrote.
    pub(crate) fn new(document: &StampedCfdi, legible: impl Fn(&str) -> String) -> Self {
        let (cfdi, stamp) = (document.cfdi(), document.stamp());
        let head = cfdi.head();
        Self {
            number: legible(&format!("{}-{}", head.series, head.folio)),
            folio_fiscal: stamp.folio_fiscal.to_string(),
            date: parts(head.issued_at.local()),
            issued_at: date_and_time(head.issued_at),
            stamped_at: date_and_time(stamp.stamped_at),
            place_of_issue: head.place_of_issue.to_string(),
            payment_form: keyed(head.payment_form.code(), head.payment_form.description()),
            payment_method: keyed(
                head.payment_form.method().code(),
                head.payment_form.method().description(),
            ),
            issuer: Party {
                name: legible(head.issuer.name.as_str()),
                rfc: head.issuer.rfc.to_string(),
                fiscal_regime: keyed(
                    head.issuer.fiscal_regime.code(),
                    head.issuer.fiscal_regime.description(),
                ),
                postal_code: None,
                cfdi_use: None,
            },
            receiver: Party {
                name: legible(head.receiver.name.as_str()),
                rfc: head.receiver.rfc.to_string(),
                fiscal_regime: keyed(
                    head.receiver.fiscal_regime.code(),
                    head.receiver.fiscal_regime.description(),
                ),
                postal_code: Some(head.receiver.postal_code.to_string()),
                cfdi_use: Some(keyed(head.receiver.cfdi_use.code(), head.receiver.cfdi_use.description())),
            },
            replaces: head.replaces.iter().map(ToString::to_string).collect(),
            concepts: cfdi.concepts().iter().map(|concept| line(concept, &legible)).collect(),
            subtotal: pesos(cfdi.subtotal().decimal()),
            vat: pesos(cfdi.vat().decimal()),
            total: pesos(cfdi.total().decimal()),
            total_in_words: amount_in_words(cfdi.total()),
        }
    }
}

fn line(concept: &Concept, legible: impl Fn(&str) -> String) -> Line {
    let service = concept.service();
    Line {
        quantity: concept.quantity().to_string(),
        unit: keyed(service.unit_key(), service.unit_description()),
        product: keyed(service.product_key(), service.product_description()),
        description: legible(concept.description().as_str()),
        unit_price: pesos(concept.unit_price()),
        amount: pesos(concept.amount()),
        vat: pesos(concept.vat()),
    }
}

/// A catalogue's key with what it means.
fn keyed(key: &str, description: &str) -> String {
    format!("{key} {description}")
}

fn parts(at: NaiveDateTime) -> [u32; 6] {
    // Periods and dates of documents are of this era: a negative year would not be one of a CFDI.
    [at.year().unsigned_abs(), at.month(), at.day(), at.hour(), at.minute(), at.second()]
}

/// `27 de mayo de 2020, 11:01:00`.
fn date_and_time(at: CfdiDateTime) -> String {
    let local = at.local();
    let month = mx_fiscal::month_name(local.month());
    format!("{} de {month} de {}, {}", local.day(), local.year(), local.format("%H:%M:%S"))
}

/// Thousands parted by commas, and two decimals or as many more as the amount has.
fn pesos(amount: Decimal) -> String {
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

#[cfg(test)]
mod tests {
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
}
