//! The código postal of a fiscal domicile.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::postal_codes::RUNS;
use crate::typed::{is_one_of, visible_text};

/// Five digits, as required in a CFDI's `DomicilioFiscalReceptor` and `LugarExpedicion`. The type
/// guarantees only the form; [`is_in_catalogue`](Self::is_in_catalogue) says whether the SAT's
/// catalog contains the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostalCode(u32);

/// Why a text is not a postal code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PostalCodeError {
    /// The text is empty.
    #[error("a postal code is missing")]
    Empty,
    /// A character that is not a digit.
    #[error("a postal code has no {0:?}")]
    Character(char),
    /// Not five digits.
    #[error("a postal code has five digits")]
    Form,
}

impl PostalCode {
    /// Reads a postal code as people type or paste it ([`visible_text`]). It ignores spaces and a
    /// label in front of the code.
    ///
    /// ```
    /// # use mx_fiscal::PostalCode;
    /// assert_eq!(PostalCode::from_typed("C.P. 42501")?.to_string(), "42501");
    /// # Ok::<(), mx_fiscal::PostalCodeError>(())
    /// ```
    ///
    /// # Errors
    /// The errors of `FromStr`, and [`PostalCodeError::Character`].
    pub fn from_typed(typed: &str) -> Result<Self, PostalCodeError> {
        let seen = visible_text(typed);
        let digits = seen.trim_start_matches(|c: char| !c.is_ascii_digit());
        let label = seen.strip_suffix(digits).unwrap_or_default();
        let value =
            if is_one_of(label, "cp codigopostal codpostal cpostal") { digits } else { seen.as_str() };
        let verbatim: String = value.chars().filter(|c| *c != ' ').collect();
        match verbatim.chars().find(|c| !c.is_ascii_digit()) {
            Some(character) => Err(PostalCodeError::Character(character)),
            None => verbatim.parse(),
        }
    }

    /// Whether the SAT's catalog `c_CodigoPostal` contains this code. A code that is not in it
    /// belongs to nobody. Whether a code in it is the receiver's own, only the SAT knows
    /// (CFDI40148).
    ///
    /// The catalog has 95,749 codes in long runs almost without gaps, more than the post office has
    /// assigned. It includes 00000.
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
    fn pasted_input_is_read_as_it_is_seen() {
        for typed in [
            "C.P. 42501",
            "CP42501",
            "C. P.: 42501",
            "Código Postal:42501",
            "CODIGO POSTAL 42501",
            "Co\u{301}digo Postal: 42501",
            "\u{a0}42501\u{200b}",
            "42 501",
        ] {
            assert_eq!(
                PostalCode::from_typed(typed).map(|code| code.to_string()),
                Ok("42501".to_owned()),
                "{typed}"
            );
        }
        assert_eq!(PostalCode::from_typed("C.P."), Err(PostalCodeError::Empty));
        assert_eq!(PostalCode::from_typed("4250"), Err(PostalCodeError::Form));
        assert_eq!(PostalCode::from_typed("4250O"), Err(PostalCodeError::Character('O')));
        assert_eq!(PostalCode::from_typed("Pachuca 42501"), Err(PostalCodeError::Character('P')));
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
            let _ = PostalCode::from_typed(&text);
        }
    }
}
