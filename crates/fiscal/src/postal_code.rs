//! The código postal of a fiscal domicile.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Five digits, as `DomicilioFiscalReceptor` and `LugarExpedicion` of a CFDI want them. Only the form: whether the
/// SAT's catalogue has the code is another question.
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
