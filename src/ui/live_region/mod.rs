//! Announcements for screen readers. They wait until the screen reader has a moment, and never move
//! the focus.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

/// A live region. It must be on the page before its first announcement. An identical text is not
/// announced again.
#[component]
pub fn LiveRegion(
    /// The announcement; empty for none.
    #[prop(into)]
    news: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">
            {move || news.get()}
        </p>
    }
}
