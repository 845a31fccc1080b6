//! The empty state: what a list shows when it has no rows. It says why, and what to do next.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::{Glyph, Icon};

/// The empty state of a list.
#[component]
pub fn Empty(
    /// What there is none of.
    title: &'static str,
    /// Why, and what the customer can do now.
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
