//! Amounts in Mexican pesos, exact to the centavo.

use std::fmt;
use std::iter::Sum;
use std::str::FromStr;

use rust_decimal::Decimal;
use thiserror::Error;

/// An amount in Mexican pesos (MXN) with exactly two decimals. It is negative if a movement takes
/// money away.
///
/// Its text form, also in JSON, is plain: `1093.40`. Formatting it for es-MX (`$1,093.40`) is up to
/// the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money(Decimal);

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Not a plain decimal number.
    #[error("an amount is a plain decimal number")]
    Form,
    /// More than two decimals. The smallest unit is the centavo.
    #[error("an amount has at most two decimals")]
    Precision,
    /// Outside ±9,999,999,999,999.99.
    #[error("an amount is out of range")]
    Range,
}

/// The greatest amount, in centavos. It has fifteen digits: well within the SAT's `t_Importe`, and
/// small enough that sums of thousands of amounts stay exact in 64 bits.
const MAX_CENTAVOS: i64 = 999_999_999_999_999;

impl Money {
    /// Zero pesos.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Creates an amount from whole centavos.
    ///
    /// # Errors
    /// [`MoneyError::Range`] outside ±9,999,999,999,999.99.
    pub fn from_centavos(centavos: i64) -> Result<Self, MoneyError> {
        if centavos.unsigned_abs() > MAX_CENTAVOS.unsigned_abs() {
            return Err(MoneyError::Range);
        }
        Ok(Self(Decimal::new(centavos, 2)))
    }

    /// Creates an amount from a number of pesos with at most two decimals.
    ///
    /// # Errors
    /// [`MoneyError::Precision`] for a fraction of a centavo, [`MoneyError::Range`] outside
    /// ±9,999,999,999,999.99.
    pub fn from_decimal(amount: Decimal) -> Result<Self, MoneyError> {
        let centavos = amount.checked_mul(Decimal::ONE_HUNDRED).ok_or(MoneyError::Range)?;
        if !centavos.fract().is_zero() {
            return Err(MoneyError::Precision);
        }
        Self::from_centavos(i64::try_from(centavos).map_err(|_| MoneyError::Range)?)
    }

    /// The amount in whole centavos.
    pub fn centavos(self) -> i64 {
        // Every constructor ensures two decimals and the range, so the mantissa is the number of
        // centavos.
        i64::try_from(self.0.mantissa()).unwrap_or(MAX_CENTAVOS)
    }

    /// The amount in pesos.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// Whether the amount is less than zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// The sum, or `None` if it is out of range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::from_centavos(self.centavos().checked_add(other.centavos())?).ok()
    }

    /// The difference, or `None` if it is out of range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::from_centavos(self.centavos().checked_sub(other.centavos())?).ok()
    }
}

impl Sum<Money> for Option<Money> {
    fn sum<I: Iterator<Item = Money>>(mut amounts: I) -> Self {
        amounts.try_fold(Money::from_centavos(0).ok()?, Money::checked_add)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(MoneyError::Form);
        }
        if fraction.len() > 2 {
            return Err(MoneyError::Precision);
        }
        let amount = Decimal::from_str_exact(text).map_err(|_| MoneyError::Range)?;
        Self::from_decimal(amount)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let centavos = self.centavos();
        let sign = if centavos < 0 { "-" } else { "" };
        let magnitude = centavos.unsigned_abs();
        write!(f, "{sign}{}.{:02}", magnitude / 100, magnitude % 100)
    }
}

serde_as_text!(Money);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn it_has_two_decimals_however_it_was_written() {
        assert_eq!(money("1093.4").to_string(), "1093.40");
        assert_eq!(money("743").to_string(), "743.00");
        assert_eq!(money("-0.05").to_string(), "-0.05");
        assert_eq!(money("743"), money("743.00"));
    }

    #[test]
    fn zero_is_zero_whatever_its_sign() {
        assert_eq!(money("-0.00"), money("0"));
        assert_eq!(money("-0").to_string(), "0.00");
        assert!(!money("-0.00").is_negative());
        assert_eq!(Money::ZERO, money("0.00"));
        assert_eq!(Money::ZERO.centavos(), 0);
    }

    #[test]
    fn what_is_no_plain_amount_is_refused() {
        for text in ["", "-", ".", "1.", ".5", "1,000.00", "$1", "1e3", "+1", " 1", "1.0.0", "０"] {
            assert_eq!(text.parse::<Money>(), Err(MoneyError::Form), "{text:?}");
        }
        assert_eq!("1.001".parse::<Money>(), Err(MoneyError::Precision));
        assert_eq!("99999999999999999999999999999999".parse::<Money>(), Err(MoneyError::Range));
        assert_eq!("10000000000000".parse::<Money>(), Err(MoneyError::Range));
    }

    #[cfg(feature = "serde")]
    #[test]
    fn a_json_number_is_not_an_amount() {
        assert_eq!(serde_json::to_string(&money("1093.4")).unwrap(), "\"1093.40\"");
        assert!(serde_json::from_str::<Money>("1093.4").is_err());
    }

    proptest! {
        #[test]
        fn text_and_centavos_go_there_and_back(centavos in -MAX_CENTAVOS..=MAX_CENTAVOS) {
            let amount = Money::from_centavos(centavos).unwrap();
            prop_assert_eq!(amount.centavos(), centavos);
            prop_assert_eq!(money(&amount.to_string()), amount);
            prop_assert_eq!(Money::from_decimal(amount.decimal()).unwrap().centavos(), centavos);
        }

        #[test]
        fn sums_are_exact(left in -1_000_000_000i64..1_000_000_000, right in -1_000_000_000i64..1_000_000_000) {
            let (a, b) = (Money::from_centavos(left).unwrap(), Money::from_centavos(right).unwrap());
            prop_assert_eq!(a.checked_add(b).unwrap().centavos(), left + right);
            prop_assert_eq!(a.checked_add(b).unwrap().checked_sub(b).unwrap(), a);
            prop_assert_eq!([a, b].into_iter().sum::<Option<Money>>().unwrap().centavos(), left + right);
        }

        #[test]
        fn order_is_the_order_of_centavos(left in any::<i32>(), right in any::<i32>()) {
            let (a, b) = (Money::from_centavos(left.into()).unwrap(), Money::from_centavos(right.into()).unwrap());
            prop_assert_eq!(a.cmp(&b), left.cmp(&right));
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = text.parse::<Money>();
        }
    }
}
