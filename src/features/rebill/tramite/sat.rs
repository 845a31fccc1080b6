//! What the SAT says of the original invoice, in its own words and in plain ones.

use leptos::prelude::*;
use pase_contract::rebills::{Rebill, SatCfdiStatus};

use crate::browser::mexico_city;
use crate::ui::{Description, DescriptionList, Subtitle};

/// The SAT's own words (`Estado`, `EsCancelable`, `EstatusCancelacion`), and what they mean here.
fn words(status: SatCfdiStatus) -> (&'static str, &'static str) {
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

/// Nothing before the SAT was asked.
#[component]
pub(super) fn SatSays(
    /// The trámite as it stands.
    #[prop(into)]
    rebill: Signal<Rebill>,
) -> impl IntoView {
    let status = Memo::new(move |_| rebill.with(|rebill| rebill.sat.map(|sat| sat.status)));
    let asked = Memo::new(move |_| {
        rebill.with(|rebill| rebill.sat.map(|sat| mexico_city::day_and_time(sat.asked_at)))
    });
    move || {
        status.get().map(|status| {
            let (says, means) = words(status);
            view! {
                <Subtitle>"Qué dice el SAT de la factura original"</Subtitle>
                <DescriptionList>
                    <Description term="Estado en el SAT">
                        <strong>{says}</strong>
                        <br/>
                        {means}
                    </Description>
                    <Description term="Preguntamos">{move || asked.get()}</Description>
                </DescriptionList>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sats_own_words_come_first() {
        let (says, _) = words(SatCfdiStatus::InProcess);
        assert!(says.contains("Cancelable con aceptación") && says.contains("En proceso"));
        let (says, means) = words(SatCfdiStatus::CancelledBySilence);
        assert!(says.contains("Plazo vencido") && means.contains("aceptar"));
    }
}
