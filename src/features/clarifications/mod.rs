//! *Aclaraciones*: questions about a movement or an invoice. CAVI answers them, so this section
//! leads to help.

use leptos::prelude::*;
use pase_contract::TagId;

use crate::navigation::{HelpContext, HelpTopic, Navigation, Route};
use crate::ui::{ButtonKind, ButtonLink, Page};

/// The section *Aclaraciones*.
#[component]
pub fn Clarifications(
    /// The tag that the customer looks at.
    tag: TagId,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let help = navigation.href(&Route::Help(HelpContext {
        topic: Some(HelpTopic::Clarification),
        tag: Some(tag),
        ..HelpContext::default()
    }));
    view! {
        <Page title="Aclaraciones">
            <p>
                "¿No reconoces un movimiento o algo de tu factura no cuadra? Nuestro centro de atención lo revisa contigo y te dice cómo va en 48 horas hábiles."
            </p>
            <div class="actions">
                <ButtonLink kind=ButtonKind::Primary href=help>
                    "Pedir una aclaración"
                </ButtonLink>
            </div>
        </Page>
    }
}
