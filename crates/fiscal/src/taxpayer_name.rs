//! A taxpayer's name as registered with the SAT.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::typed::{visible_text, without_label};
use crate::{PersonKind, Rfc, capital_regime, person_name};

/// A nombre, denominación or razón social as a CFDI 4.0 requires it: in capitals, as printed in the
/// Constancia de Situación Fiscal, without a persona moral's régimen de capital. It has 1 to 300
/// characters and no `|` (`Receptor/@Nombre` in the SAT's `cfdv40.xsd`; the bar would break the
/// cadena original).
///
/// [`from_typed`](Self::from_typed) reads what people type. `FromStr` reads what is already stored
/// and allows more characters, so that a stored name stays readable.
///
/// ```
/// # use mx_fiscal::TaxpayerName;
/// let name = TaxpayerName::from_typed("  Escuela  Kemper Urgate\u{200b} ")?;
/// assert_eq!(name.as_str(), "ESCUELA KEMPER URGATE");
/// # Ok::<(), mx_fiscal::TaxpayerNameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TaxpayerName(String);

/// Why a text is not a taxpayer's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TaxpayerNameError {
    /// The text is empty.
    #[error("a name is missing")]
    Empty,
    /// More than 300 characters; the value is their number.
    #[error("a name has at most 300 characters, and this has {0}")]
    TooLong(usize),
    /// A character that no registered name contains: a bar, a letter of another alphabet, or an
    /// invisible character.
    #[error("a name has no {0:?}")]
    Character(char),
}

const MAX_CHARACTERS: usize = 300;

/// Labels that people paste in front of a name, from the Constancia and from invoices.
const LABELS: &str = "nombre nombres razonsocial denominacionrazonsocial denominacionorazonsocial nombreorazonsocial \
     nombredenominacionorazonsocial nombredenominacionrazonsocial nombrerazonsocial nombredelreceptor receptor \
     nombrecompleto";

impl TaxpayerName {
    /// Reads a name as people type or paste it ([`visible_text`]). It ignores case and a label in
    /// front of the name.
    ///
    /// # Errors
    /// [`TaxpayerNameError`]. The allowed characters are those of the SAT's register: the Latin
    /// letters of ISO 8859-1, digits, and the punctuation on a keyboard except the bar.
    pub fn from_typed(typed: &str) -> Result<Self, TaxpayerNameError> {
        // Some letters become several capitals, which may form an HTML entity or a label, so the
        // text is cleaned again.
        let seen = visible_text(&visible_text(typed).to_uppercase());
        let name = without_label(&seen, LABELS);
        match name.chars().find(|c| !is_registered(*c)) {
            Some(character) => Err(TaxpayerNameError::Character(character)),
            None => name.parse(),
        }
    }

    /// The name of a persona física with the given names first, as the SAT registers it, if it
    /// seems to be written with the surnames first: it has a comma, or the RFC's initials only fit
    /// that order. `None` if there is nothing to reorder.
    ///
    /// This is a suggestion, not a correction: only the Constancia de Situación Fiscal is certain.
    ///
    /// ```
    /// # use mx_fiscal::{Rfc, TaxpayerName};
    /// let rfc: Rfc = "CACX7605101P8".parse()?;
    /// let name = TaxpayerName::from_typed("Castillo Cruz Xóchitl")?;
    /// assert_eq!(name.given_names_first(&rfc), Some("XÓCHITL CASTILLO CRUZ".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn given_names_first(&self, rfc: &Rfc) -> Option<Self> {
        match rfc.person() {
            PersonKind::Fisica => person_name::given_names_first(&self.0, rfc.as_str())?.parse().ok(),
            PersonKind::Moral => None,
        }
    }

    /// The name without accents, if it has any; Ñ is kept. This is a suggestion: the register holds
    /// most names without accents.
    pub fn without_accents(&self) -> Option<Self> {
        const ACCENTS: &str = "ÁAÉEÍIÓOÚUÜU";
        let plain = |letter: char| {
            let mut after = ACCENTS.chars().skip_while(|accented| *accented != letter);
            after.nth(1).filter(|_| !letter.is_ascii()).unwrap_or(letter)
        };
        let bare: String = self.0.chars().map(plain).collect();
        (bare != self.0).then_some(Self(bare))
    }

    /// The name, in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without the régimen de capital at its end ("SA DE CV", with any punctuation), for a
    /// person of this kind. `None` if there is nothing to remove. At most one régimen is removed,
    /// and never the whole name.
    ///
    /// This is a suggestion, not a correction: the SAT's register contains company names that end
    /// this way, and only the Constancia de Situación Fiscal is certain. A persona física has no
    /// régimen de capital.
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

    /// Reads a stored name. It ignores case and superfluous white space.
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
        if let Some(character) = name.chars().find(|c| *c == '|' || c.is_control()) {
            return Err(TaxpayerNameError::Character(character));
        }
        match name.chars().count() {
            length if length > MAX_CHARACTERS => Err(TaxpayerNameError::TooLong(length)),
            _ => Ok(Self(name)),
        }
    }
}

/// Whether a registered name may contain this character.
fn is_registered(character: char) -> bool {
    match character {
        '|' | '×' => false,
        ' '..='~' | 'À'..='Þ' => true,
        other => matches!(other, 'Ÿ' | 'ª' | 'º' | '°' | '¡' | '¿' | '·'),
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
        assert_eq!("A|B".parse::<TaxpayerName>(), Err(TaxpayerNameError::Character('|')));
        assert_eq!("A\u{1}B".parse::<TaxpayerName>(), Err(TaxpayerNameError::Character('\u{1}')));
        assert_eq!("Ñ".repeat(310).parse::<TaxpayerName>(), Err(TaxpayerNameError::TooLong(310)));
        assert!("Ñ".repeat(300).parse::<TaxpayerName>().is_ok());
    }

    fn typed(text: &str) -> Result<String, TaxpayerNameError> {
        TaxpayerName::from_typed(text).map(|name| name.to_string())
    }

    #[test]
    fn pasted_input_is_read_as_it_is_seen() {
        for (text, name) in [
            ("Denominación/Razón Social: Escuela Kemper Urgate", "ESCUELA KEMPER URGATE"),
            ("Denominacio\u{301}n/Razo\u{301}n Social:\tEscuela Kemper Urgate", "ESCUELA KEMPER URGATE"),
            ("Nombre (s): Luis Ian", "LUIS IAN"),
            ("LUCES &amp; OBRAS", "LUCES & OBRAS"),
            ("Mun\u{303}oz\u{a0}\u{200b}e\r\nHijos", "MUÑOZ E HIJOS"),
            ("“D’Angelo” – Diseño", "\"D'ANGELO\" - DISEÑO"),
            ("o\u{fb01}cina", "OFICINA"),
            ("Proyecto 2: la vuelta", "PROYECTO 2: LA VUELTA"),
        ] {
            assert_eq!(typed(text), Ok(name.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_the_register_cannot_hold_is_named() {
        for (text, character) in [
            ("A|B", '|'),
            ("ESCUEL\u{410}", '\u{410}'),
            ("\u{202e}ABC", '\u{202e}'),
            ("CAFÉ ☕", '☕'),
            ("X\u{303}", '\u{303}'),
            ("A\u{1}B", '\u{1}'),
            ("5 € MÁS", '€'),
        ] {
            assert_eq!(typed(text), Err(TaxpayerNameError::Character(character)), "{text}");
        }
        assert_eq!(typed("\u{200b}\u{a0}"), Err(TaxpayerNameError::Empty));
        assert_eq!(typed(&"Ñ".repeat(310)), Err(TaxpayerNameError::TooLong(310)));
        assert!(typed(&format!("{}\u{200b}", "N\u{303}".repeat(300))).is_ok(), "counted as it is seen");
    }

    proptest! {
        #[test]
        fn a_typed_name_read_again_is_the_same(text in any::<String>()) {
            if let Ok(name) = typed(&text) {
                prop_assert_eq!(typed(&name), Ok(name.clone()));
                prop_assert!(name.chars().all(is_registered));
            }
        }

        #[test]
        fn a_name_of_letters_is_kept(text in "[A-ZÑÁÉÍÓÚÜ&.,'/-]{1,12}( [A-ZÑ0-9]{1,9}){0,4}") {
            prop_assert_eq!(typed(&text), Ok(text));
        }

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
