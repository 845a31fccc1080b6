//! Reads the words of the SAT's consultation service as one of nine states.
//!
//! | CodigoEstatus | Estado | EsCancelable | EstatusCancelacion | state |
//! | --- | --- | --- | --- | --- |
//! | N - … | any | any | any | `NotFound` |
//! | S - … | Cancelado | any | Plazo vencido | `CancelledBySilence` |
//! | S - … | Cancelado | any | Cancelado con aceptación | `CancelledWithAcceptance` |
//! | S - … | Cancelado | any | Cancelado sin aceptación, or nothing | `CancelledWithoutAcceptance` |
//! | S - … | Vigente | No cancelable | any | `NotCancellable` |
//! | S - … | Vigente | Cancelable sin aceptación | any | `CancellableWithoutAcceptance` |
//! | S - … | Vigente | Cancelable con aceptación | nothing | `CancellableWithAcceptance` |
//! | S - … | Vigente | Cancelable con aceptación | En proceso | `InProcess` |
//! | S - … | Vigente | Cancelable con aceptación | Solicitud rechazada | `Rejected` |
//!
//! The combinations are those that phpcfdi/sat-estado-cfdi has found the service to answer. A CFDI
//! that was cancelled before acceptance existed (November 2018) has no *EstatusCancelacion*,
//! because nobody was asked. Case, accents, white space and punctuation at the ends are ignored,
//! since PACs that pass the words on do not preserve them. An empty word may also be `null`, `nil`,
//! a hyphen or missing.

use pase_contract::rebills::SatCfdiStatus;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The service's answer, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SatAnswer {
    /// `CodigoEstatus`: "S - Comprobante obtenido satisfactoriamente." or "N - 602: Comprobante no
    /// encontrado."
    pub query: String,
    /// `Estado`
    pub estado: String,
    /// `EsCancelable`
    pub cancellable: String,
    /// `EstatusCancelacion`
    pub cancellation: String,
}

/// The error for words that are none of the nine states. The words are the SAT's own and contain no
/// personal data.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the SAT's words are not known: {0:?}")]
pub struct UnknownSatAnswer(SatAnswer);

impl SatAnswer {
    /// The state that the words describe.
    ///
    /// # Errors
    /// [`UnknownSatAnswer`] for any other combination.
    pub fn status(self) -> Result<SatCfdiStatus, UnknownSatAnswer> {
        let said = [&self.query, &self.estado, &self.cancellable, &self.cancellation].map(|word| plain(word));
        let [query, estado, cancellable, cancellation] = said.each_ref().map(String::as_str);
        let code = query.split(|c: char| !c.is_alphanumeric()).find(|part| !part.is_empty());
        let found = match code {
            Some("s") => true,
            Some("n" | "601" | "602") => return Ok(SatCfdiStatus::NotFound),
            // Some PACs pass on the sentence without the code before it.
            Some("comprobante") if query.contains("obtenido satisfactoriamente") => true,
            Some("comprobante") if query.contains("no encontrado") => return Ok(SatCfdiStatus::NotFound),
            _ => false,
        };
        Ok(match (found, estado, cancellable, cancellation) {
            (true, "cancelado", _, "plazo vencido") => SatCfdiStatus::CancelledBySilence,
            (true, "cancelado", _, "cancelado con aceptacion") => SatCfdiStatus::CancelledWithAcceptance,
            (true, "cancelado", _, "cancelado sin aceptacion" | "") => {
                SatCfdiStatus::CancelledWithoutAcceptance
            }
            (true, "vigente", "no cancelable", _) => SatCfdiStatus::NotCancellable,
            (true, "vigente", "cancelable sin aceptacion", _) => SatCfdiStatus::CancellableWithoutAcceptance,
            (true, "vigente", "cancelable con aceptacion", "") => SatCfdiStatus::CancellableWithAcceptance,
            (true, "vigente", "cancelable con aceptacion", "en proceso") => SatCfdiStatus::InProcess,
            (true, "vigente", "cancelable con aceptacion", "solicitud rechazada") => SatCfdiStatus::Rejected,
            _ => return Err(UnknownSatAnswer(self)),
        })
    }
}

fn plain(word: &str) -> String {
    let letters: String =
        word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let words = letters.split(|c: char| c.is_whitespace() || c.is_control());
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match words.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ' ' | '"')) {
        "null" | "-" | "nil" => String::new(),
        plain => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FOUND: &str = "S - Comprobante obtenido satisfactoriamente.";

    fn read(
        [query, estado, cancellable, cancellation]: [&str; 4],
    ) -> Result<SatCfdiStatus, UnknownSatAnswer> {
        let [query, estado, cancellable, cancellation] =
            [query, estado, cancellable, cancellation].map(str::to_owned);
        SatAnswer { query, estado, cancellable, cancellation }.status()
    }

    #[test]
    fn each_of_the_nine_states_is_read_from_the_sats_words() {
        use SatCfdiStatus::*;
        for (words, status) in [
            (["N - 602: Comprobante no encontrado.", "No Encontrado", "", ""], NotFound),
            (["N - 601: La expresión impresa proporcionada no es válida.", "", "", ""], NotFound),
            ([FOUND, "Cancelado", "Cancelable con aceptación", "Plazo vencido"], CancelledBySilence),
            (
                [FOUND, "Cancelado", "Cancelable con aceptación", "Cancelado con aceptación"],
                CancelledWithAcceptance,
            ),
            (
                [FOUND, "Cancelado", "Cancelable sin aceptación", "Cancelado sin aceptación"],
                CancelledWithoutAcceptance,
            ),
            ([FOUND, "Cancelado", "No cancelable", "Cancelado sin aceptación"], CancelledWithoutAcceptance),
            ([FOUND, "Vigente", "No cancelable", ""], NotCancellable),
            ([FOUND, "Vigente", "Cancelable sin aceptación", ""], CancellableWithoutAcceptance),
            ([FOUND, "Vigente", "Cancelable sin aceptación", "En proceso"], CancellableWithoutAcceptance),
            ([FOUND, "Vigente", "Cancelable con aceptación", ""], CancellableWithAcceptance),
            ([FOUND, "Vigente", "Cancelable con aceptación", "En proceso"], InProcess),
            ([FOUND, "Vigente", "Cancelable con aceptación", "Solicitud rechazada"], Rejected),
        ] {
            assert_eq!(read(words), Ok(status), "{words:?}");
        }
    }

    #[test]
    fn what_was_cancelled_before_anybody_was_asked_is_cancelled() {
        let words = [FOUND, "Cancelado", "", ""];
        assert_eq!(read(words), Ok(SatCfdiStatus::CancelledWithoutAcceptance));
    }

    #[test]
    fn case_spaces_and_decomposed_accents_are_not_looked_at() {
        let words = ["S- ok", " VIGENTE ", "cancelable  con aceptacio\u{301}n", "En Proceso"];
        assert_eq!(read(words), Ok(SatCfdiStatus::InProcess));
    }

    #[test]
    fn the_words_are_read_as_pacs_hand_them_on() {
        use SatCfdiStatus::*;
        for (words, status) in [
            (
                [
                    "S-Comprobante obtenido satisfactoriamente",
                    "VIGENTE",
                    "CANCELABLE CON ACEPTACION",
                    "EN PROCESO.",
                ],
                InProcess,
            ),
            (["S", "Vigente", "Cancelable sin aceptacion", "null"], CancellableWithoutAcceptance),
            (["Comprobante obtenido satisfactoriamente.", "Vigente.", "No Cancelable", "-"], NotCancellable),
            (
                [
                    "S - Comprobante obtenido satisfactoriamente.\r\n",
                    "Cancelado ",
                    "Cancelable con aceptación",
                    "Plazo Vencido",
                ],
                CancelledBySilence,
            ),
            (
                ["S – Comprobante obtenido", "Cancelado", "", "Cancelado sin aceptacion"],
                CancelledWithoutAcceptance,
            ),
            (
                [
                    "S - Comprobante obtenido satisfactoriamente.",
                    "Vigente",
                    "Cancelable con aceptacion",
                    "Solicitud Rechazada",
                ],
                Rejected,
            ),
            (["N 602: Comprobante no encontrado", "No Encontrado", "", ""], NotFound),
            (["602 - Comprobante no encontrado.", "", "", ""], NotFound),
            (["Comprobante no encontrado", "", "", ""], NotFound),
        ] {
            assert_eq!(read(words), Ok(status), "{words:?}");
        }
    }

    #[test]
    fn other_words_are_told_and_not_guessed_at() {
        for words in [
            ["", "", "", ""],
            ["E - 500: Error", "Vigente", "No cancelable", ""],
            [FOUND, "No Encontrado", "", ""],
            [FOUND, "Vigente", "", ""],
            [FOUND, "Vigente", "Cancelable con aceptación", "Plazo vencido"],
            [FOUND, "Cancelado", "Cancelable con aceptación", "En proceso"],
        ] {
            assert!(read(words).is_err(), "{words:?}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_never_takes_what_is_valid_for_cancelled(
            words in proptest::array::uniform4(any::<String>()),
        ) {
            let [_, cancellable, cancellation, query] = words.each_ref().map(String::as_str);
            let read = read([&format!("S - {query}"), "Vigente", cancellable, cancellation]);
            use SatCfdiStatus::{CancelledBySilence, CancelledWithAcceptance, CancelledWithoutAcceptance};
            prop_assert!(!matches!(
                read,
                Ok(CancelledBySilence | CancelledWithAcceptance | CancelledWithoutAcceptance)
            ));
        }
    }
}
