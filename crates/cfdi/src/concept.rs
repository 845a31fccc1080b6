//! One line of an invoice, with its treatment by the IVA law.

use rust_decimal::{Decimal, RoundingStrategy};
use thiserror::Error;

use crate::{Description, Service};

/// The rate of IVA on a taxed concept, 16 % (`TasaOCuota` 0.160000; LIVA 1).
pub const VAT_RATE: Decimal = Decimal::from_parts(16, 0, 0, false, 2);

/// The SAT's `t_Importe` and `t_Cantidad` have up to six decimals.
const MAX_DECIMALS: u32 = 6;
/// The decimals of an `Importe`. Multiplying by the rate of IVA adds two, so the IVA is exact
/// within the six allowed decimals, and nothing is rounded before the document's own sums.
const AMOUNT_DECIMALS: u32 = 4;
/// Quantities and prices must be less than one billion (10⁹), so that their products are far within
/// the range of `Decimal`.
const MAX: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// How the IVA law treats a concept: `ObjetoImp` (catalog `c_ObjetoImp`) together with the one
/// `Traslado` that it requires. A pair that the SAT refuses cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Taxation {
    /// IVA at 16 %: `ObjetoImp` 02, `TipoFactor` Tasa.
    Vat,
    /// Exempt from IVA: `ObjetoImp` 02, `TipoFactor` Exento, with a base but neither rate nor
    /// amount.
    Exempt,
    /// Not subject to the tax: `ObjetoImp` 01, no `Impuestos`.
    NotSubject,
    /// Subject to the tax, but not obliged to itemize it: `ObjetoImp` 03, no `Impuestos`.
    NotItemized,
}

impl Taxation {
    /// All treatments.
    pub const ALL: [Self; 4] = [Self::Vat, Self::Exempt, Self::NotSubject, Self::NotItemized];

    /// `ObjetoImp`.
    pub fn object_key(self) -> &'static str {
        match self {
            Self::NotSubject => "01",
            Self::Vat | Self::Exempt => "02",
            Self::NotItemized => "03",
        }
    }

    /// The SAT's description of [`object_key`](Self::object_key).
    pub fn object_description(self) -> &'static str {
        match self {
            Self::NotSubject => "No objeto de impuesto",
            Self::Vat | Self::Exempt => "Sí objeto de impuesto",
            Self::NotItemized => "Sí objeto del impuesto y no obligado al desglose",
        }
    }
}

/// A line of an invoice. Amounts are pesos without IVA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    service: Service,
    taxation: Taxation,
    quantity: Decimal,
    description: Description,
    unit_price: Decimal,
    amount: Decimal,
}

/// Why a concept cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ConceptError {
    /// A quantity or price of zero or less, or a product that rounds to zero.
    #[error("a concept's quantity, price and amount are greater than zero")]
    NotPositive,
    /// More than six decimals.
    #[error("a concept's quantity and price have at most six decimals")]
    Precision,
    /// A thousand million or more.
    #[error("a concept's quantity, price or amount is out of range")]
    Range,
}

impl Concept {
    /// A line of `quantity` units at `unit_price` pesos before IVA. Its amount is their product,
    /// rounded half up to four decimals.
    ///
    /// # Errors
    /// [`ConceptError`] for figures that the SAT's schema does not allow.
    pub fn new(
        service: Service,
        quantity: Decimal,
        description: Description,
        unit_price: Decimal,
        taxation: Taxation,
    ) -> Result<Self, ConceptError> {
        let (quantity, unit_price) = (quantity.normalize(), unit_price.normalize());
        for figure in [quantity, unit_price] {
            if figure <= Decimal::ZERO {
                return Err(ConceptError::NotPositive);
            }
            if figure.scale() > MAX_DECIMALS {
                return Err(ConceptError::Precision);
            }
            if figure >= MAX {
                return Err(ConceptError::Range);
            }
        }
        let product = quantity.checked_mul(unit_price).ok_or(ConceptError::Range)?;
        let amount = half_up(product, AMOUNT_DECIMALS).normalize();
        if amount.is_zero() {
            return Err(ConceptError::NotPositive);
        }
        if amount >= MAX {
            return Err(ConceptError::Range);
        }
        Ok(Self { service, taxation, quantity, description, unit_price, amount })
    }

    /// What is billed, by the SAT's keys.
    pub fn service(&self) -> Service {
        self.service
    }

    /// How the IVA law treats it.
    pub fn taxation(&self) -> Taxation {
        self.taxation
    }

    /// The number of units.
    pub fn quantity(&self) -> Decimal {
        self.quantity
    }

    /// What is billed, in the issuer's words.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// `ValorUnitario`: pesos before IVA, up to six decimals.
    pub fn unit_price(&self) -> Decimal {
        self.unit_price
    }

    /// `Importe`: pesos before IVA, up to four decimals. It is also the base of the IVA.
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The IVA of this line, exact, up to six decimals; zero if none is charged.
    pub fn vat(&self) -> Decimal {
        match self.taxation {
            Taxation::Vat => (self.amount * VAT_RATE).normalize(),
            Taxation::Exempt | Taxation::NotSubject | Taxation::NotItemized => Decimal::ZERO,
        }
    }
}

/// Rounds as the SAT does: halves go up.
pub(crate) fn half_up(amount: Decimal, decimals: u32) -> Decimal {
    amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn concept(quantity: &str, unit_price: &str) -> Result<Concept, ConceptError> {
        Concept::new(
            Service::TollCrossings,
            quantity.parse().unwrap(),
            "Cruces".parse().unwrap(),
            unit_price.parse().unwrap(),
            Taxation::Vat,
        )
    }

    #[test]
    fn the_amount_is_the_product_and_the_iva_is_exact() {
        let crossings = concept("3", "49.137931").unwrap();
        assert_eq!(crossings.amount().to_string(), "147.4138");
        assert_eq!(crossings.vat().to_string(), "23.586208");
        assert_eq!(concept("0.5", "0.0001").unwrap().amount().to_string(), "0.0001", "halves go up");
    }

    #[test]
    fn figures_that_the_schema_refuses_are_refused() {
        for (quantity, unit_price, error) in [
            ("0", "1", ConceptError::NotPositive),
            ("1", "-1", ConceptError::NotPositive),
            ("0.01", "0.001", ConceptError::NotPositive),
            ("1", "0.0000001", ConceptError::Precision),
            ("1000000000", "1", ConceptError::Range),
            ("999999999", "2", ConceptError::Range),
        ] {
            assert_eq!(concept(quantity, unit_price), Err(error), "{quantity} × {unit_price}");
        }
    }

    proptest! {
        #[test]
        fn no_figure_ever_has_more_than_six_decimals(
            quantity in 1i64..100_000_000_000, unit_price in 1i64..100_000_000_000, scale in 0u32..=6,
        ) {
            let made = Concept::new(
                Service::Commission,
                Decimal::new(quantity, scale),
                "Comisión".parse().unwrap(),
                Decimal::new(unit_price, 6 - scale),
                Taxation::Vat,
            );
            if let Ok(concept) = made {
                for figure in [concept.quantity(), concept.unit_price(), concept.amount(), concept.vat()] {
                    prop_assert!(figure.scale() <= 6);
                }
                prop_assert_eq!(concept.vat(), concept.amount() * VAT_RATE);
            }
        }
    }
}
