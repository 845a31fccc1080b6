//! A page: a screen or a section of one. Its heading names it and can take the focus when the
//! customer arrives. The page also sets the title of the browser window.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use leptos::prelude::*;

use super::id::unique_id;
use crate::browser::page::set_title;

/// A page with its heading.
#[component]
pub fn Page(
    /// The heading, and the title of the window.
    title: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    let id = unique_id("page");
    let named_by = id.clone();
    set_title(title);
    view! {
        <section class="page" aria-labelledby=named_by>
            <div class="page__head">
                <h1 class="page__title" id=id tabindex="-1">
                    {title}
                </h1>
            </div>
            {children()}
        </section>
    }
}

/// A heading inside a page.
#[component]
pub fn Subtitle(
    /// The text of the heading.
    children: Children,
) -> impl IntoView {
    view! { <h2 class="page__subtitle">{children()}</h2> }
}
