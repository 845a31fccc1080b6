//! A number that customers need elsewhere, with a button that copies it.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Glyph, Icon};
use crate::browser::clipboard;

/// How long the result of copying stays on the screen.
const MESSAGE_DURATION: Duration = Duration::from_secs(4);

/// A number with a button that copies it.
#[component]
pub fn Copyable(
    /// The number.
    #[prop(into)]
    text: String,
    /// What the number is, for the button's accessible name: "folio fiscal".
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let outcome = RwSignal::new("");
    let shown = text.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let copied = clipboard::write(&text).await;
            outcome.try_set(if copied {
                "Copiado"
            } else {
                "No se pudo copiar: selecciónalo y cópialo a mano."
            });
            set_timeout(
                move || {
                    outcome.try_set("");
                },
                MESSAGE_DURATION,
            );
        });
    };
    view! {
        <span>
            <span class="code" translate="no">{shown}</span>
            <button type="button" class="copy__button" aria-label=format!("Copiar {what}") on:click=copy>
                <Icon glyph=Glyph::Copy/>
            </button>
            <span class="copy__done" role="status">
                {move || outcome.get()}
            </span>
        </span>
    }
}
