//! What stands where something is about to be: bones for the eye, a word for the ear.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// Bones of so many lines, and "Cargando…" for who cannot see them.
#[component]
pub fn Skeleton(
    /// What is being loaded: "Cargando tus facturas…".
    label: &'static str,
    /// How many lines.
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            {(0..lines).map(|_| view! { <div class="skeleton__line" aria-hidden="true"></div> }).collect_view()}
        </div>
    }
}
