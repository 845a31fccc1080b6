//! Aclaraciones: asking about a movement or an invoice. It is done by CAVI, so this section leads there.

use leptos::prelude::*;
use pase_contract::TagId;

use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::ui::{ButtonKind, ButtonLink, Page};

/// The section.
#[component]
pub fn Clarifications(
    /// The tag that is looked at.
    tag: TagId,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let help = navigation.href(&Route::Help(HelpContext { tag: Some(tag), ..HelpContext::default() }));
    view! {
        <Page title="Aclaraciones">
            <p>
                "¿No reconoces un movimiento o algo de tu factura no cuadra? Nuestro centro de atención lo revisa contigo. En 48 horas hábiles ofreceremos estatus a su reporte."
            </p>
            <div class="actions">
                <ButtonLink kind=ButtonKind::Primary href=help>
                    "Pedir una aclaración"
                </ButtonLink>
            </div>
        </Page>
    }
}
