//! What customers type to identify themselves: an e-mail address or a Mexican phone number.

use std::str::FromStr;

use thiserror::Error;

/// An e-mail address in lower case, or a phone number as its ten national digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identifier(String);

/// The error for a text that is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("neither an e-mail nor a Mexican phone")]
pub(crate) struct UnknownForm;

const MAX_CHARACTERS: usize = 254;
const NATIONAL_DIGITS: usize = 10;
/// What people type before the ten digits: the country code (with the 1 that mobile numbers had
/// until 2019), the long-distance prefix (01), and the prefixes for calls to mobile phones (044,
/// 045). All but the country code are abolished, and still in many address books.
const PREFIXES: [&str; 8] = ["00521", "0052", "521", "52", "044", "045", "01", ""];

impl Identifier {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Identifier {
    type Err = UnknownForm;

    fn from_str(typed: &str) -> Result<Self, UnknownForm> {
        let typed = typed.trim();
        if typed.chars().count() > MAX_CHARACTERS {
            return Err(UnknownForm);
        }
        if typed.contains('@') { email(typed) } else { phone(typed) }.map(Self).ok_or(UnknownForm)
    }
}

fn email(typed: &str) -> Option<String> {
    let (local, domain) = typed.split_once('@')?;
    let fits = |part: &str| {
        !part.is_empty() && !part.chars().any(|c| c == '@' || c.is_whitespace() || c.is_control())
    };
    (fits(local) && fits(domain)).then(|| typed.to_lowercase())
}

fn phone(typed: &str) -> Option<String> {
    let mut digits = String::with_capacity(typed.len());
    for (position, character) in typed.chars().enumerate() {
        match character {
            '0'..='9' => digits.push(character),
            '+' if position == 0 => {}
            '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2015}' => {}
            space if space.is_whitespace() => {}
            _ => return None,
        }
    }
    // A national number never begins with 0. The longest prefix that leaves ten digits is the one
    // that was meant.
    let national = PREFIXES.iter().filter_map(|prefix| digits.strip_prefix(prefix));
    let mut national = national.filter(|rest| rest.len() == NATIONAL_DIGITS && !rest.starts_with('0'));
    national.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(typed: &str) -> Option<String> {
        typed.parse().ok().map(|Identifier(text)| text)
    }

    #[test]
    fn a_phone_may_be_typed_in_any_usual_form() {
        for typed in [
            "5559502560",
            "55 5950 2560",
            "(55) 5950-2560",
            "+52 55 5950 2560",
            "+52 1 55 5950 2560",
            "52 55 5950 2560",
            "0052 55 5950 2560",
            "00521 5559502560",
            "044 55 5950 2560",
            "045 55 5950 2560",
            "01 55 5950 2560",
            "55.5950.2560",
            " 55\u{2011}5950\u{a0}2560 ",
        ] {
            assert_eq!(read(typed).as_deref(), Some("5559502560"), "{typed}");
        }
    }

    #[test]
    fn a_number_that_begins_like_a_prefix_is_itself() {
        assert_eq!(read("5215950256").as_deref(), Some("5215950256"));
        assert_eq!(read("52 5215950256").as_deref(), Some("5215950256"));
    }

    #[test]
    fn an_email_has_no_case() {
        assert_eq!(read(" Demo@Pase.Example ").as_deref(), Some("demo@pase.example"));
    }

    #[test]
    fn anything_else_is_neither() {
        for typed in [
            "",
            "demo",
            "5950 2560",
            "55 5950 25601",
            "+1 555 950 2560",
            "@pase.example",
            "a@b@c",
            "a b@c",
            "55+59502560",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_reads_itself(typed in any::<String>()) {
            if let Some(text) = read(&typed) {
                prop_assert_eq!(read(&text), Some(text));
            }
        }
    }
}
