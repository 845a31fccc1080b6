//! The código postal of a fiscal domicile.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::postal_codes::RUNS;

/// Five digits, as `DomicilioFiscalReceptor` and `LugarExpedicion` of a CFDI want them. Only the form: whether the
/// SAT's catalogue has the code is another question: [`is_in_catalogue`](Self::is_in_catalogue).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostalCode(u32);

/// Why a text is not a postal code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PostalCodeError {
    /// Nothing was given.
    #[error("a postal code is missing")]
    Empty,
    /// Not five digits.
    #[error("a postal code has five digits")]
    Form,
}

impl PostalCode {
    /// Whether the SAT's catalogue `c_CodigoPostal` has this code. One that it lacks is nobody's; whether one that it has
    /// is the receiver's own, only the SAT knows (CFDI40148).
    ///
    /// It has 95,749 codes, almost whole runs and more than the post office has given out; 00000 among them.
    pub fn is_in_catalogue(self) -> bool {
        RUNS.iter().any(|(first, last)| (*first..=*last).contains(&self.0))
    }
}

impl FromStr for PostalCode {
    type Err = PostalCodeError;

    fn from_str(text: &str) -> Result<Self, PostalCodeError> {
        if text.is_empty() {
            return Err(PostalCodeError::Empty);
        }
        if text.len() != 5 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PostalCodeError::Form);
        }
        text.parse().map(Self).map_err(|_| PostalCodeError::Form)
    }
}

impl fmt::Display for PostalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

serde_as_text!(PostalCode);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn leading_zeros_belong_to_it() {
        assert_eq!("01160".parse::<PostalCode>().unwrap().to_string(), "01160");
        assert_eq!("".parse::<PostalCode>(), Err(PostalCodeError::Empty));
        for text in ["1160", "011600", "0116O", "+1160", "01 60"] {
            assert_eq!(text.parse::<PostalCode>(), Err(PostalCodeError::Form), "{text}");
        }
    }

    #[test]
    fn the_sats_catalogue_is_known() {
        let is_known = |text: &str| text.parse::<PostalCode>().unwrap().is_in_catalogue();
        for known in ["01000", "01160", "06002", "11529", "42501", "76028", "99998"] {
            assert!(is_known(known), "{known}");
        }
        for unknown in ["00001", "00999", "17001", "95050"] {
            assert!(!is_known(unknown), "{unknown}");
        }
        assert_eq!((0..100_000).filter(|code| PostalCode(*code).is_in_catalogue()).count(), 95_749);
    }

    proptest! {
        #[test]
        fn five_digits_go_there_and_back(text in "[0-9]{5}") {
            prop_assert_eq!(text.parse::<PostalCode>().unwrap().to_string(), text);
        }

        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = text.parse::<PostalCode>();
        }
    }
}
