//! What the SAT says about the original invoice, in its own words and in plain ones.

use leptos::prelude::*;
use pase_contract::rebills::{Rebill, SatCfdiStatus};

use crate::locale::format;
use crate::locale::mexico_city;
use crate::ui::{Description, DescriptionList, Subtitle};

/// The SAT's own words (`Estado`, `EsCancelable`, `EstatusCancelacion`), and what they mean here.
/// The page shows the meaning first.
fn sat_status_text(status: SatCfdiStatus) -> (&'static str, &'static str) {
    match status {
        SatCfdiStatus::NotFound => (
            "No encontrado",
            "El SAT aún no muestra la factura original. Suele tardar unos minutos; seguimos preguntando.",
        ),
        SatCfdiStatus::NotCancellable => {
            ("Vigente · No cancelable", "Por ahora el SAT no permite cancelarla. Seguimos preguntando.")
        }
        SatCfdiStatus::CancellableWithoutAcceptance => {
            ("Vigente · Cancelable sin aceptación", "Puede cancelarse sin que nadie tenga que aceptar.")
        }
        SatCfdiStatus::CancellableWithAcceptance => (
            "Vigente · Cancelable con aceptación",
            "Para cancelarla, el SAT le preguntará a quien la recibió.",
        ),
        SatCfdiStatus::InProcess => (
            "Vigente · Cancelable con aceptación · En proceso",
            "La solicitud ya está en el buzón tributario de quien la recibió y espera su respuesta.",
        ),
        SatCfdiStatus::Rejected => (
            "Vigente · Cancelable con aceptación · Solicitud rechazada",
            "Quien la recibió rechazó la cancelación: la factura sigue vigente.",
        ),
        SatCfdiStatus::CancelledWithoutAcceptance => {
            ("Cancelado · Cancelado sin aceptación", "Se canceló; no hizo falta preguntarle a nadie.")
        }
        SatCfdiStatus::CancelledWithAcceptance => {
            ("Cancelado · Cancelado con aceptación", "Se canceló porque quien la recibió aceptó.")
        }
        SatCfdiStatus::CancelledBySilence => (
            "Cancelado · Plazo vencido",
            "Se canceló porque quien la recibió no respondió en el plazo: para el SAT, eso también es aceptar.",
        ),
        SatCfdiStatus::Unknown => ("En revisión", "El SAT respondió algo que aún no sabemos explicar aquí."),
    }
}

/// What the SAT says; nothing until it has been asked.
#[component]
pub(super) fn SatStatusSection(
    /// The current state of the trámite.
    #[prop(into)]
    rebill: Signal<Rebill>,
) -> impl IntoView {
    let status = Memo::new(move |_| rebill.with(|rebill| rebill.sat.map(|sat| sat.status)));
    let asked = Memo::new(move |_| {
        rebill.with(|rebill| rebill.sat.map(|sat| mexico_city::day_and_time(sat.asked_at, rebill.as_of)))
    });
    move || {
        status.get().map(|status| {
            let (sat_words, meaning) = sat_status_text(status);
            view! {
                <Subtitle>"Qué dice el SAT de la factura original"</Subtitle>
                <DescriptionList>
                    <Description term="Estado en el SAT">
                        <p>{meaning}</p>
                        <p class="hint">"En palabras del SAT: " {sat_words}</p>
                    </Description>
                    <Description term="Última consulta al SAT">
                        {move || asked.get()} " " <span class="hint">{format::MEXICO_CITY_TIME}</span>
                    </Description>
                </DescriptionList>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_sat_says_is_explained() {
        let (sat_words, meaning) = sat_status_text(SatCfdiStatus::NotCancellable);
        assert!(sat_words.contains("No cancelable") && meaning.contains("no permite"));
        let (sat_words, _) = sat_status_text(SatCfdiStatus::InProcess);
        assert!(sat_words.contains("Cancelable con aceptación") && sat_words.contains("En proceso"));
        let (sat_words, meaning) = sat_status_text(SatCfdiStatus::CancelledBySilence);
        assert!(sat_words.contains("Plazo vencido") && meaning.contains("aceptar"));
    }
}
