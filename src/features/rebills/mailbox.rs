//! The manual's *Atención* notice (step 6.1): whose buzón tributario, until when, and what that is.

use leptos::prelude::*;
use mx_fiscal::TAX_MAILBOX;
use pase_contract::rebills::Acceptance;

use crate::browser::clock::ServerClock;
use crate::ui::{Copyable, Countdown, Disclosure, Notice, NoticeKind};

#[component]
pub fn MailboxNotice(
    /// Who must accept, and until when.
    acceptance: Acceptance,
    /// The original's folio fiscal, by which the customer finds it there.
    uuid: String,
) -> impl IntoView {
    let clock = expect_context::<ServerClock>();
    view! {
        <Notice kind=NoticeKind::Attention title="Atención">
            <div class="manual">
                <p>
                    "Para finalizar su solicitud, le pedimos ingrese a su buzón tributario y acepte la cancelación del documento."
                </p>
                <p>
                    "*Una vez cancelada la factura original, podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."
                </p>
            </div>
            <Countdown
                label="para aceptarla: hasta el"
                label_past="El plazo para aceptarla era el"
                due_at=acceptance.due_at
                now=Signal::derive(move || clock.now())
            />
            <p>
                "El buzón tributario es el del RFC " <strong class="code" translate="no">{acceptance.rfc.to_string()}</strong>
                ": el de quien recibió la factura original. Para aceptarla:"
            </p>
            <ol class="list">
                <li>
                    "Entra al "
                    <a href=TAX_MAILBOX rel="external noopener noreferrer" target="_blank">
                        "buzón tributario del SAT" <span class="visually-hidden">" (se abre en otra ventana)"</span>
                    </a> " con ese RFC y su contraseña o e.firma."
                </li>
                <li>"Abre las solicitudes de cancelación: también están en «Cancela y recupera tus facturas», en sat.gob.mx."</li>
                <li>
                    "Busca la factura por su folio fiscal y acepta su cancelación:"
                    <div>
                        <Copyable text=uuid what="folio fiscal"/>
                    </div>
                </li>
            </ol>
            <MailboxExplained/>
        </Notice>
    }
}

/// Explains the buzón tributario, which few people know by that name.
#[component]
pub fn MailboxExplained() -> impl IntoView {
    view! {
        <Disclosure summary="¿Qué es el buzón tributario?">
            <p>
                "Es el buzón de cada contribuyente en el portal del SAT (sat.gob.mx). Se entra con el RFC y la contraseña o la e.firma de quien recibió la factura; ahí aparece la solicitud de cancelación para aceptarla."
            </p>
        </Disclosure>
    }
}
