//! Aclaraciones: asking about a movement or an invoice. It is done by CAVI, so this section leads there.

use leptos::prelude::*;
use pase_contract::TagId;

use crate::browser::page;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};

/// The section.
#[component]
pub fn Clarifications(
    /// The tag that is looked at.
    tag: TagId,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    page::set_title("Aclaraciones · PASE");
    let help = navigation.href(&Route::Help(HelpContext { tag: Some(tag), ..HelpContext::default() }));
    view! {
        <section class="panel" aria-labelledby="pase-clarifications">
            <h2 class="panel__title" id="pase-clarifications" tabindex="-1">"Aclaraciones"</h2>
            <p>
                "¿No reconoces un movimiento o algo de tu factura no cuadra? Nuestro centro de atención lo revisa contigo. En 48 horas hábiles ofreceremos estatus a su reporte."
            </p>
            <p class="actions"><a class="button button--primary" href=help>"Pedir una aclaración"</a></p>
        </section>
    }
}
