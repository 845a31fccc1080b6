//! The *régimen de capital* at the end of a company's name: the "S.A. de C.V." that a CFDI 4.0 leaves out.
//!
//! Read as letters only, so that dots, spaces, commas and accents do not matter: `SADECV` is also "S. A. de C.V.". The
//! forms are those in use in the SAT's register, as a small grammar: a kind of company, then what it adds to itself
//! ("de C.V.", "de R.L.", "SOFOM ENR", …). `L`, `MI` and `ART`, which also stand there alone, are left out: they end
//! ordinary names more often than they end a company's. Of two that stand one behind the other the last is taken off.

/// Forms that are whole by themselves.
const WHOLE: &str = "AA ABP AC AENP AF AFORE AG ALPR APL APN AR CEL CPORA EPE EPS FA IAP IAS IBP PENC RI RLYCV SA \
     SAB SAPI SAS SASOFOMENR SASOFOMER SC SCL SCLLIMITADA SCP SCPBSRL SCSSUPLEMENTADA SCU SENC SENCPORA SGC SIEFORE \
     SIID SL SNC SOFOL SPR UE INSTITUCIONDEASISTENCIASOCIALPRIVADA INSTITUCIONDEBANCAMULTIPLE \
     INSTITUTODEASISTENCIASOCIAL ORGANIZACIONESAUXILIARESDECREDITO SINTIPODESOCIEDAD SOCIEDADCIVILUNIVERSAL \
     SOCIEDADCOOPERATIVA SOCIEDADCOOPERATIVADERESPONSABILIDADLIMITADA SOCIEDADENNOMBRECOLECTIVO \
     SOCIEDADESDEINVERSION SOCIEDADESDEINVERSIONCOMUNES SOCIEDADESDEINVERSIONDECAPITALES \
     SOCIEDADMUTUALISTADESEGUROSDEVIDAODEDANOS";

/// Kinds of company that something is added to.
const KINDS: &str =
    "AR FC S SA SAB SAPI SAS SC SCAPRL SCL SCPC SCPR SENC SENCPORA SENCS SENNC SP SPA SPR U USPR";

/// What is added first, and may be added again.
const ADDITIONS: &str = "DEBYS DEC DECV DEE DEI DEIC DEIP DEOL DEP DEPR DERI DERL DERS DES DESS YCV";

/// What stands only behind an addition: by themselves they would make companies of ordinary words (`S` and `ER`).
const FURTHER: &str = "ART ENR ER MI PM RL SFOL SFP SIID SIRV SOFOM";

/// A name without its ending, if that is a régimen de capital: the longest one, and only one. Never leaves nothing.
pub(crate) fn strip(name: &str) -> Option<&str> {
    let starts_of_words = name.match_indices(' ').map(|(space, _)| space);
    starts_of_words.filter_map(|space| name.split_at_checked(space)).find_map(|(before, ending)| {
        let rest = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-'));
        (is_capital_regime(&letters(ending)) && rest.chars().any(char::is_alphanumeric)).then_some(rest)
    })
}

fn is_capital_regime(letters: &str) -> bool {
    WHOLE.split(' ').any(|whole| whole == letters)
        || begins(KINDS, letters, |added| begins(ADDITIONS, added, is_rest))
}

fn is_rest(letters: &str) -> bool {
    letters.is_empty() || begins(ADDITIONS, letters, is_rest) || begins(FURTHER, letters, is_rest)
}

/// Whether one of the forms stands at the beginning and what follows it `fits`.
fn begins(forms: &str, letters: &str, fits: impl Fn(&str) -> bool) -> bool {
    forms.split(' ').any(|form| letters.strip_prefix(form).is_some_and(&fits))
}

/// The letters and digits of a text in capitals, without accents.
fn letters(text: &str) -> String {
    let plain = |letter| match letter {
        'Á' => 'A',
        'É' => 'E',
        'Í' => 'I',
        'Ó' => 'O',
        'Ú' | 'Ü' => 'U',
        'Ñ' => 'N',
        other => other,
    };
    text.chars().filter(|letter| letter.is_alphanumeric()).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn however_it_is_written_it_is_found() {
        for ending in [
            " SA DE CV",
            " S.A. DE C.V.",
            ", S.A. DE C.V.",
            " S. A. DE C. V.",
            " S.A.DE C.V.",
            " SADECV",
            ", SA",
            " S. DE R.L. DE C.V.",
            " S DE RL",
            " S.A.P.I. DE C.V.",
            " SAPI DE CV, SOFOM, E.N.R.",
            " SA DE CV SOFOM ER",
            " S.A.B. DE C.V.",
            " SAS DE CV",
            " S. EN C. POR A. DE C.V.",
            " S.C. DE R.L. DE C.V.",
            " S.P.R. DE R.L.",
            " A.C.",
            " SC",
            " I.A.P.",
            " S.C.L. (LIMITADA)",
            " SOCIEDAD COOPERATIVA",
            " SOCIEDADES DE INVERSIÓN",
            " SOCIEDAD MUTUALISTA DE SEGUROS DE VIDA O DE DAÑOS",
        ] {
            assert_eq!(strip(&format!("LUCES & OBRAS{ending}")), Some("LUCES & OBRAS"), "{ending}");
        }
    }

    #[test]
    fn only_one_is_taken_off_and_the_longest() {
        assert_eq!(strip("SERVICIOS SA DE CV SC"), Some("SERVICIOS SA DE CV"));
        assert_eq!(strip("SERVICIOS SC DE RL DE CV"), Some("SERVICIOS"));
    }

    #[test]
    fn an_ordinary_ending_stays() {
        for name in [
            "ESCUELA KEMPER URGATE",
            "CASA",
            "LA CASA",
            "MUEBLES PARA MI",
            "GALERIA ART",
            "GRUPO L",
            "CONSTRUCTORA DE CV",
            "CERVEZAS",
            "S & SOFTWARE",
            "EL PLACER DE SER",
            "MAR Y SPA",
            "INSTITUCION DE BANCA",
        ] {
            assert_eq!(strip(name), None, "{name}");
        }
    }

    #[test]
    fn nothing_is_left_of_no_name() {
        for name in ["SA DE CV", "S.A. DE C.V.", ", SA DE CV", "- AC", "AC"] {
            let left = strip(name);
            assert!(left.is_none_or(|left| left.chars().any(char::is_alphanumeric)), "{name}: {left:?}");
        }
        assert_eq!(strip("SA DE CV"), None);
        assert_eq!(strip(", SA DE CV"), None);
    }

    /// Letters with whatever people put between and after them.
    fn loosely(form: &'static str) -> impl Strategy<Value = String> {
        let pieces: Vec<_> = form.chars().map(|c| (Just(c), "[. ]{0,2}")).collect();
        pieces.prop_map(|pieces| pieces.into_iter().map(|(c, between)| format!("{c}{between}")).collect())
    }

    proptest! {
        #[test]
        fn a_form_typed_loosely_is_taken_off(
            name in "[B-Z]{6,9}( [B-Z]{6,9}){0,3}",
            form in prop::sample::select(vec!["SADECV", "SDERLDECV", "SAPIDECV", "AC", "SENCPORADERIDECV"])
                .prop_flat_map(loosely),
            comma in ",? ",
        ) {
            let whole = format!("{name}{comma}{form}");
            prop_assert_eq!(strip(&whole), Some(name.as_str()));
        }

        #[test]
        fn what_is_left_is_the_beginning_of_the_name(name in any::<String>()) {
            if let Some(left) = strip(&name) {
                prop_assert!(name.starts_with(left) && left.len() < name.len());
                prop_assert!(left.chars().any(char::is_alphanumeric));
            }
        }
    }
}
