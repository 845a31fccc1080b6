//! The manual's words once a trámite is registered (step 6).

use leptos::prelude::*;

#[component]
pub fn RegisteredText(
    /// Whether nobody has to accept first, so that the 24 hours run from now.
    at_once: bool,
) -> impl IntoView {
    view! {
        <p>"Su trámite de refacturación ha sido registrado."</p>
        {at_once
            .then(|| {
                view! {
                    <p>"Podrá descargar su documento corregido en el transcurso de las siguientes 24 horas."</p>
                }
            })}
    }
}
