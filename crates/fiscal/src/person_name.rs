//! A persona física's name: finds out which of its words are the surnames, by comparing initials
//! with the RFC.
//!
//! The four letters of a person's RFC are the first letter and the first inner vowel of the first
//! surname, the first letter of the second surname, and the first letter of the given name (SAT,
//! *Instructivo para la formación de la clave del RFC*). The second given name counts if the first
//! is José or María. The exceptions (short surnames, a single surname, forbidden words) match no
//! initials here, so such names are left unchanged.

use crate::typed::without_accent;

/// Words that belong to the surname after them and contribute no initial.
const PARTICLES: &str = "DE LA LAS LOS DEL Y MC MAC VON VAN DA DAS DER DI DIE EL LE LES";

/// Given names that are skipped if another one follows.
const PASSED_OVER: &str = "JOSE MARIA MA MA. J J.";

/// The name with the given names first, if it is written with the surnames first.
pub(crate) fn given_names_first(name: &str, rfc: &str) -> Option<String> {
    if let Some((surnames, given)) = name.split_once(',') {
        let (surnames, given) = (surnames.trim(), given.trim());
        let first = parts(surnames).first().and_then(|surname| letters(surname).chars().next());
        let is_turned =
            first.is_some() && first == rfc.chars().next() && !given.is_empty() && !given.contains(',');
        return is_turned.then(|| format!("{given} {surnames}"));
    }
    let parts = parts(name);
    let initials: Vec<char> = rfc.chars().take(4).collect();
    if parts.len() < 3 || (1..parts.len()).any(|given| fits(&parts, given, &initials)) {
        return None;
    }
    // Surnames first: move them behind the given names.
    let mut turned = parts;
    turned.rotate_left(2);
    let given = turned.len().checked_sub(2)?;
    fits(&turned, given, &initials).then(|| turned.join(" "))
}

/// Whether a name made of `given` given names and then two surnames has these initials.
fn fits(parts: &[&str], given: usize, initials: &[char]) -> bool {
    let Some((names, [first, second])) = parts.split_at_checked(given) else { return false };
    let is_passed_over = |name: &str| PASSED_OVER.split(' ').any(|other| other == bare(name));
    let name = match names {
        [passed, next, ..] if is_passed_over(passed) => next,
        [name, ..] => name,
        [] => return false,
    };
    let first = letters(first);
    let mut first = first.chars();
    let found = [
        first.next(),
        first.find(|c| "AEIOU".contains(*c)),
        letters(second).chars().next(),
        letters(name).chars().next(),
    ];
    found.iter().zip(initials).all(|(found, initial)| *found == Some(*initial))
}

/// The parts of a name: each word, together with the particles before it.
fn parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = name.trim();
    while !rest.is_empty() {
        let mut end = 0;
        for word in rest.split(' ') {
            end += word.len();
            if !PARTICLES.split(' ').any(|particle| particle == bare(word)) {
                break;
            }
            end += 1;
        }
        let Some((part, after)) = rest.split_at_checked(end) else {
            parts.push(rest);
            break;
        };
        parts.push(part);
        rest = after.trim_start();
    }
    parts
}

/// The letters of a part's last word, which gives its initials.
fn letters(part: &str) -> String {
    bare(part.rsplit(' ').next().unwrap_or_default())
}

/// A word without accents, and with X in place of Ñ, because the SAT usually writes X for an
/// initial Ñ. RFCs that keep it (the test RFC `IAÑL750210963`) match nothing here.
fn bare(word: &str) -> String {
    word.chars().map(|letter| if letter == 'Ñ' { 'X' } else { without_accent(letter) }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn surnames_go_behind_the_given_names() {
        for (name, rfc, turned) in [
            ("CASTILLO CRUZ XOCHITL", "CACX7605101P8", "XOCHITL CASTILLO CRUZ"),
            ("PÉREZ LÓPEZ JUAN CARLOS", "PELJ800101AB1", "JUAN CARLOS PÉREZ LÓPEZ"),
            ("DE LA TORRE LOPEZ JUAN", "TOLJ800101AB1", "JUAN DE LA TORRE LOPEZ"),
            ("PEREZ DEL RIO MARIA ANA", "PERA800101AB1", "MARIA ANA PEREZ DEL RIO"),
            ("PEREZ LOPEZ, JUAN", "PEXJ800101AB1", "JUAN PEREZ LOPEZ"),
        ] {
            assert_eq!(given_names_first(name, rfc).as_deref(), Some(turned), "{name}");
        }
    }

    #[test]
    fn a_name_in_order_stays() {
        for (name, rfc) in [
            ("XOCHITL CASTILLO CRUZ", "CACX7605101P8"),
            ("JUAN CARLOS PEREZ LOPEZ", "PELJ800101AB1"),
            ("MARIA ANA PEREZ DEL RIO", "PERA800101AB1"),
            // Both orders match these initials.
            ("PEREZ PEREZ PEREZ", "PEPP800101AB1"),
            ("JUAN PEREZ", "PEXJ800101AB1"),
            ("ESCUELA KEMPER URGATE, SOCIEDAD ANONIMA", "CACX7605101P8"),
            ("OTRO NOMBRE CUALQUIERA", "CACX7605101P8"),
        ] {
            assert_eq!(given_names_first(name, rfc), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn it_never_panics(name in any::<String>(), rfc in any::<String>()) {
            let _ = given_names_first(&name, &rfc);
        }

        #[test]
        fn the_same_words_are_there(name in "[A-ZÑÁ]{1,8}( [A-ZÑÁ]{1,8}){0,5}", rfc in "[A-Z]{4}") {
            if let Some(turned) = given_names_first(&name, &rfc) {
                let sorted = |text: &str| { let mut words: Vec<_> = text.split(' ').map(str::to_owned).collect(); words.sort(); words };
                prop_assert_eq!(sorted(&turned), sorted(&name));
            }
        }
    }
}
