//! News for whoever cannot see them: said when the screen reader has a moment, never moving focus.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// A live region. It must be in the page before its first news; what it says again is not announced again.
#[component]
pub fn LiveRegion(
    /// The news; empty for none.
    #[prop(into)]
    news: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">
            {move || news.get()}
        </p>
    }
}
