//! Turns what people type or paste into the value that they see.
//!
//! Text copied from a PDF, a web page or a chat contains things that the screen does not show:
//! zero-width and bidirectional characters, accents separate from their letters, HTML entities,
//! no-break spaces. It may also contain the label that stood before the value. [`visible_text`]
//! removes or replaces the hidden things. The functions for one kind of value also remove the label
//! in front of it. If the result still contains a character that a value cannot have, the type that
//! reads the value refuses it and names the character in its error.
//!
//! The table of composed letters covers Spanish and its neighbors. A full table
//! (`unicode-normalization`) weighs more in the browser than this whole crate.

/// Each combining mark, its name in HTML entities, and the letters it forms: a base letter, then
/// the composed letter, and so on.
const MARKS: &[(char, &str, &str)] = &[
    ('\u{300}', "grave", "AÀEÈIÌOÒUÙaàeèiìoòuù"),
    ('\u{301}', "acute", "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyý"),
    ('\u{302}', "circ", "AÂEÊIÎOÔUÛaâeêiîoôuû"),
    ('\u{303}', "tilde", "AÃNÑOÕaãnñoõ"),
    ('\u{308}', "uml", "AÄEËIÏOÖUÜaäeëiïoöuüyÿ"),
    ('\u{30a}', "ring", "AÅaå"),
    ('\u{327}', "cedil", "CÇcç"),
];

/// HTML entities that are not a letter with a mark.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("lsquo", '\''),
    ("rsquo", '\''),
    ("ldquo", '"'),
    ("rdquo", '"'),
    ("ndash", '-'),
    ("mdash", '-'),
    ("shy", '\u{ad}'),
    ("ordm", 'º'),
    ("ordf", 'ª'),
];

/// The longest entity, in bytes between `&` and `;`.
const LONGEST_ENTITY: usize = 10;

/// The text as a reader sees it, on one line. Invisible characters are removed, accents are
/// composed, entities are decoded, quotes become straight and hyphens plain, and white space
/// becomes single spaces, with none at either end.
///
/// Characters that could only be removed by guessing stay, so that the type that reads the value
/// refuses them: see [`is_visible`].
///
/// ```
/// # use mx_fiscal::visible_text;
/// assert_eq!(visible_text("\u{200b} Muñoz &amp;\u{a0}Hijos "), "Muñoz & Hijos");
/// assert_eq!(visible_text("Mun\u{303}oz “El\tBueno”"), "Muñoz \"El Bueno\"");
/// ```
pub fn visible_text(typed: &str) -> String {
    let mut text = cleaned(typed);
    // Removing a character may have completed an entity, and a decoded entity may form another one.
    // Each round makes the text shorter.
    loop {
        let again = cleaned(&text);
        if again == text {
            return text;
        }
        text = again;
    }
}

/// An e-mail address or phone number typed to log in, as a reader sees it: [`visible_text`],
/// without a label in front of it.
///
/// ```
/// # use mx_fiscal::clean_identifier;
/// assert_eq!(clean_identifier("Correo electrónico: ana@example.com\u{200b}"), "ana@example.com");
/// ```
pub fn clean_identifier(typed: &str) -> String {
    const LABELS: &str =
        "correo correoelectronico email mail mailto tel telefono telefonocelular celular movil usuario";
    without_label(&visible_text(typed), LABELS).to_owned()
}

/// A line of an address as a reader sees it: [`visible_text`], without a label from the Constancia
/// in front of it.
pub fn clean_address_line(typed: &str) -> String {
    const LABELS: &str = "calle calleynumero nombredevialidad vialidad domicilio colonia nombredelacolonia municipio \
         alcaldia municipiooalcaldia delegacion nombredelmunicipioodemarcacionterritorial localidad \
         nombredelalocalidad estado entidadfederativa nombredelaentidadfederativa";
    without_label(&visible_text(typed), LABELS).to_owned()
}

/// Whether a reader can see a character. `false` for control characters, characters that a font may
/// leave out, the right-to-left override, and characters that stand for a lost one. A value that
/// still contains such a character after [`visible_text`] differs from what the reader sees.
pub fn is_visible(character: char) -> bool {
    !character.is_control()
        && !is_ignorable(character)
        && !matches!(character, '\u{202e}' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}')
}

/// One round of [`visible_text`].
fn cleaned(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((character, after)) = next(rest) {
        rest = after;
        if is_ignorable(character) {
            continue;
        }
        let character = plain(character);
        if character == ' ' {
            if !seen.is_empty() && !seen.ends_with(' ') {
                seen.push(' ');
            }
        } else if let Some(letter) = seen.chars().next_back().and_then(|letter| composed(letter, character)) {
            seen.pop();
            seen.push(letter);
        } else {
            seen.push(character);
        }
    }
    seen.truncate(seen.trim_end().len());
    seen
}

/// The first character of a text, with an entity counting as one character, and the rest of the
/// text.
fn next(text: &str) -> Option<(char, &str)> {
    entity(text).or_else(|| {
        let mut characters = text.chars();
        Some((characters.next()?, characters.as_str()))
    })
}

/// The entity at the beginning of a text, decoded, and the rest of the text.
fn entity(text: &str) -> Option<(char, &str)> {
    let (name, rest) = text.strip_prefix('&')?.split_once(';')?;
    if name.len() > LONGEST_ENTITY {
        return None;
    }
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None => named(name)?,
    };
    Some((character, rest))
}

/// The character of a named entity. The name may be in capitals, because the text may have been
/// capitalized after it was copied.
fn named(name: &str) -> Option<char> {
    let plain = ENTITIES.iter().find(|(entity, _)| entity.eq_ignore_ascii_case(name));
    plain.map(|(_, character)| *character).or_else(|| {
        let mut characters = name.chars();
        let (letter, mark) = (characters.next()?, characters.as_str());
        let (mark, ..) = MARKS.iter().find(|(_, name, _)| name.eq_ignore_ascii_case(mark))?;
        composed(letter, *mark)
    })
}

/// The single letter that a letter and a combining mark form.
fn composed(letter: char, mark: char) -> Option<char> {
    let (_, _, letters) = MARKS.iter().find(|(combining, ..)| *combining == mark)?;
    let mut letters = letters.chars();
    while let (Some(base), Some(whole)) = (letters.next(), letters.next()) {
        if base == letter {
            return Some(whole);
        }
    }
    None
}

/// Characters that Unicode lets a font leave out (`Default_Ignorable_Code_Point`), except the
/// fillers, which take up space, and the right-to-left override, which reverses letters.
fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202d}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// The character as found on a keyboard: one kind of space, quote and hyphen, and no full-width
/// forms.
fn plain(character: char) -> char {
    match character {
        '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' => ' ',
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' | '`' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{ff01}'..='\u{ff5e}' => {
            let ascii = u32::from(character).checked_sub(0xfee0).and_then(char::from_u32);
            ascii.map_or(character, plain)
        }
        space if space.is_whitespace() => ' ',
        other => other,
    }
}

/// The text without the labels in front of it that end with a colon. `labels` contains only their
/// letters, in lower case and without accents.
pub(crate) fn without_label<'a>(text: &'a str, labels: &str) -> &'a str {
    match text.split_once(':') {
        Some((label, value)) if is_one_of(label, labels) => without_label(value.trim_start(), labels),
        _ => text,
    }
}

/// Whether the text is one of these labels, with any punctuation.
pub(crate) fn is_one_of(text: &str, labels: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).map(folded).collect();
    labels.split_whitespace().any(|label| label == letters)
}

/// A letter without its mark, in lower case.
fn folded(letter: char) -> char {
    let bare = MARKS.iter().find_map(|(_, _, letters)| {
        let mut letters = letters.chars();
        while let (Some(base), Some(whole)) = (letters.next(), letters.next()) {
            if whole == letter {
                return Some(base);
            }
        }
        None
    });
    bare.unwrap_or(letter).to_ascii_lowercase()
}

/// A capital vowel without its accent; any other character is unchanged. Ñ is a letter of its own,
/// so each caller decides about it.
pub(crate) fn without_accent(letter: char) -> char {
    match letter {
        'Á' => 'A',
        'É' => 'E',
        'Í' => 'I',
        'Ó' => 'O',
        'Ú' | 'Ü' => 'U',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_seen_is_taken_off() {
        for invisible in [
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{feff}',
            '\u{ad}',
            '\u{200e}',
            '\u{200f}',
            '\u{2066}',
            '\u{2067}',
            '\u{2068}',
            '\u{2069}',
            '\u{202a}',
            '\u{202b}',
            '\u{202c}',
            '\u{2060}',
            '\u{fe0f}',
            '\u{e0041}',
        ] {
            let typed = format!("{invisible}ESCUELA{invisible} KEM{invisible}PER{invisible}");
            assert_eq!(visible_text(&typed), "ESCUELA KEMPER", "U+{:04X}", u32::from(invisible));
        }
    }

    #[test]
    fn every_kind_of_space_is_one_space() {
        for space in
            ['\u{a0}', '\u{202f}', '\u{2007}', '\u{3000}', '\t', '\n', '\r', '\u{2028}', '\u{85}', '\u{2800}']
        {
            assert_eq!(
                visible_text(&format!("{space}A{space}{space}B{space}")),
                "A B",
                "U+{:04X}",
                u32::from(space)
            );
        }
    }

    #[test]
    fn accents_belong_to_their_letters() {
        assert_eq!(visible_text("MUN\u{303}OZ PE\u{301}REZ GU\u{308}EMES"), "MUÑOZ PÉREZ GÜEMES");
        assert_eq!(visible_text("n\u{200b}\u{303}"), "ñ");
        assert_eq!(
            visible_text("X\u{303}"),
            "X\u{303}",
            "no such letter: whoever reads the value refuses it"
        );
    }

    #[test]
    fn entities_are_the_characters_that_they_name() {
        assert_eq!(visible_text("LUCES &amp; OBRAS"), "LUCES & OBRAS");
        assert_eq!(visible_text("LUCES &AMP;AMP; OBRAS"), "LUCES & OBRAS");
        assert_eq!(visible_text("MU&Ntilde;OZ&nbsp;P&eacute;REZ &#209;&#xD1;&#XF1;"), "MUÑOZ PéREZ ÑÑñ");
        assert_eq!(visible_text("&am\u{200b}p;"), "&");
        for text in ["A&B; C", "&OBRAS;", "&;", "&#;", "&#x110000;", "&", "&&"] {
            assert_eq!(visible_text(text), text);
        }
    }

    #[test]
    fn quotes_hyphens_and_wide_letters_are_those_of_a_keyboard() {
        assert_eq!(visible_text("“D’ANGELO” – ‘X’—Y"), "\"D'ANGELO\" - 'X'-Y");
        assert_eq!(visible_text("ＥＫＵ９００３１７"), "EKU900317");
    }

    #[test]
    fn what_turns_letters_round_stays_and_does_not_show() {
        assert_eq!(visible_text("\u{202e}CBA"), "\u{202e}CBA");
        for hidden in ['\u{202e}', '\u{1}', '\u{fffd}'] {
            assert!(!is_visible(hidden));
        }
        assert!("AÑá&'\"-".chars().all(is_visible));
    }

    #[test]
    fn a_label_is_not_part_of_the_value() {
        assert_eq!(clean_identifier("E-mail: ana@example.com"), "ana@example.com");
        assert_eq!(clean_identifier("mailto:ana@example.com"), "ana@example.com");
        assert_eq!(clean_identifier("Tel.: 55 5950 2560"), "55 5950 2560");
        assert_eq!(clean_address_line("Nombre de la Colonia: CENTRO"), "CENTRO");
        assert_eq!(clean_address_line("Privada: 3"), "Privada: 3");
    }

    /// Visible text, and the same text with invisible characters after its characters.
    fn littered() -> impl Strategy<Value = (String, String)> {
        let litter = "[\u{200b}-\u{200f}\u{202a}-\u{202d}\u{2060}-\u{2069}\u{feff}\u{ad}]{0,2}";
        let pieces = prop::collection::vec(("[A-ZÑÁÉÍÓÚÜ0-9.,'/()-]", litter), 1..40);
        pieces.prop_map(|pieces| {
            let visible = pieces.iter().map(|(visible, _)| visible.as_str()).collect();
            let typed = pieces.iter().map(|(visible, litter)| format!("{visible}{litter}")).collect();
            (visible, typed)
        })
    }

    proptest! {
        #[test]
        fn it_never_panics_and_doing_it_twice_changes_nothing(typed in any::<String>()) {
            let seen = visible_text(&typed);
            prop_assert_eq!(visible_text(&seen), seen.clone());
            prop_assert_eq!(seen.trim(), seen.as_str());
        }

        #[test]
        fn twice_is_once_for_entities_too(typed in "[&;#xamp0-9ñN \u{303}\u{200b}]{0,30}") {
            let seen = visible_text(&typed);
            prop_assert_eq!(visible_text(&seen), seen);
        }

        #[test]
        fn visible_text_is_kept((visible, typed) in littered()) {
            prop_assert_eq!(visible_text(&typed), visible);
        }

        #[test]
        fn text_of_a_keyboard_is_left_alone(text in "[A-Za-zÑñÁÉÍÓÚáéíóúÜü0-9.,'\"/()+:;#-]{1,20}( [A-Z]{1,9}){0,3}") {
            prop_assert_eq!(visible_text(&text), text);
        }

        #[test]
        fn only_what_shows_is_left_but_for_what_is_refused(typed in any::<String>()) {
            prop_assert!(visible_text(&typed).chars().all(|c| !is_ignorable(c)));
        }
    }
}
