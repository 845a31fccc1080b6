//! A taxpayer's name as the SAT has it registered.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::{PersonKind, capital_regime};

/// A nombre, denominación or razón social as a CFDI 4.0 wants it: in capitals, as the Constancia de Situación Fiscal
/// prints it, without the régimen de capital of a persona moral. 1 to 300 characters, no `|` (`Receptor/@Nombre` in
/// the SAT's `cfdv40.xsd`; the bar would break the cadena original).
///
/// ```
/// # use mx_fiscal::TaxpayerName;
/// let name: TaxpayerName = "  Escuela  Kemper Urgate ".parse()?;
/// assert_eq!(name.as_str(), "ESCUELA KEMPER URGATE");
/// # Ok::<(), mx_fiscal::TaxpayerNameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TaxpayerName(String);

/// Why a text is not a taxpayer's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TaxpayerNameError {
    /// Nothing was given.
    #[error("a name is missing")]
    Empty,
    /// More than 300 characters.
    #[error("a name has at most 300 characters")]
    TooLong,
    /// A bar or a control character.
    #[error("a name has a character that a CFDI cannot carry")]
    Character,
}

const MAX_CHARACTERS: usize = 300;

impl TaxpayerName {
    /// The name, in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without the régimen de capital that it ends with ("SA DE CV", however it is punctuated), for a person
    /// of this kind; `None` where there is nothing to take off. At most one is, and never the whole name.
    ///
    /// A suggestion and no correction: the SAT's register has names of companies that end so, and only the Constancia
    /// de Situación Fiscal tells. A persona física has no régimen de capital.
    ///
    /// ```
    /// # use mx_fiscal::{PersonKind, TaxpayerName};
    /// let name: TaxpayerName = "Luces & Obras, S.A. de C.V.".parse()?;
    /// let suggested = name.without_capital_regime(PersonKind::Moral);
    /// assert_eq!(suggested, Some("LUCES & OBRAS".parse()?));
    /// assert_eq!(name.without_capital_regime(PersonKind::Fisica), None);
    /// # Ok::<(), mx_fiscal::TaxpayerNameError>(())
    /// ```
    pub fn without_capital_regime(&self, person: PersonKind) -> Option<Self> {
        match person {
            PersonKind::Fisica => None,
            PersonKind::Moral => capital_regime::strip(&self.0)?.parse().ok(),
        }
    }
}

impl FromStr for TaxpayerName {
    type Err = TaxpayerNameError;

    /// Reads a name as people type it: case and superfluous white space do not matter.
    fn from_str(text: &str) -> Result<Self, TaxpayerNameError> {
        let mut name = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.extend(word.chars().flat_map(char::to_uppercase));
        }
        if name.is_empty() {
            return Err(TaxpayerNameError::Empty);
        }
        if name.chars().any(|c| c == '|' || c.is_control()) {
            return Err(TaxpayerNameError::Character);
        }
        if name.chars().count() > MAX_CHARACTERS {
            return Err(TaxpayerNameError::TooLong);
        }
        Ok(Self(name))
    }
}

impl fmt::Display for TaxpayerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(TaxpayerName);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_in_capitals_with_single_spaces() {
        let name: TaxpayerName = "Luis  Ian\tñuzco".parse().unwrap();
        assert_eq!(name.as_str(), "LUIS IAN ÑUZCO");
    }

    #[test]
    fn what_a_cfdi_cannot_carry_is_refused() {
        assert_eq!(" \t".parse::<TaxpayerName>(), Err(TaxpayerNameError::Empty));
        assert_eq!("A|B".parse::<TaxpayerName>(), Err(TaxpayerNameError::Character));
        assert_eq!("A\u{1}B".parse::<TaxpayerName>(), Err(TaxpayerNameError::Character));
        assert_eq!("Ñ".repeat(301).parse::<TaxpayerName>(), Err(TaxpayerNameError::TooLong));
        assert!("Ñ".repeat(300).parse::<TaxpayerName>().is_ok());
    }

    proptest! {
        #[test]
        fn reading_twice_changes_nothing(text in any::<String>()) {
            if let Ok(name) = text.parse::<TaxpayerName>() {
                prop_assert_eq!(name.as_str().parse::<TaxpayerName>().unwrap(), name);
            }
        }

        #[test]
        fn a_suggestion_is_a_name_and_shorter(text in "[A-ZÑ]{1,8}( [A-ZÑ.,]{1,5}){0,5}( SA DE CV| S\\.C\\.| AC|)") {
            let name: TaxpayerName = text.parse().unwrap();
            if let Some(suggested) = name.without_capital_regime(PersonKind::Moral) {
                prop_assert!(name.as_str().starts_with(suggested.as_str()) && suggested != name);
            }
            prop_assert_eq!(name.without_capital_regime(PersonKind::Fisica), None);
        }
    }
}
