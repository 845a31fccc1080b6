//! What stands where a list has nothing to show: why, and a way on.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Glyph, Icon};

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
            <Icon glyph=Glyph::Document/>
            <p class="empty__title">{title}</p>
            <div class="empty__text">{children()}</div>
        </div>
    }
}
