//! What stands where a list has nothing to show: why, and a way on.

use leptos::prelude::*;

/// An empty state.
#[component]
pub fn Empty(
    /// What there is nothing of.
    title: &'static str,
    /// Why, and what to do now.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty__title">{title}</p>
            <div class="empty__text">{children()}</div>
        </div>
    }
}
