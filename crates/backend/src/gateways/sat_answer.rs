//! The words of the SAT's consultation service, and the nine states that they are.
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
//! After what phpcfdi/sat-estado-cfdi has found the service to answer. A CFDI that was cancelled before acceptance existed
//! (November 2018) has no *EstatusCancelacion*: nobody was asked. Case, accents' composition and white space are not
//! looked at.

use pase_contract::rebills::SatCfdiStatus;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// What the service answers, as it words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SatAnswer {
    /// `CodigoEstatus`: "S - Comprobante obtenido satisfactoriamente.", "N - 602: Comprobante no encontrado."
    pub(crate) query: String,
    /// `Estado`
    pub(crate) standing: String,
    /// `EsCancelable`
    pub(crate) cancellable: String,
    /// `EstatusCancelacion`
    pub(crate) cancellation: String,
}

/// Words that are none of the nine states. They are the SAT's own, of nobody's data.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the SAT's words are not known: {0:?}")]
pub(crate) struct UnknownWords(SatAnswer);

impl SatAnswer {
    /// Which state it is.
    ///
    /// # Errors
    /// [`UnknownWords`] for any other combination.
    pub(crate) fn status(self) -> Result<SatCfdiStatus, UnknownWords> {
        let said =
            [&self.query, &self.standing, &self.cancellable, &self.cancellation].map(|word| plain(word));
        let [query, standing, cancellable, cancellation] = said.each_ref().map(String::as_str);
        let found = match query.split_once('-').map_or(query, |(code, _)| code.trim()) {
            "s" => true,
            "n" => return Ok(SatCfdiStatus::NotFound),
            _ => false,
        };
        Ok(match (found, standing, cancellable, cancellation) {
            (true, "cancelado", _, "plazo vencido") => SatCfdiStatus::CancelledBySilence,
            (true, "cancelado", _, "cancelado con aceptación") => SatCfdiStatus::CancelledWithAcceptance,
            (true, "cancelado", _, "cancelado sin aceptación" | "") => {
                SatCfdiStatus::CancelledWithoutAcceptance
            }
            (true, "vigente", "no cancelable", _) => SatCfdiStatus::NotCancellable,
            (true, "vigente", "cancelable sin aceptación", _) => SatCfdiStatus::CancellableWithoutAcceptance,
            (true, "vigente", "cancelable con aceptación", "") => SatCfdiStatus::CancellableWithAcceptance,
            (true, "vigente", "cancelable con aceptación", "en proceso") => SatCfdiStatus::InProcess,
            (true, "vigente", "cancelable con aceptación", "solicitud rechazada") => SatCfdiStatus::Rejected,
            _ => return Err(UnknownWords(self)),
        })
    }
}

fn plain(word: &str) -> String {
    word.split_whitespace().collect::<Vec<_>>().join(" ").nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FOUND: &str = "S - Comprobante obtenido satisfactoriamente.";

    fn read([query, standing, cancellable, cancellation]: [&str; 4]) -> Result<SatCfdiStatus, UnknownWords> {
        let [query, standing, cancellable, cancellation] =
            [query, standing, cancellable, cancellation].map(str::to_owned);
        SatAnswer { query, standing, cancellable, cancellation }.status()
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
