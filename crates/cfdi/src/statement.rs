//! The concepts of a post-paid customer's monthly invoice, calculated from its total.

use mx_fiscal::{Money, Period};
use rust_decimal::Decimal;
use thiserror::Error;

use crate::concept::half_up;
use crate::{Concept, ConceptError, Service, Taxation, TextError, VAT_RATE};

/// Why no concepts give this total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StatementError {
    /// A total of zero or less.
    #[error("a statement's total is greater than zero")]
    NotPositive,
    /// A negative commission, or one that leaves nothing for the crossings.
    #[error("a statement's commission is not negative and leaves something for the crossings")]
    Commission,
    /// A figure that a concept does not allow.
    #[error(transparent)]
    Concept(#[from] ConceptError),
    /// A text that a concept does not allow.
    #[error(transparent)]
    Text(#[from] TextError),
}

const MONTHS: [&str; 12] = [
    "ENERO",
    "FEBRERO",
    "MARZO",
    "ABRIL",
    "MAYO",
    "JUNIO",
    "JULIO",
    "AGOSTO",
    "SEPTIEMBRE",
    "OCTUBRE",
    "NOVIEMBRE",
    "DICIEMBRE",
];

/// The month's toll crossings and, unless it is zero, the commission (before IVA). An invoice of
/// these concepts has exactly the given `total`, which includes IVA: tolls are charged with IVA
/// included, so the total is known and the base is not.
///
/// # Errors
/// [`StatementError`] for a total or a commission that makes no invoice.
pub fn monthly_statement(
    total: Money,
    commission: Money,
    period: Period,
) -> Result<Vec<Concept>, StatementError> {
    let base = base_of(total)?;
    let crossings = base - commission.decimal();
    if commission.is_negative() || crossings <= Decimal::ZERO {
        return Err(StatementError::Commission);
    }
    let month = usize::try_from(period.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let month = format!("{} {}", month.copied().unwrap_or_default(), period.year());
    let line = |service, what: &str, amount| -> Result<Concept, StatementError> {
        let description = format!("{what}, {month}").parse()?;
        Ok(Concept::new(service, Decimal::ONE, description, amount, Taxation::Vat)?)
    };
    let mut concepts = vec![line(Service::TollCrossings, "CRUCES DE AUTOPISTA", crossings)?];
    if !commission.decimal().is_zero() {
        concepts.push(line(Service::Commission, "COMISIÓN POR SERVICIO", commission.decimal())?);
    }
    Ok(concepts)
}

/// The base, with as few decimals as possible, that together with its IVA rounds to the total.
///
/// About one total in seven is not the sum of a whole-centavo base and its IVA ($0.04 is not: 0.03
/// gives 0.03, 0.04 gives 0.05). Four decimals are always enough. In centavos the exact base of a
/// total T is 25·T/29 and its IVA is the rest, so the two fractions add up to one, or both are
/// zero. The two rounded amounts add up to T as long as neither fraction crosses a half. The
/// nearest that 29ths come to a half is 1/58 of a centavo, and rounding to four decimals of a peso
/// moves a base by at most 1/200 of a centavo.
fn base_of(total: Money) -> Result<Decimal, StatementError> {
    let total = total.decimal();
    if total <= Decimal::ZERO {
        return Err(StatementError::NotPositive);
    }
    let exact = total / (Decimal::ONE + VAT_RATE);
    let comes_to_total = |base: &Decimal| half_up(*base, 2) + half_up(*base * VAT_RATE, 2) == total;
    (2..=4).map(|decimals| half_up(exact, decimals)).find(comes_to_total).ok_or(StatementError::NotPositive)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Cfdi;
    use crate::test_documents::head;

    fn invoice(total: Money, commission: &str) -> Result<Cfdi, StatementError> {
        let period = "2020-05".parse().unwrap();
        let concepts = monthly_statement(total, commission.parse().unwrap(), period)?;
        Ok(Cfdi::new(head(), concepts).unwrap())
    }

    #[test]
    fn the_manuals_invoices_come_to_their_totals() {
        for (total, subtotal, vat) in [
            ("743.00", "640.52", "102.48"),
            ("1093.40", "942.59", "150.81"),
            ("1000.00", "862.07", "137.93"),
            ("999.99", "862.06", "137.93"),
        ] {
            let invoice = invoice(total.parse().unwrap(), "12.50").unwrap();
            assert_eq!(invoice.total().to_string(), total);
            assert_eq!(invoice.subtotal().to_string(), subtotal);
            assert_eq!(invoice.vat().to_string(), vat);
            assert_eq!(invoice.concepts().len(), 2);
            assert_eq!(invoice.concepts()[0].description().as_str(), "CRUCES DE AUTOPISTA, MAYO 2020");
        }
    }

    #[test]
    fn a_total_that_whole_centavos_cannot_make_is_made_with_fractions() {
        let invoice = invoice("0.04".parse().unwrap(), "0").unwrap();
        assert_eq!(invoice.total().to_string(), "0.04");
        assert_eq!(
            (invoice.subtotal().to_string(), invoice.vat().to_string()),
            ("0.03".into(), "0.01".into())
        );
    }

    #[test]
    fn a_commission_that_leaves_nothing_for_the_crossings_is_refused() {
        let ten: Money = "10.00".parse().unwrap();
        assert_eq!(invoice(ten, "8.62"), Err(StatementError::Commission));
        assert_eq!(invoice(ten, "-0.01"), Err(StatementError::Commission));
        assert!(invoice(ten, "8.61").is_ok());
        assert_eq!(invoice(Money::ZERO, "0"), Err(StatementError::NotPositive));
    }

    /// How many decimals are needed depends only on the centavos modulo 29, so this covers every
    /// case.
    #[test]
    fn every_total_up_to_a_thousand_pesos_is_reached() {
        for centavos in 1..=100_000 {
            let total = Money::from_centavos(centavos).unwrap();
            assert_eq!(invoice(total, "0").unwrap().total(), total);
        }
    }

    proptest! {
        #[test]
        fn any_total_is_reached_to_the_centavo(centavos in 1i64..=99_999_999, share in 0i64..90) {
            let total = Money::from_centavos(centavos).unwrap();
            let commission = Money::from_centavos(centavos * share / 116).unwrap();
            let invoice = invoice(total, &commission.to_string()).unwrap();
            prop_assert_eq!(invoice.total(), total);
            prop_assert_eq!(invoice.subtotal().checked_add(invoice.vat()).unwrap(), total);
            let amounts: Decimal = invoice.concepts().iter().map(Concept::amount).sum();
            prop_assert_eq!(half_up(amounts, 2), invoice.subtotal().decimal());
            // The IVA is exact to the centavo as the law demands: no rounding of lines moves it
            // away from 16/116 of the total.
            let difference = invoice.vat().decimal() - total.decimal() * VAT_RATE / (Decimal::ONE + VAT_RATE);
            prop_assert!(difference.abs() < Decimal::new(1, 2));
        }
    }
}
