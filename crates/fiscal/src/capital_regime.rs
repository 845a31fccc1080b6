//! The *régimen de capital* at the end of a company's name: the "S.A. de C.V." that a CFDI 4.0
//! leaves out.
//!
//! Only letters are compared, so dots, spaces, commas and accents do not matter: `SADECV` also
//! matches "S. A. de C.V.". The forms are a small grammar: a kind of company, then its additions
//! ("de C.V.", "de R.L.", "SOFOM ENR", …).
//!
//! The companies are those of the Ley General de Sociedades Mercantiles and of related laws
//! (cooperatives, farmers' societies, banks, funds). No law says how registers abbreviate them, so
//! the grammar follows the 157 endings in CfdiUtils' `RegimenCapitalRemover`, which come from the
//! IMSS's registration of employers. Those are 156 different ones, because one appears in two
//! spacings. The grammar reads all of them except three: `L`, `MI` and `ART` on their own end
//! ordinary names more often than companies'. In addition it reads `SCL`, the cooperative whose
//! "Limitada" is abbreviated, and more combinations of the same words than are in use. If a name
//! ends with two forms in a row that are not one form in that list, only the last is removed.

use crate::typed::without_accent;

/// Forms that are complete by themselves.
const COMPLETE_FORMS: &str = "AA ABP AC AENP AF AFORE AG ALPR APL APN AR CEL CPORA EPE EPS FA IAP IAS IBP PENC RI RLYCV \
     SA SAB SAPI SAS SASOFOMENR SASOFOMER SC SCL SCLLIMITADA SCP SCPBSRL SCSSUPLEMENTADA SCU SENC SENCPORA SGC SIEFORE \
     SIID SL SNC SOFOL SPR UE INSTITUCIONDEASISTENCIASOCIALPRIVADA INSTITUCIONDEBANCAMULTIPLE \
     INSTITUTODEASISTENCIASOCIAL ORGANIZACIONESAUXILIARESDECREDITO SINTIPODESOCIEDAD SOCIEDADCIVILUNIVERSAL \
     SOCIEDADCOOPERATIVA SOCIEDADCOOPERATIVADERESPONSABILIDADLIMITADA SOCIEDADENNOMBRECOLECTIVO \
     SOCIEDADESDEINVERSION SOCIEDADESDEINVERSIONCOMUNES SOCIEDADESDEINVERSIONDECAPITALES \
     SOCIEDADMUTUALISTADESEGUROSDEVIDAODEDANOS SAPDEI SAPDEIB SAPIB SENCS SENNC SNDEC SPORAS IDEAP IDEBP";

/// Kinds of company that can have an addition.
const EXTENDABLE_FORMS: &str = "AR FC S SA SAB SAPI SAS SC SCAPRL SCL SCPC SCPR SENC SENCPORA SENCS SENNC SP SPA SPR U USPR \
     SAPDEI SAPDEIB SAPIB SPORAS";

/// Additions that can come directly after a kind of company, and can be repeated.
const ADDITIONS: &str = "DEBYS DEC DECV DEE DEI DEIC DEIP DEOL DEP DEPR DEPS DERI DERL DERS DES DESS YCV";

/// Additions that come only after another addition. Directly after a kind they would turn ordinary
/// words into companies (`S` and `ER`).
const LATER_ADDITIONS: &str = "ART ENR ER MI PM SDEIDEC SFDEOM SFOL SFP SIID SIRV SOFOM";

/// Words that the forms abbreviate to their first letter.
const WORDS: &str = "SOCIEDAD ASOCIACION INSTITUCION UNION ANONIMA CAPITAL VARIABLE RESPONSABILIDAD LIMITADA ILIMITADA \
     SUPLEMENTADA PROMOTORA INVERSION BURSATIL COMANDITA SIMPLE ACCIONES SIMPLIFICADA CIVIL COOPERATIVA CONSUMO \
     PRODUCCION RURAL SERVICIOS NOMBRE COLECTIVO INTERES SOLIDARIDAD SOCIAL NACIONAL CREDITO EJIDOS ASISTENCIA \
     BENEFICENCIA PRIVADA FINANCIERA OBJETO MULTIPLE ENTIDAD NO REGULADA";

/// Those of [`WORDS`] that a form may begin with.
const FIRST_WORDS: &str = "SOCIEDAD ASOCIACION INSTITUCION UNION";

/// The name without the régimen de capital at its end. Only one is removed, and of several possible
/// ones the longest. `None` if the name has none or consists of nothing else.
pub(crate) fn strip(name: &str) -> Option<&str> {
    let starts_of_words = name.match_indices(' ').map(|(space, _)| space);
    starts_of_words.filter_map(|space| name.split_at_checked(space)).find_map(|(before, ending)| {
        let rest = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-'));
        let is_regime = is_capital_regime(&letters(ending))
            || abbreviated(ending).is_some_and(|ending| is_capital_regime(&ending));
        (is_regime && rest.chars().any(char::is_alphanumeric)).then_some(rest)
    })
}

fn is_capital_regime(letters: &str) -> bool {
    COMPLETE_FORMS.split(' ').any(|form| form == letters)
        || begins(EXTENDABLE_FORMS, letters, |added| begins(ADDITIONS, added, is_rest))
}

fn is_rest(letters: &str) -> bool {
    letters.is_empty() || begins(ADDITIONS, letters, is_rest) || begins(LATER_ADDITIONS, letters, is_rest)
}

/// Whether the letters begin with one of the forms and the rest satisfies `fits`.
fn begins(forms: &str, letters: &str, fits: impl Fn(&str) -> bool) -> bool {
    forms.split(' ').any(|form| letters.strip_prefix(form).is_some_and(&fits))
}

/// The letters of an ending, with fully or partly spelled-out words abbreviated: "SOCIEDAD ANÓNIMA
/// DE C.V." becomes `SADECV`.
fn abbreviated(ending: &str) -> Option<String> {
    let words = ending.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).map(letters);
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    let is_among = |word: &str, words: &str| words.split(' ').any(|other| other == word);
    // The other words come later in a form, and ordinary names contain them too, so an ending must
    // not begin with one of them.
    let first = words.peek()?;
    if is_among(first, WORDS) && !is_among(first, FIRST_WORDS) {
        return None;
    }
    let short = |word: String| match word.as_str() {
        "MICROINDUSTRIAL" => "MI".to_owned(),
        known if is_among(known, WORDS) => known.chars().take(1).collect(),
        _ => word,
    };
    Some(words.map(short).collect())
}

/// The letters and digits of a text in capitals, without accents.
fn letters(text: &str) -> String {
    let plain = |letter| if letter == 'Ñ' { 'N' } else { without_accent(letter) };
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

    /// All forms, each as its kind of company and what may follow it; `-` means that nothing
    /// follows.
    const FORMS: &[(&str, &str)] = &[
        // Sociedad anónima: plain, bursátil, promotora de inversión, por acciones simplificada.
        ("S.A.", "- | de C.V. | de C.V. de R.L. | de R.I. | de R.I. de C.V. | de R.L. | de R.L. de C.V."),
        ("S.A.", "SOFOM E.N.R. | SOFOM E.R."),
        ("S.A. de C.V.", "SOFOM E.N.R. | SOFOM E.R. | SFOL | SFP | SIID | SIID P.M. | SIRV | S. de I. de C."),
        ("S.A.B.", "- | de C.V."),
        ("S.A.P.I.", "- | de C.V. | de C.V., SOFOM, E.N.R."),
        ("S.A.S.", "- | de C.V."),
        // De responsabilidad limitada, and every other plain "S. de" form.
        (
            "S. de R.L.",
            "- | ART | M.I. | M.I. ART | M.I. de C.V. | de C.V. | de C.V. M.I. | de I.P. | de I.P. de C.V.",
        ),
        ("S.", "de C.V. | de I. de O.L. | de P. de R.L. | de P.R. de R.I. | de P.R. de R.S."),
        ("S. de S.S.", "- | de R.I. | de R.L."),
        // En comandita, simple and por acciones; en nombre colectivo.
        ("S. en C.", "- | de C.V. | de R.I. | de R.I. de C.V. | de R.L. | de R.L. de C.V."),
        ("S. en C. por A.", "- | de C.V. | de R.I. | de R.I. de C.V. | de R.L. | de R.L. de C.V."),
        ("S. en C.S.", "de C.V."),
        ("S. en N.C.", "de C.V. | de R.I. | de R.I. de C.V. | de R.L. | de R.L. de C.V."),
        ("S.N.C.", "-"),
        ("Sociedad en nombre colectivo", "-"),
        // Sociedad cooperativa: de consumo, de producción, de servicios; also sociedad civil.
        (
            "S.C.",
            "- | de C.V. | de C.V. de R.L. | de R.I. | de R.L. | de R.L. de C.V. | de R.L. de I.P. y C.V.",
        ),
        ("S.C.", "de R.L. M.I. | de R.S. | de R.S. de C.V. | P.B.S. R.L."),
        ("S.C. de C.", "de R.L. | de R.L. de C.V. | de R.S. | de R.S. de C.V. | de B. y S. de R.L. de C.V."),
        ("S.C. de P.", "de R.L. | de R.L. de C.V. | de R.S. | de R.S. de C.V. | S. de R.L. de C.V."),
        ("S.C. de S.", "de R.L. de C.V."),
        ("S.C.A.P.", "R.L. de C.V."),
        ("S.C.L.", "(Limitada) | de C.V."),
        ("S.C.P.", "- | C. de R.L. de C.V. | R. de R.L. | R. de R.L. de C.V."),
        ("S.C.S.", "(Suplementada)"),
        ("S.C.U.", "-"),
        ("Sociedad civil universal", "-"),
        ("Sociedad cooperativa", "- | de responsabilidad limitada"),
        // De producción rural, and unions of them.
        ("S.P.", "de R.L. de C.V."),
        ("S.P.A.", "de R.L. de C.V."),
        ("S.P.R.", "- | de C.V. | de R.I. | de R.I. de C.V. | de R.L. | de R.L. de C.V. | de R.S. de C.V."),
        (
            "A.R.",
            "- | de I.C. | de I.C. de C.V. | de I.C. de C.V. de R.L. | de I.C. de R.I. | de I.C. de R.L.",
        ),
        ("A.R. de I.C.", "de R.L. de C.V."),
        ("U.", "de C. | de E. | de E. de R.L."),
        ("U.E.", "-"),
        ("U.S.P.R.", "de R.I. | de R.L."),
        ("F.C.", "de R.L."),
        // Associations, agencies, assistance.
        ("A.", "A. | B.P. | C. | en P. | F. | G. | L.P.R. | P.L. | P.N."),
        ("C.", "por A. | E.L."),
        ("E.P.", "E. | S."),
        ("I.", "A.P. | A.S. | B.P."),
        ("F.A.", "-"),
        ("P. en C.", "-"),
        ("R.I.", "-"),
        ("R.L.", "y C.V."),
        ("S.G.C.", "-"),
        ("S.L.", "-"),
        ("Institución de asistencia social privada", "-"),
        ("Instituto de asistencia social", "-"),
        ("Sin tipo de sociedad", "-"),
        // Banks, funds and insurers.
        ("AFORE", "-"),
        ("SIEFORE", "-"),
        ("SIID", "-"),
        ("SOFOL", "-"),
        ("Institución de banca múltiple", "-"),
        ("Organizaciones auxiliares de crédito", "-"),
        ("Sociedades de inversión", "- | comunes | de capitales"),
        ("Sociedad mutualista de seguros de vida o de daños", "-"),
    ];

    #[test]
    fn no_form_is_lost() {
        let mut read = std::collections::BTreeSet::new();
        for (kind, additions) in FORMS {
            for addition in additions.split(" | ") {
                let form = format!("{kind} {}", addition.trim_start_matches('-')).to_uppercase();
                let name = format!("LUCES & OBRAS {}", form.trim_end());
                assert_eq!(strip(&name), Some("LUCES & OBRAS"), "{name}");
                assert!(read.insert(letters(&form)), "{form} is there twice");
            }
        }
        assert_eq!(read.len(), 153, "156 without L, MI and ART");
    }

    #[test]
    fn spelled_out_it_is_the_same() {
        for ending in [
            "SOCIEDAD ANONIMA DE CAPITAL VARIABLE",
            "Sociedad Anónima de Capital Variable",
            "SOCIEDAD ANONIMA",
            "SOCIEDAD ANÓNIMA DE C.V.",
            "S.A. DE CAPITAL VARIABLE",
            "S.A. PROMOTORA DE INVERSION DE C.V.",
            "S.A.P.I.B. DE C.V.",
            "SOCIEDAD ANONIMA PROMOTORA DE INVERSION DE CAPITAL VARIABLE",
            "SOCIEDAD ANONIMA PROMOTORA DE INVERSION BURSATIL DE CAPITAL VARIABLE",
            "SOCIEDAD ANONIMA BURSATIL DE CAPITAL VARIABLE",
            "SOCIEDAD ANONIMA DE CAPITAL VARIABLE, SOCIEDAD FINANCIERA DE OBJETO MULTIPLE, ENTIDAD NO REGULADA",
            "SOCIEDAD ANONIMA DE CAPITAL VARIABLE SOFOM E.N.R.",
            "SOCIEDAD DE RESPONSABILIDAD LIMITADA",
            "SOCIEDAD DE RESPONSABILIDAD LIMITADA DE CAPITAL VARIABLE",
            "S. DE RESPONSABILIDAD LIMITADA DE C.V.",
            "SOCIEDAD DE RESPONSABILIDAD LIMITADA MICROINDUSTRIAL",
            "SOCIEDAD POR ACCIONES SIMPLIFICADA",
            "SOCIEDAD POR ACCIONES SIMPLIFICADA DE CAPITAL VARIABLE",
            "SOCIEDAD EN COMANDITA SIMPLE",
            "SOCIEDAD EN COMANDITA POR ACCIONES DE CAPITAL VARIABLE",
            "SOCIEDAD EN NOMBRE COLECTIVO",
            "SOCIEDAD NACIONAL DE CREDITO",
            "SOCIEDAD CIVIL",
            "SOCIEDAD COOPERATIVA",
            "SOCIEDAD COOPERATIVA DE CONSUMO DE RESPONSABILIDAD LIMITADA DE CAPITAL VARIABLE",
            "SOCIEDAD COOPERATIVA DE PRODUCCION DE RESPONSABILIDAD LIMITADA",
            "SOCIEDAD DE PRODUCCION RURAL DE RESPONSABILIDAD LIMITADA DE CAPITAL VARIABLE",
            "SOCIEDAD DE SOLIDARIDAD SOCIAL",
            "ASOCIACION CIVIL",
            "ASOCIACIÓN RURAL DE INTERÉS COLECTIVO DE RESPONSABILIDAD LIMITADA",
            "INSTITUCION DE ASISTENCIA PRIVADA",
            "INSTITUCION DE BENEFICENCIA PRIVADA",
            "UNION DE EJIDOS",
        ] {
            let name = format!("LUCES & OBRAS, {}", ending.to_uppercase());
            assert_eq!(strip(&name), Some("LUCES & OBRAS"), "{ending}");
        }
    }

    #[test]
    fn words_of_the_forms_alone_are_ordinary() {
        for name in [
            "TRANSPORTES Y SERVICIOS LIMITADA",
            "LIGA SOCIAL",
            "FUERZA CIVIL",
            "CENTRO DE ASISTENCIA SOCIAL",
            "GRUPO PRODUCCION RURAL",
            "LA SOCIEDAD",
            "BANCO DE CREDITO",
            "CAPITAL VARIABLE",
        ] {
            assert_eq!(strip(name), None, "{name}");
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

    /// A form with the dots and spaces that people put between and after its letters.
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
