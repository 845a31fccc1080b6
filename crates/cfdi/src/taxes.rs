//! The document's taxes: the sums of its concepts' taxes, by kind.

use mx_fiscal::Money;
use rust_decimal::Decimal;

use crate::concept::half_up;
use crate::{CfdiError, Concept, Taxation};

/// The node `Impuestos` of a document: one `Traslado` for each kind of tax among its concepts. As
/// the SAT's validation matrix of Anexo 20 requires, base and amount are the sums of the concepts'
/// values, each rounded once, half up, to the centavo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taxes {
    /// The concepts taxed at 16 %; `None` if there are none.
    pub vat: Option<VatSum>,
    /// The base of the exempt concepts; `None` if there are none.
    pub exempt_base: Option<Money>,
}

/// The amounts that a document charges at 16 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VatSum {
    /// Pesos on which the tax is charged.
    pub base: Money,
    /// The tax in pesos; it may round to zero.
    pub amount: Money,
}

impl Taxes {
    pub(crate) fn of(concepts: &[Concept]) -> Result<Self, CfdiError> {
        let base = |taxation| {
            let mut amounts = concepts
                .iter()
                .filter(|concept| concept.taxation() == taxation)
                .map(Concept::amount)
                .peekable();
            amounts.peek().is_some().then(|| to_the_centavo(amounts)).transpose()
        };
        let amount = to_the_centavo(concepts.iter().map(Concept::vat))?;
        let vat = base(Taxation::Vat)?.map(|base| VatSum { base, amount });
        let exempt_base = base(Taxation::Exempt)?;
        // The schema allows no base below a millionth of a peso, and a document's base is in
        // centavos.
        if vat.map(|vat| vat.base).into_iter().chain(exempt_base).any(|base| base == Money::ZERO) {
            return Err(CfdiError::Nothing);
        }
        Ok(Self { vat, exempt_base })
    }

    /// `TotalImpuestosTrasladados`; `None` if no concept has a rate, because an exemption has no
    /// amount.
    pub fn transferred(&self) -> Option<Money> {
        self.vat.map(|vat| vat.amount)
    }

    /// Whether no concept has a tax to itemize, so that the document has no node `Impuestos`.
    pub fn is_empty(&self) -> bool {
        self.vat.is_none() && self.exempt_base.is_none()
    }
}

pub(crate) fn to_the_centavo(mut amounts: impl Iterator<Item = Decimal>) -> Result<Money, CfdiError> {
    let sum = amounts.try_fold(Decimal::ZERO, Decimal::checked_add).ok_or(CfdiError::Range)?;
    Money::from_decimal(half_up(sum, 2)).map_err(|_| CfdiError::Range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_documents::concept;

    fn taxes(concepts: &[(&str, Taxation)]) -> Result<Taxes, CfdiError> {
        Taxes::of(&concepts.iter().map(|(amount, taxation)| concept(amount, *taxation)).collect::<Vec<_>>())
    }

    #[test]
    fn each_kind_of_tax_is_summed_apart() {
        let taxes = taxes(&[
            ("100.005", Taxation::Vat),
            ("7.50", Taxation::Exempt),
            ("100.005", Taxation::Vat),
            ("2.50", Taxation::Exempt),
            ("40.00", Taxation::NotSubject),
            ("60.00", Taxation::NotItemized),
        ])
        .unwrap();
        let vat = taxes.vat.unwrap();
        assert_eq!((vat.base.to_string(), vat.amount.to_string()), ("200.01".into(), "32.00".into()));
        assert_eq!(taxes.exempt_base.unwrap().to_string(), "10.00");
        assert_eq!(taxes.transferred(), Some(vat.amount));
    }

    #[test]
    fn without_a_rate_there_is_no_total_of_taxes() {
        let exempt = taxes(&[("7.50", Taxation::Exempt)]).unwrap();
        assert!(exempt.transferred().is_none() && !exempt.is_empty());
        assert!(
            taxes(&[("7.50", Taxation::NotSubject), ("7.50", Taxation::NotItemized)]).unwrap().is_empty()
        );
    }

    #[test]
    fn a_tax_of_less_than_a_centavo_is_still_a_tax_and_a_base_is_not() {
        assert_eq!(taxes(&[("0.01", Taxation::Vat)]).unwrap().transferred(), Some(Money::ZERO));
        let dust = [("100.00", Taxation::NotSubject), ("0.004", Taxation::Exempt)];
        assert_eq!(taxes(&dust), Err(CfdiError::Nothing));
    }
}
