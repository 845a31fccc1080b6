//! A skeleton, shown while content loads: empty lines to look at, and words for screen readers.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// This many empty lines, and a status such as "Cargando…" for those who cannot see them.
#[component]
pub fn Skeleton(
    /// What is loading: "Cargando tus facturas…".
    label: &'static str,
    /// The number of lines.
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            {(0..lines).map(|_| view! { <div class="skeleton__line" aria-hidden="true"></div> }).collect_view()}
        </div>
    }
}
