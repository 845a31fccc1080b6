//! Reads what a customer types into the filter: words, a folio, a folio fiscal or its beginning, an
//! amount, a month or a day, in the forms in which people type and paste them. The module is pure;
//! `store::invoices` builds a query from its result.
//!
//! Every term must match, and a term matches by any of its readings: `1093` may be an amount or
//! part of a folio. A word that can be read in only one way has one reading, so plain words cost
//! one comparison each.

use std::iter::once;

use chrono::NaiveDate;
use mx_fiscal::{Period, month_name};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The readings of one term; any of them may match.
pub(crate) type Term = Vec<Match>;

/// One way in which an invoice can match a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// The search text contains this. It is folded as the search text is, and never empty.
    Text(String),
    /// The receiver's name contains this. Used for a hyphen that stands alone, because the search
    /// text of every invoice contains a hyphen.
    Name(String),
    /// The folio fiscal begins with this: lower case, hyphens in their places.
    FolioFiscal(String),
    /// The total is in this range of centavos, both ends included. The range is one amount, or all
    /// amounts with this number of whole pesos.
    Total(i64, i64),
    /// The invoice bills this month of any year.
    Month(u32),
    /// The invoice bills this month of this year.
    Period(Period),
    /// The invoice was issued on this day.
    Day(NaiveDate),
}

/// The terms of what was typed. There are none if nothing visible was typed.
pub(crate) fn terms(typed: &str) -> Vec<Term> {
    let mut words = words(typed);
    if !words.iter().all(|word| is_hyphens(word)) {
        // A hyphen that stands alone only joins its neighbors, as in `O - 52375239`.
        words.retain(|word| !is_hyphens(word));
    }
    if let Some(whole) = folio_fiscal(&words.concat()).filter(|whole| whole.len() == WHOLE_FOLIO_FISCAL) {
        return vec![vec![Match::FolioFiscal(whole)]];
    }
    let mut terms: Vec<Term> = Vec::new();
    let mut rest = without_label(&words);
    while let [word, after @ ..] = rest {
        let (term, left) = phrase(rest).unwrap_or_else(|| (readings(word), after));
        let is_day = term.iter().any(|reading| matches!(reading, Match::Day(_)));
        terms.push(term);
        rest = without_label(if is_day { without_time(left) } else { left });
    }
    terms
}

/// Text without case, accents and compatibility forms, so that *MÉXICO*, *mexico* and *Mexico* are
/// one word, and so are *Núñez* and *NUNEZ*.
pub(crate) fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Words that name what follows them: `Folio fiscal: …`.
const LABELS: [&str; 14] = [
    "factura", "fecha", "fiscal", "folio", "importe", "mes", "monto", "nombre", "periodo", "razon", "rfc",
    "social", "total", "uuid",
];

/// The words in the form in which they are compared: folded, without invisible characters, without
/// a label joined by a colon, and without the marks around them.
fn words(typed: &str) -> Vec<String> {
    let folded = folded(&typed.replace("&amp;", "&").replace("&nbsp;", " "));
    let seen: String =
        folded.chars().filter(|c| c.is_whitespace() || !is_invisible(*c)).map(as_on_a_keyboard).collect();
    seen.split_whitespace()
        .map(|word| {
            let value = word.strip_prefix("urn:uuid:").or_else(|| {
                word.split_once(':').filter(|(label, _)| LABELS.contains(label)).map(|(_, value)| value)
            });
            let value = value.filter(|value| !value.is_empty()).unwrap_or(word);
            let bare = value.trim_matches(is_wrapping).trim_end_matches([',', ';']);
            if bare.is_empty() { word } else { bare }.to_owned()
        })
        .collect()
}

/// Whether this is a control or format character, which pasted text often contains.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Replaces typographic hyphens, slashes and quotes by those of a keyboard.
fn as_on_a_keyboard(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        other => other,
    }
}

fn is_wrapping(c: char) -> bool {
    matches!(c, '"' | '\'' | '«' | '»' | '(' | ')' | '[' | ']' | '{' | '}')
}

/// Drops labels that were pasted along with a value. A label ends with a colon, or a number follows
/// it: `total` alone is a word to search for.
fn without_label(words: &[String]) -> &[String] {
    let is_label = |word: &&String| LABELS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
    let labels = words.iter().take_while(is_label).count();
    match words.split_at_checked(labels) {
        Some(([.., label], value @ [first, ..])) if label.ends_with(':') || first.contains(is_digit) => value,
        _ => words,
    }
}

/// Drops the time of day after a date.
fn without_time(words: &[String]) -> &[String] {
    match words {
        [time, rest @ ..] if time.contains(':') && time.chars().all(|c| c == ':' || is_digit(c)) => rest,
        _ => words,
    }
}

/// A term that several words make together, and the words after them.
fn phrase(words: &[String]) -> Option<(Term, &[String])> {
    written_day(words).or_else(|| written_month(words)).or_else(|| price(words))
}

/// Reads `2 de junio de 2020`.
fn written_day(words: &[String]) -> Option<(Term, &[String])> {
    let (day, rest) = words.split_first()?;
    let (month, rest) = after_de(rest)?;
    let (year, rest) = after_de(rest)?;
    let date = NaiveDate::from_ymd_opt(year_of(year)?, named_month(month)?, number(day, 2)?)?;
    Some((vec![Match::Day(date)], rest))
}

/// Reads `abril 2019`, `abr 19` and `abril de 2019`.
fn written_month(words: &[String]) -> Option<(Term, &[String])> {
    let (month, rest) = words.split_first()?;
    let (year, rest) = after_de(rest)?;
    let (month, year) = (named_month(month)?, year_of(year)?);
    Some((vec![Match::Period(Period::new(year, month).ok()?)], rest))
}

/// Reads `$ 743.00` and `743 pesos`.
fn price(words: &[String]) -> Option<(Term, &[String])> {
    let [first, second, rest @ ..] = words else { return None };
    let amount = match (first.as_str(), second.as_str()) {
        ("$", amount) | (amount, "$" | "pesos" | "mxn" | "m.n.") => total(amount)?,
        _ => return None,
    };
    Some((vec![amount], rest))
}

/// The next word, with or without *de* or *del* before it.
fn after_de(words: &[String]) -> Option<(&String, &[String])> {
    match words {
        [de, next, rest @ ..] if matches!(de.as_str(), "de" | "del") => Some((next, rest)),
        _ => words.split_first(),
    }
}

/// Everything that a single word may mean.
fn readings(word: &str) -> Term {
    if is_hyphens(word) {
        return vec![Match::Name(word.to_owned())];
    }
    if let Some(amount) = word.strip_prefix('$').and_then(total) {
        return vec![amount];
    }
    let others = [
        with_hyphen(word).map(Match::Text),
        without_hyphens(word).map(Match::Text),
        folio_fiscal(word).map(Match::FolioFiscal),
        total(word),
        date(word),
        month_by_another_name(word),
    ];
    once(Match::Text(word.to_owned())).chain(others.into_iter().flatten()).collect()
}

/// Adds the hyphen to a folio whose series is joined to its number: `O52375239`.
fn with_hyphen(word: &str) -> Option<String> {
    let number = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let series = word.strip_suffix(number)?;
    let fits = !series.is_empty() && !number.is_empty() && number.chars().all(is_digit);
    fits.then(|| format!("{series}-{number}"))
}

/// Removes the hyphens from an RFC whose parts are separated: `ISD-950921-HE5`.
fn without_hyphens(word: &str) -> Option<String> {
    let joined: String = word.chars().filter(|c| *c != '-').collect();
    (matches!(joined.chars().count(), 12 | 13) && joined.len() < word.len()).then_some(joined)
}

/// The length of a folio fiscal with its hyphens.
const WHOLE_FOLIO_FISCAL: usize = 36;

/// Reads a folio fiscal or its beginning. Very short texts are refused, because too many folios
/// begin with them. Digits without a letter must be longer, because they are more likely a folio or
/// an amount.
fn folio_fiscal(word: &str) -> Option<String> {
    let digits: String = word.chars().filter(|c| *c != '-').collect();
    let shortest = if digits.chars().all(is_digit) { 6 } else { 4 };
    if !(shortest..=32).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut written = String::with_capacity(WHOLE_FOLIO_FISCAL);
    for (place, digit) in digits.chars().enumerate() {
        if matches!(place, 8 | 12 | 16 | 20) {
            written.push('-');
        }
        written.push(digit);
    }
    Some(written)
}

/// Reads an amount: `1,700.69`, `$1,093.40`, `1093.4`. `1093` means all amounts with this number of
/// pesos. A comma may separate the centavos.
fn total(word: &str) -> Option<Match> {
    let amount = word.strip_prefix('$').unwrap_or(word);
    let (pesos, centavos) = match amount.rsplit_once('.') {
        Some(parts) => parts,
        None => amount.rsplit_once(',').filter(|(_, centavos)| centavos.len() == 2).unwrap_or((amount, "")),
    };
    let whole = grouped(pesos)?.checked_mul(100)?;
    let (least, greatest) = match (centavos.len(), centavos) {
        (0, _) => (0, 99),
        (1, tenths) => (number(tenths, 1)?.checked_mul(10)?, number(tenths, 1)?.checked_mul(10)?),
        _ => (number(centavos, 2)?, number(centavos, 2)?),
    };
    Some(Match::Total(whole.checked_add(least.into())?, whole.checked_add(greatest.into())?))
}

/// Reads digits whose thousands may be separated by commas.
fn grouped(text: &str) -> Option<i64> {
    let mut groups = text.split(',');
    let first = groups.next().filter(|first| text.len() == first.len() || first.len() <= 3)?;
    let well_parted = !first.is_empty() && groups.all(|group| group.len() == 3);
    let digits: String = text.chars().filter(|c| *c != ',').collect();
    // A number may have a plus sign for `parse`, but an amount may not.
    (well_parted && digits.chars().all(is_digit)).then(|| digits.parse().ok()).flatten()
}

/// Reads a month or a day, as a number or with the month's name: `abr-19`, `04/2019`, `2019-04`,
/// `27-may-20`, `2020-05-27`.
fn date(word: &str) -> Option<Match> {
    let parts: Vec<&str> = word.split(['-', '/', '.']).filter(|part| !part.is_empty()).collect();
    match *parts.as_slice() {
        [first, month, last] => {
            let month = named_month(month).or_else(|| number(month, 2))?;
            let (year, day) = match long_year(first) {
                Some(year) => (year, last),
                None => (year_of(last)?, first),
            };
            NaiveDate::from_ymd_opt(year, month, number(day, 2)?).map(Match::Day)
        }
        [first, last] => {
            let (month, year) = if let Some(month) = named_month(first) {
                (month, year_of(last)?)
            } else if let Some(month) = named_month(last) {
                (month, year_of(first)?)
            } else if word.contains('.') {
                return None;
            } else if let Some(year) = long_year(first) {
                (number(last, 2)?, year)
            } else {
                // `04/19` can only be April 2019; `04/05` may be a day in May.
                let short = || year_of(last).filter(|year| word.contains('/') && *year > 2012);
                (number(first, 2)?, long_year(last).or_else(short)?)
            };
            Period::new(year, month).ok().map(Match::Period)
        }
        _ => None,
    }
}

/// Reads a month's name in a form that the search text does not contain: `setiembre`.
fn month_by_another_name(word: &str) -> Option<Match> {
    let month = named_month(word)?;
    (!month_name(month).contains(word)).then_some(Match::Month(month))
}

fn named_month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    if matches!(word, "set" | "setiembre") {
        return Some(9);
    }
    let says = |month: &u32| {
        let name = month_name(*month);
        word == name || (word.len() == 3 && name.starts_with(word)) || (word == "sept" && *month == 9)
    };
    (1..=12).find(says)
}

/// Reads a year of four or two digits.
fn year_of(word: &str) -> Option<i32> {
    let short = || i32::try_from(number(word, 2).filter(|_| word.len() == 2)?).ok()?.checked_add(2000);
    long_year(word).or_else(short)
}

fn long_year(word: &str) -> Option<i32> {
    let year = number(word, 4).filter(|year| (1900..=2099).contains(year))?;
    i32::try_from(year).ok()
}

/// Reads a number of at most `most_digits` digits.
fn number(word: &str, most_digits: usize) -> Option<u32> {
    let fits = (1..=most_digits).contains(&word.len()) && word.chars().all(is_digit);
    fits.then(|| word.parse().ok()).flatten()
}

fn is_hyphens(word: &str) -> bool {
    word.chars().all(|c| c == '-')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The text by which an invoice is found: RFC, name, folio and month, the month both as a number
/// and in words.
pub(crate) fn search_text(rfc: &str, name: &str, folio: &str, period: Period) -> String {
    folded(&format!("{rfc} {name} {folio} {period} {} {}", period.month_name(), period.year()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(typed: &str) -> Term {
        let terms = terms(typed);
        let [term] = &*terms else { panic!("{typed}: {terms:?}") };
        term.clone()
    }

    fn text(text: &str) -> Match {
        Match::Text(text.to_owned())
    }

    #[test]
    fn a_plain_word_is_one_comparison() {
        for word in ["escuela", "ISD950921HE5", "Electrónicos", "mayo", "abr", "S.A.", "%", "_", "'; --"] {
            for term in terms(word) {
                assert!(matches!(&*term, [Match::Text(_)]), "{word}: {term:?}");
            }
        }
        assert_eq!(terms("ESCUELA  Kémper"), [vec![text("escuela")], vec![text("kemper")]]);
    }

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        for (typed, least, greatest) in [
            ("1,700.69", 170_069, 170_069),
            ("$1,093.40", 109_340, 109_340),
            ("1093.4", 109_340, 109_340),
            ("$ 743.00", 74_300, 74_300),
            ("$\u{a0}743.00", 74_300, 74_300),
            ("743 pesos", 74_300, 74_399),
            ("743.00 MXN", 74_300, 74_300),
            ("743", 74_300, 74_399),
            ("1,093.", 109_300, 109_399),
            ("1093,40", 109_340, 109_340),
            ("$12,345,678.90", 1_234_567_890, 1_234_567_890),
            ("Total: $743.00", 74_300, 74_300),
            ("total 743.00", 74_300, 74_300),
            ("\u{200e}$743.00\u{200b}", 74_300, 74_300),
        ] {
            assert!(one(typed).contains(&Match::Total(least, greatest)), "{typed}: {:?}", one(typed));
        }
        for typed in ["1,09.00", "1,0934", "743.001", "$", "1..2", "+743", "-743", ",743", "743,"] {
            let amount = |reading: &Match| matches!(reading, Match::Total(..));
            let read = terms(typed);
            let only_whole = read.iter().flatten().filter(|reading| amount(reading)).count();
            assert!(only_whole == 0 || typed == "743,", "{typed}: {read:?}");
        }
    }

    #[test]
    fn a_month_is_read_as_people_type_it() {
        let april = Match::Period("2019-04".parse().unwrap());
        for typed in [
            "abr-19",
            "ABR-2019",
            "abril 2019",
            "Abril de 2019",
            "abr 19",
            "abr. 2019",
            "abr/19",
            "04/2019",
            "4/2019",
            "04-2019",
            "2019-04",
            "2019/04",
            "04/19",
            "abril del 2019",
            "Período: abril 2019",
            "abr\u{2011}19",
        ] {
            assert!(one(typed).contains(&april), "{typed}: {:?}", one(typed));
        }
        assert_eq!(one("setiembre"), [text("setiembre"), Match::Month(9)]);
        assert_eq!(one("mayo"), [text("mayo")], "the search text has the name");
        for typed in ["13/2019", "abr-1", "04/05", "0/2019", "1900.12"] {
            let period = |reading: &Match| matches!(reading, Match::Period(_));
            assert!(!one(typed).iter().any(period), "{typed}: {:?}", one(typed));
        }
    }

    #[test]
    fn a_day_is_read_as_the_table_prints_it_and_as_people_write_it() {
        let day = Match::Day(NaiveDate::from_ymd_opt(2020, 6, 2).unwrap());
        for typed in [
            "02-jun-20 17:07",
            "2-jun-2020",
            "02/06/2020",
            "2020-06-02",
            "2 de junio de 2020",
            "2 junio 2020",
            "02.06.2020",
            "Fecha: 02-jun-20",
        ] {
            assert!(one(typed).contains(&day), "{typed}: {:?}", one(typed));
        }
        let no_day = one("31-feb-20");
        assert!(!no_day.iter().any(|reading| matches!(reading, Match::Day(_))), "{no_day:?}");
    }

    #[test]
    fn a_folio_fiscal_is_read_whole_and_by_its_beginning() {
        let whole = "5e2d6aff-2dd7-43d1-83d3-14c1aca396d9";
        for typed in [
            "5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9",
            "5e2d6aff2dd743d183d314c1aca396d9",
            "{5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9}",
            "urn:uuid:5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9",
            "Folio fiscal: 5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9",
            "Folio fiscal (UUID): 5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9",
            "UUID:5E2D6AFF-2DD7-43D1-83D3-14C1ACA396D9",
            "5E2D6AFF\u{2011}2DD7 43D1 83D3 14C1ACA396D9",
        ] {
            assert!(one(typed).contains(&Match::FolioFiscal(whole.to_owned())), "{typed}: {:?}", one(typed));
        }
        for (typed, beginning) in [
            ("5E2D", "5e2d"),
            ("5E2D6AFF", "5e2d6aff"),
            ("5e2d6aff-", "5e2d6aff"),
            ("5e2d6aff2dd7", "5e2d6aff-2dd7"),
            ("5E2D6AFF-2DD7-4", "5e2d6aff-2dd7-4"),
        ] {
            assert!(one(typed).contains(&Match::FolioFiscal(beginning.to_owned())), "{typed}");
        }
        for typed in ["5e2", "2019", "5e2g", "5e2d6aff-2dd7-43d1-83d3-14c1aca396d9a"] {
            assert!(!one(typed).iter().any(|reading| matches!(reading, Match::FolioFiscal(_))), "{typed}");
        }
    }

    #[test]
    fn a_folio_is_read_with_and_without_its_hyphen() {
        assert!(one("O52375239").contains(&text("o-52375239")));
        assert!(one("O-52375239").contains(&text("o-52375239")));
        assert!(one("O\u{2013}52375239").contains(&text("o-52375239")));
        assert!(one("Folio: O-52375239").contains(&text("o-52375239")));
        assert!(one("52375239").contains(&text("52375239")));
        assert!(one("ISD-950921-HE5").contains(&text("isd950921he5")));
    }

    #[test]
    fn words_that_name_a_thing_are_words_where_no_thing_follows() {
        assert_eq!(terms("total"), [vec![text("total")]]);
        assert_eq!(terms("asesoria fiscal")[1], [text("fiscal")]);
        assert_eq!(terms("fiscal norte")[0], [text("fiscal")]);
        assert_eq!(terms("\u{200b} \u{a0}\u{feff}"), Vec::<Term>::new());
        assert_eq!(one("\""), [text("\"")]);
        assert_eq!(one("-"), [Match::Name("-".to_owned())]);
        assert_eq!(terms("O - 523"), [vec![text("o")], vec![text("523"), Match::Total(52_300, 52_399)]]);
    }

    /// Whether a reading excludes something, that is, cannot match every invoice.
    fn is_selective(reading: &Match) -> bool {
        match reading {
            Match::Text(text) => text.contains(|c| c != '-'),
            Match::Name(text) => !text.is_empty(),
            Match::FolioFiscal(beginning) => beginning.len() >= 4,
            Match::Total(least, greatest) => *least >= 0 && (0..100).contains(&(greatest - least)),
            Match::Month(month) => (1..=12).contains(month),
            Match::Period(_) | Match::Day(_) => true,
        }
    }

    /// Texts that are likely to contain searchable values and near misses of them.
    fn typed() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            any::<String>(),
            "[0-9$,./-]{1,12}",
            "[0-9a-fA-F-]{1,40}",
            "(ene|abr|abril|de|del|folio:|uuid:|total|\\$|pesos|urn:uuid:|19|2019|17:07|&amp;)",
            "[\u{200b}\u{a0}\u{202e}% _\\\\'\"]{1,4}",
        ];
        proptest::collection::vec(part, 0..6).prop_map(|parts| parts.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn nothing_typed_panics_or_matches_everything(typed in typed()) {
            let terms = terms(&typed);
            prop_assert_eq!(terms.is_empty(), words(&typed).is_empty());
            for term in &terms {
                prop_assert!(!term.is_empty());
                prop_assert!(term.iter().all(is_selective), "{:?}", term);
            }
        }

        #[test]
        fn every_amount_is_found_in_every_form(centavos in 0i64..100_000_000_000) {
            let (pesos, rest) = (centavos / 100, centavos % 100);
            let groups: Vec<char> = pesos.to_string().chars().rev().collect();
            let groups: Vec<String> = groups.chunks(3).map(|group| group.iter().rev().collect()).collect();
            let parted = groups.into_iter().rev().collect::<Vec<_>>().join(",");
            let exact = Match::Total(centavos, centavos);
            for typed in [format!("{pesos}.{rest:02}"), format!("${parted}.{rest:02}"), format!("$ {parted}.{rest:02}")] {
                prop_assert!(one(&typed).contains(&exact), "{}", typed);
            }
            prop_assert!(one(&pesos.to_string()).contains(&Match::Total(pesos * 100, pesos * 100 + 99)));
        }

        #[test]
        fn every_folio_fiscal_is_found_by_each_beginning(bytes in any::<[u8; 16]>(), digits in 6usize..=36) {
            let uuid = uuid::Uuid::from_bytes(bytes).to_string();
            let beginning: String = uuid.chars().take(digits).collect();
            let found = terms(&beginning.to_uppercase()).concat().into_iter().find_map(|reading| match reading {
                Match::FolioFiscal(beginning) => Some(beginning),
                _ => None,
            });
            let found = found.unwrap();
            prop_assert!(uuid.starts_with(&found) && found.len() + 1 >= digits, "{} {}", beginning, found);
        }
    }

    #[test]
    fn a_filter_has_neither_case_nor_accents() {
        assert_eq!(folded("Electrónicos ÑANDÚ"), "electronicos nandu");
        let text = search_text("IAÑL750210963", "LUIS IAN ÑUZCO", "O-52375239", "2020-05".parse().unwrap());
        assert_eq!(text, "ianl750210963 luis ian nuzco o-52375239 2020-05 mayo 2020");
    }
}
