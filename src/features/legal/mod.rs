//! Links to the host's privacy notice and terms, for the login, help, and forms that ask for data.
//! A link is left out if the host has configured no address.

use leptos::prelude::*;

use crate::context::config::{Config, Links};

/// Both links, as items of a list.
#[component]
pub fn LegalItems() -> impl IntoView {
    let Links { privacy, terms, .. } = expect_context::<Config>().links;
    [(privacy, "Aviso de privacidad"), (terms, "Términos y condiciones")].map(|(address, words)| {
        address.map(|address| view! { <li><a href=address.to_string() rel="external">{words}</a></li> })
    })
}

/// Both links, as a list at the end of a form.
#[component]
pub fn Legal() -> impl IntoView {
    let links = expect_context::<Config>().links;
    (links.privacy.is_some() || links.terms.is_some()).then(|| {
        view! {
            <ul class="legal no-print">
                <LegalItems/>
            </ul>
        }
    })
}
