//! The *Registro Federal de Contribuyentes*: the key by which the SAT identifies a taxpayer.
//!
//! The format is that of `t_RFC` in the SAT's schema `tdCFDI.xsd`: three letters (persona moral) or
//! four (persona física), a date `YYMMDD`, and a homoclave of three characters. The schema would
//! accept 31 February. A registered date exists, so this parser refuses such dates; like the
//! well-known libraries, it reads `YY` as `20YY`. The check digit is *not* part of the format:
//! about 1.5 % of the RFCs that the SAT has issued fail it, so it can only be a warning.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use thiserror::Error;

use crate::typed::{visible_text, without_label};

/// Whether a taxpayer is a natural person or a legal entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum PersonKind {
    /// Persona física: an RFC of 13 characters.
    Fisica,
    /// Persona moral: an RFC of 12 characters.
    Moral,
}

/// An RFC in the right format, in capitals and without separators.
///
/// ```
/// # use mx_fiscal::{Rfc, RfcError};
/// assert_eq!(Rfc::from_typed(" sat 050528-xn0 ")?.as_str(), "SAT050528XN0");
/// assert_eq!("SAT050231XN0".parse::<Rfc>(), Err(RfcError::Date));
/// # Ok::<(), RfcError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rfc(String);

/// Why a text is not an RFC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RfcError {
    /// The text is empty.
    #[error("an RFC is missing")]
    Empty,
    /// Neither 12 (moral) nor 13 (física) characters.
    #[error("an RFC has 12 or 13 characters")]
    Length,
    /// A character that no RFC contains: an accented letter, a letter of another alphabet, or an
    /// invisible character.
    #[error("an RFC has no {0:?}")]
    Character(char),
    /// The SAT's pattern does not allow one of the characters in its place.
    #[error("this is not the form of an RFC")]
    Pattern,
    /// The six digits are not a calendar date.
    #[error("the six digits of an RFC are a date")]
    Date,
    /// A persona física's first four letters form a word that the SAT never issues.
    #[error("the SAT does not issue RFCs with this beginning")]
    ForbiddenWord,
}

/// Words that the SAT avoids: if a name would form one, the fourth letter becomes X.
const FORBIDDEN_WORDS: &str = "BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COJA COJE COJI COJO CULO FETO GUEY JOTO \
     KACA KACO KAGA KAGO KAKA KOGE KOJO KULO MAME MAMO MEAR MEAS MEON MION MOCO MULA PEDA PEDO PENE PUTA PUTO QULO \
     RATA RUIN";

/// Labels that people paste in front of an RFC, as letters only.
const LABELS: &str = "rfc registrofederaldecontribuyentes clavederfc rfcreceptor rfcdelreceptor";

/// The position of a character in this text is its value (0 to 38) in the check digit's sum.
const CHECK_ALPHABET: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

impl Rfc {
    /// Reads an RFC as people type or paste it ([`visible_text`]). It ignores case, spaces,
    /// hyphens, dots and a label in front of the RFC.
    ///
    /// # Errors
    /// The errors of `FromStr`, and [`RfcError::Character`].
    pub fn from_typed(typed: &str) -> Result<Self, RfcError> {
        let seen = visible_text(typed);
        let verbatim: String = without_label(&seen, LABELS)
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '.'))
            .flat_map(char::to_uppercase)
            .collect();
        // A company's own RFC may begin with the letters RFC, so they are a label only if a valid
        // RFC follows.
        if let Some(Ok(rfc)) = verbatim.strip_prefix("RFC").map(str::parse::<Self>) {
            return Ok(rfc);
        }
        match verbatim.chars().find(|c| !matches!(c, 'A'..='Z' | '0'..='9' | '&' | 'Ñ')) {
            Some(character) => Err(RfcError::Character(character)),
            None => verbatim.parse(),
        }
    }

    /// The RFC as the SAT writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Persona física or moral, according to the length.
    pub fn person(&self) -> PersonKind {
        if self.0.chars().count() == 13 { PersonKind::Fisica } else { PersonKind::Moral }
    }

    /// Whether this is one of the SAT's two generic keys: `XAXX010101000` (general public) or
    /// `XEXX010101000` (residents abroad). They identify nobody, so nothing can be re-billed to
    /// them.
    pub fn is_generic(&self) -> bool {
        matches!(self.as_str(), "XAXX010101000" | "XEXX010101000")
    }

    /// Whether the last character is the check digit of the others. `false` is a reason to ask the
    /// user, never a reason to refuse the RFC.
    pub fn has_valid_check_digit(&self) -> bool {
        self.0.chars().next_back() == self.expected_check_digit()
    }

    /// The check digit by the SAT's sum: weights 13 to 2, modulo 11. A persona moral's key is
    /// padded with a leading space.
    fn expected_check_digit(&self) -> Option<char> {
        let length = self.0.chars().count();
        let padding = std::iter::repeat_n(' ', 13usize.saturating_sub(length));
        let mut sum = 0;
        for (weight, character) in (2..=13).rev().zip(padding.chain(self.0.chars())) {
            let value = CHECK_ALPHABET.chars().position(|c| c == character)?;
            sum += weight * value;
        }
        match 11 - sum % 11 {
            11 => Some('0'),
            10 => Some('A'),
            digit => char::from_digit(u32::try_from(digit).ok()?, 10),
        }
    }
}

impl FromStr for Rfc {
    type Err = RfcError;

    fn from_str(text: &str) -> Result<Self, RfcError> {
        let mut characters = ['\0'; 13];
        let mut length = 0;
        for character in text.chars() {
            *characters.get_mut(length).ok_or(RfcError::Length)? = character;
            length += 1;
        }
        let letters = match length {
            0 => return Err(RfcError::Empty),
            12 => 3,
            13 => 4,
            _ => return Err(RfcError::Length),
        };
        let (name, rest) = characters.split_at(letters);
        let (date, homoclave) = rest.split_at(6);
        let name_fits = name.iter().all(|c| matches!(c, 'A'..='Z' | '&' | 'Ñ'));
        let homoclave_fits = matches!(
            homoclave,
            [a, b, digit, ..] if [a, b].iter().all(|c| matches!(c, 'A'..='Z' | '0'..='9')) && matches!(digit, '0'..='9' | 'A')
        );
        if !name_fits || !homoclave_fits || !date.iter().all(char::is_ascii_digit) {
            return Err(RfcError::Pattern);
        }
        if !is_date(date) {
            return Err(RfcError::Date);
        }
        let word: String = name.iter().collect();
        if letters == 4 && FORBIDDEN_WORDS.split(' ').any(|forbidden| forbidden == word) {
            return Err(RfcError::ForbiddenWord);
        }
        Ok(Self(text.to_owned()))
    }
}

fn is_date(digits: &[char]) -> bool {
    let number = |pair: &[char]| pair.iter().fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(0));
    let mut pairs = digits.chunks(2).map(number);
    let (Some(year), Some(month), Some(day)) = (pairs.next(), pairs.next(), pairs.next()) else {
        return false;
    };
    i32::try_from(2000 + year).is_ok_and(|year| NaiveDate::from_ymd_opt(year, month, day).is_some())
}

impl fmt::Display for Rfc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(Rfc);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rfc(text: &str) -> Rfc {
        text.parse().unwrap()
    }

    #[test]
    fn the_manuals_two_rfcs_are_personas_morales() {
        assert_eq!(rfc("ISD950921HE5").person(), PersonKind::Moral);
        assert_eq!(rfc("SAT050528XN0").person(), PersonKind::Moral);
    }

    #[test]
    fn a_wrong_check_digit_is_no_error() {
        assert!(rfc("ISD950921HE5").has_valid_check_digit());
        assert!(!rfc("SAT050528XN0").has_valid_check_digit());
    }

    #[test]
    fn check_digits_of_issued_rfcs_agree() {
        for issued in [
            "EKU9003173C9",
            "H&E951128469",
            "L&O950913MSA",
            "OÑO120726RX3",
            "ZUÑ920208KL4",
            "CACX7605101P8",
            "IAÑL750210963",
            "RAQÑ7701212M3",
            "XAMA620210DQ5",
            "GME08100195A",
            "A&A050908GT0",
            "AAA390128530",
        ] {
            assert!(rfc(issued).has_valid_check_digit(), "{issued}");
        }
        // Real RFCs that the SAT has issued although their check digit is wrong.
        for issued in ["LME060822IH5", "DAA020218JY1", "EDG811007RB3", "NFS0103297H5"] {
            assert!(!rfc(issued).has_valid_check_digit(), "{issued}");
        }
    }

    #[test]
    fn typed_input_may_be_sloppy() {
        for typed in ["isd950921he5", "ISD-950921-HE5", " isd 950921 he5\t", "I.S.D.950921HE5"] {
            assert_eq!(Rfc::from_typed(typed).unwrap().as_str(), "ISD950921HE5", "{typed}");
        }
        assert_eq!(Rfc::from_typed("zun\u{303}920208kl4").unwrap().as_str(), "ZUÑ920208KL4");
        assert_eq!(Rfc::from_typed("h&e-951128-469").unwrap().as_str(), "H&E951128469");
    }

    #[test]
    fn pasted_input_is_read_as_it_is_seen() {
        for typed in [
            "RFC: EKU9003173C9",
            "RFC:\tEKU9003173C9",
            "R.F.C. EKU9003173C9",
            "Registro Federal de Contribuyentes: EKU9003173C9",
            "\u{feff}EKU9003173C9\u{200b}",
            "\u{202a}EKU\u{a0}900317\u{a0}3C9\u{202c}",
            "EKU\u{2011}900317\u{2013}3C9",
            "ＥＫＵ９００３１７３Ｃ９",
        ] {
            assert_eq!(
                Rfc::from_typed(typed).map(|rfc| rfc.to_string()),
                Ok("EKU9003173C9".to_owned()),
                "{typed}"
            );
        }
        assert_eq!(Rfc::from_typed("H&amp;E951128469").unwrap().as_str(), "H&E951128469");
        assert_eq!(
            Rfc::from_typed("RFC010101AB1").unwrap().as_str(),
            "RFC010101AB1",
            "a company's own letters"
        );
    }

    #[test]
    fn a_character_that_no_rfc_has_is_named() {
        // A Cyrillic letter that looks like a Latin one.
        assert_eq!(Rfc::from_typed("\u{415}KU9003173C9"), Err(RfcError::Character('\u{415}')));
        assert_eq!(Rfc::from_typed("\u{202e}9C3713009UKE"), Err(RfcError::Character('\u{202e}')));
        assert_eq!(Rfc::from_typed("PÉREZ"), Err(RfcError::Character('É')));
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        assert_eq!(Rfc::from_typed("  "), Err(RfcError::Empty));
        assert_eq!("ISD950921HE".parse::<Rfc>(), Err(RfcError::Length));
        assert_eq!("ISD950921HE55X".parse::<Rfc>(), Err(RfcError::Length));
        assert_eq!("isd950921he5".parse::<Rfc>(), Err(RfcError::Pattern), "verbatim is verbatim");
        assert_eq!("1SD950921HE5".parse::<Rfc>(), Err(RfcError::Pattern));
        assert_eq!("ISD950921HEB".parse::<Rfc>(), Err(RfcError::Pattern));
        assert_eq!("ISD951321HE5".parse::<Rfc>(), Err(RfcError::Date));
        assert_eq!("EDI010229CA3".parse::<Rfc>(), Err(RfcError::Date), "2001 had no 29 February");
        assert!("EDI000229CA3".parse::<Rfc>().is_ok());
        assert_eq!("PUTA800101AB1".parse::<Rfc>(), Err(RfcError::ForbiddenWord));
    }

    #[test]
    fn the_generic_keys_are_rfcs_that_name_nobody() {
        assert!(rfc("XAXX010101000").is_generic());
        assert!(rfc("XEXX010101000").is_generic());
        assert!(!rfc("ISD950921HE5").is_generic());
    }

    #[cfg(feature = "serde")]
    #[test]
    fn it_is_text_in_json() {
        let json = serde_json::to_string(&rfc("OÑO120726RX3")).unwrap();
        assert_eq!(json, "\"OÑO120726RX3\"");
        assert_eq!(serde_json::from_str::<Rfc>(&json).unwrap(), rfc("OÑO120726RX3"));
        assert!(serde_json::from_str::<Rfc>("\"ono120726rx3\"").is_err());
    }

    prop_compose! {
        fn any_rfc()(
            name in "[A-Z&Ñ]{3,4}",
            days in 0u64..36_000,
            homoclave in "[A-Z0-9]{2}[0-9A]",
        ) -> String {
            let start = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
            let date = start + chrono::Days::new(days);
            format!("{name}{}{homoclave}", date.format("%y%m%d"))
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in any::<String>()) {
            let _ = Rfc::from_typed(&text);
            let _ = text.parse::<Rfc>();
        }

        #[test]
        fn what_reads_writes_itself(text in any_rfc()) {
            prop_assume!(text.parse::<Rfc>() != Err(RfcError::ForbiddenWord));
            let rfc = text.parse::<Rfc>().unwrap();
            prop_assert_eq!(rfc.to_string(), text.clone());
            prop_assert_eq!(Rfc::from_typed(&text.to_lowercase()).unwrap(), rfc);
        }

        #[test]
        fn exactly_one_last_character_agrees_with_the_rest(text in any_rfc()) {
            prop_assume!(text.parse::<Rfc>() != Err(RfcError::ForbiddenWord));
            let stem: String = text.chars().take(text.chars().count() - 1).collect();
            let agreeing = "0123456789A".chars().filter(|digit| rfc(&format!("{stem}{digit}")).has_valid_check_digit());
            prop_assert_eq!(agreeing.count(), 1);
        }
    }
}
