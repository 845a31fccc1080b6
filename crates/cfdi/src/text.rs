//! The free texts of a CFDI, limited to what its XML and its cadena original can contain.

use std::fmt;
use std::str::FromStr;

use mx_fiscal::TaxpayerName;
use thiserror::Error;

/// A text of 1 to `MAX` characters without `|`, which separates the fields of the cadena original
/// (`[^|]{1,MAX}` in the SAT's `cfdv40.xsd`), and without characters that XML 1.0 does not allow.
/// White space is collapsed as the schema's `xs:whiteSpace` says; nothing else is changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text<const MAX: usize>(String);

/// The name of an issuer or a receiver *as a document has it*: an old invoice keeps the name it was
/// issued with, whereas a [`TaxpayerName`] has the form that the SAT requires today.
pub type PartyName = Text<300>;
/// What a concept is for (`Descripcion`).
pub type Description = Text<1000>;
/// The issuer's series (`Serie`).
pub type Series = Text<25>;
/// The issuer's own number of a document (`Folio`).
pub type Folio = Text<40>;

/// Why a CFDI cannot contain a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("a text of a CFDI cannot be empty")]
    Empty,
    /// Too many characters; the value is the maximum.
    #[error("a text of a CFDI has at most {0} characters here")]
    TooLong(usize),
    /// A bar, a control character or a noncharacter.
    #[error("a text has a character that a CFDI cannot carry")]
    Character,
}

impl<const MAX: usize> Text<MAX> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a CFDI cannot contain this character. The bar separates the fields of the cadena
/// original. Control characters and these two noncharacters are not valid in XML 1.0, and
/// [`Element`](crate::element::Element) would write them unchanged.
fn cannot_be_carried(character: char) -> bool {
    character == '|' || character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = TextError;

    fn from_str(written: &str) -> Result<Self, TextError> {
        let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if text.chars().any(cannot_be_carried) {
            return Err(TextError::Character);
        }
        if text.chars().count() > MAX {
            return Err(TextError::TooLong(MAX));
        }
        Ok(Self(text))
    }
}

impl TryFrom<&TaxpayerName> for PartyName {
    type Error = TextError;

    fn try_from(name: &TaxpayerName) -> Result<Self, TextError> {
        name.as_str().parse()
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_name_of_an_old_invoice_is_kept_as_it_was_written() {
        let name: PartyName = "  Pase,  Servicios Electrónicos S.A\tDe C.V. ".parse().unwrap();
        assert_eq!(name.as_str(), "Pase, Servicios Electrónicos S.A De C.V.");
    }

    #[test]
    fn what_would_break_the_xml_or_the_cadena_original_is_refused() {
        assert_eq!(" \n".parse::<PartyName>(), Err(TextError::Empty));
        for text in ["A|B", "A\u{1}B", "A\u{0}", "A\u{7f}", "A\u{FFFE}", "A\u{9f}"] {
            assert_eq!(text.parse::<PartyName>(), Err(TextError::Character), "{text:?}");
        }
        assert!("Ñ".repeat(300).parse::<PartyName>().is_ok());
        assert_eq!("Ñ".repeat(301).parse::<PartyName>(), Err(TextError::TooLong(300)));
    }

    proptest! {
        #[test]
        fn a_text_read_again_is_the_same(written in any::<String>()) {
            if let Ok(text) = written.parse::<Description>() {
                prop_assert_eq!(text.as_str().parse::<Description>().unwrap(), text);
            }
        }

        #[test]
        fn a_taxpayers_name_is_a_partys_name(written in any::<String>()) {
            if let Ok(name) = written.parse::<TaxpayerName>() {
                let has_noncharacter = written.contains(['\u{FFFE}', '\u{FFFF}']);
                match PartyName::try_from(&name) {
                    Ok(party) => prop_assert_eq!(party.as_str(), name.as_str()),
                    Err(error) => prop_assert!(has_noncharacter, "{} for {:?}", error, written),
                }
            }
        }
    }
}
